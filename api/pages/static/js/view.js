// The view is the address: every name in it is a parameter of the API or the place the map looks at.

import { isDay } from "./days.js";
import { FILTERS } from "./showing.js";

const CHOICES = ["position", "layer", ...FILTERS];
const ORDER = ["layer", "position", "on", "revision", ...FILTERS, "sort", "at", "jurisdiction"];
const SORTS = ["name", "population", "operative_score", "policy_score"].flatMap((name) => [name, `-${name}`]);
const ADDRESS_PAUSE = 300; // ms; browsers refuse an address that is written with every frame

/** The view that the address asks for; the form, filled by the server, holds the defaults. */
export function readView(form, search = location.search) {
  const asked = new URLSearchParams(search);
  if (!asked.get("category") && asked.get("operative_category")) asked.set("category", asked.get("operative_category"));
  const chosen = Object.fromEntries(CHOICES.map((name) => [name, choiceOf(form, name, asked.get(name))]));
  const day = form.elements.on;
  const on = asked.get("on") ?? "";
  const jurisdiction = asked.get("jurisdiction") ?? "";
  return {
    ...chosen,
    on: isDay(on) && on >= day.min && on <= day.max ? on : form.dataset.today,
    revision: form.dataset.revision || null,
    sort: SORTS.includes(asked.get("sort")) ? asked.get("sort") : "name",
    at: placeOf(asked.get("at") ?? ""),
    jurisdiction: /^(\d{2}|\d{5}|\d{7}|\d{10})$/.test(jurisdiction) ? jurisdiction : null,
  };
}

/** One of the values that the form offers; else nothing where that is one of them, else what the server chose. */
function choiceOf(form, name, wanted) {
  const field = form.elements[name];
  const offered = [...(field.options ?? field)];
  const values = offered.map(({ value }) => value);
  if (values.includes(wanted)) return wanted;
  if (values.includes("")) return "";
  return (offered.find(({ defaultSelected, defaultChecked }) => defaultSelected || defaultChecked) ?? offered[0]).value;
}

/** "38,-97,4" as latitude, longitude and zoom. */
function placeOf(text) {
  const numbers = text.split(",").map(Number);
  const [lat, lon, zoom] = numbers;
  const fits = numbers.length === 3 && numbers.every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 14;
  return text && fits ? { lat, lon, zoom } : null;
}

/** What the form says now, or null while its day is incomplete or out of range. */
export function choicesOfForm(form) {
  if (!form.elements.on.checkValidity()) return null;
  return Object.fromEntries([...CHOICES, "on"].map((name) => [name, form.elements[name].value]));
}

/** Make the form say what the view says. */
export function fillForm(form, view) {
  for (const name of [...CHOICES, "on"]) {
    if (form.elements[name].value !== view[name]) form.elements[name].value = view[name];
  }
}

/** The view as a query; what is not asked for is left out. */
export function queryOf(view) {
  const words = { ...view, sort: view.sort === "name" ? null : view.sort };
  if (view.at) words.at = [view.at.lat.toFixed(3), view.at.lon.toFixed(3), view.at.zoom.toFixed(2)].join(",");
  const pairs = ORDER.filter((name) => words[name]).map((name) => [name, words[name]]);
  return new URLSearchParams(pairs).toString().replaceAll("%2C", ",");
}

let waiting = null;

/** Put the view into the address bar; a new entry in the history where the reader may want to go back. */
export function writeAddress(view, { entry }) {
  const write = (how) => {
    const address = `?${queryOf(view)}${location.hash}`;
    if (address !== location.search + location.hash) history[how](null, "", address);
  };
  clearTimeout(waiting);
  if (entry) write("pushState");
  else waiting = setTimeout(write, ADDRESS_PAUSE, "replaceState");
}
