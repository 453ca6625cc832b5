// The embed panel: a snippet for another page, in step with the view and the options chosen.

import { queryOf } from "./view.js";

const panel = document.getElementById("embed");
const FIXED_SIZES = { theme: "auto", legend: "on", slider: "on" };

/** The address of the map alone, as the options ask. */
function addressOf(view) {
  const options = Object.entries(FIXED_SIZES)
    .map(([name, usual]) => [name, panel.querySelector(`[name="${name}"]`).value, usual])
    .filter(([, value, usual]) => value !== usual).map(([name, value]) => [name, value]);
  const query = new URLSearchParams(queryOf({ ...view, sort: "name" }));
  for (const [name, value] of options) query.set(name, value);
  if (panel.querySelector("[name=day]").value === "today") query.delete("on");
  return `${location.origin}/embed?${query.toString().replaceAll("%2C", ",")}`;
}

export function showSnippet(view) {
  const title = "Map of the Cooperation Spectrum: where US states, counties and places stand on immigration enforcement";
  const address = addressOf(view).replaceAll("&", "&amp;");
  panel.querySelector("code").textContent =
    `<iframe src="${address}" title="${title}" width="100%" height="560" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
}

export function listenForOptions(view) {
  panel.hidden = false;
  panel.addEventListener("change", () => showSnippet(view()));
}
