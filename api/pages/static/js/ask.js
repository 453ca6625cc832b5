// "How to ask the API", kept in step with the view.

import { clocks, mapPath, positionPath, positionsPath } from "./api.js";
import { categoryKey, FILTERS } from "./showing.js";

const KINDS = { states: "state", counties: "county", places: "place" };

/** The filters of a view as parameters of /v1/jurisdictions. */
function filtersOf(view) {
  const pairs = FILTERS.filter((name) => view[name]).map((name) => [name === "category" ? categoryKey(view.position) : name, view[name]]);
  return pairs.length ? pairs : [["state", "TX"], [categoryKey(view.position), "287g"]];
}

/** Write the examples for what is shown now. */
export function showQuestions(view, layer) {
  const { origin } = location;
  const list = new URLSearchParams([["kind", KINDS[layer]], ...filtersOf(view)]);
  const questions = {
    map: `curl --compressed '${origin}${mapPath(layer, view)}' -o ${layer}.geojson`,
    python: `geopandas.read_file("${origin}${mapPath(layer, view)}")`,
    positions: `curl --compressed '${origin}${positionsPath(layer, view.revision)}' -o ${layer}-positions.json`,
    one: `curl '${origin}${positionPath(view.jurisdiction ?? "48453", view)}'`,
    list: `curl '${origin}/v1/jurisdictions?${list}&${clocks(view)}'`,
    words: `curl '${origin}/v1/vocabulary'`,
  };
  for (const [name, question] of Object.entries(questions)) {
    document.querySelector(`[data-ask="${name}"]`).textContent = question;
  }
}

/** Give every example a button that copies it, where the browser lets pages write the clipboard. */
export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const code of document.querySelectorAll("[data-ask], [data-copy]")) {
    const about = code.dataset.copy ?? code.closest("dd").previousElementSibling.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.className = "copy";
    button.setAttribute("aria-label", `Copy: ${about}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    code.closest("pre").after(button);
  }
}
