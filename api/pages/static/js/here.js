// "What applies here": the state, county and place at a point, each with its word.

import { applying } from "./api.js";
import { element, swatch } from "./dom.js";
import { nameOf } from "./find.js";
import { categoryKey } from "./showing.js";
import { capitalised } from "./words.js";

const answer = document.getElementById("here-answer");
const mode = document.getElementById("here-mode");

/** Whether the next click on the map asks what applies there. */
export const asking = () => mode.getAttribute("aria-pressed") === "true";

/** Listen to the two buttons; `centre` answers the middle of the map, `ask` is told the point. */
export function listenForPoints({ centre, ask }) {
  mode.closest("section").hidden = false;
  mode.addEventListener("click", () => mode.setAttribute("aria-pressed", !asking()));
  document.getElementById("here-middle").addEventListener("click", () => ask(centre()));
}

/** List what applies at a point; the smallest area first. */
export async function showApplying(point, { view, vocabulary, pick }) {
  const words = `${Math.abs(point.lat).toFixed(3)}° ${point.lat < 0 ? "south" : "north"}, ${Math.abs(point.lon).toFixed(3)}° ${point.lon < 0 ? "west" : "east"}`;
  answer.replaceChildren(element("p", { class: "hint" }, `Asking what applies at ${words}…`));
  try {
    const { data } = await applying(point, view);
    const areas = [...data.jurisdictions].sort((one, other) => other.id.length - one.id.length);
    if (!areas.length) {
      answer.replaceChildren(element("p", {}, `No state, county or place of the record lies at ${words}.`));
      return;
    }
    answer.replaceChildren(
      element("p", { class: "hint" }, `At ${words}:`),
      element("ul", { class: "plain" }, areas.map((area) => {
        const category = area[categoryKey(view.position)];
        return element("li", {},
          element("button", { type: "button", class: "open", click: () => pick({ ...area, geoid: area.id }) }, nameOf(area)),
          " ", swatch(category), " ", capitalised(vocabulary.label("categories", category)));
      })));
  } catch (problem) {
    answer.replaceChildren(element("p", {}, `This could not be asked. ${problem.message}`));
  }
}
