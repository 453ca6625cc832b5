// The table under the map: the same states, on the day of the view, each row opening its card.

import { positionPath } from "./api.js";
import { element, swatch } from "./dom.js";
import { evidence } from "./legend.js";
import { capitalised, countWords, dayWords, scoreWords } from "./words.js";

/** Write the rows anew for a day. */
export function showRows({ states, view, vocabulary, today, pick }) {
  const sorted = [...states.features].sort((one, other) =>
    one.properties.name.localeCompare(other.properties.name, "en"));
  document.querySelector("#rows tbody").replaceChildren(
    ...sorted.map(({ properties }) => row(properties, view, vocabulary, pick)));
  document.getElementById("rows-summary").textContent =
    `${countWords(sorted.length, "states")} on ${dayWords(view.on)}`
    + `${view.on > today ? ", by what is enacted now" : ""}. ${evidence(states, view)} `
    + "Scores run from −100 (limits cooperation most) to +100 (cooperates most).";
}

function row(state, view, vocabulary, pick) {
  const word = (category) => element("td", {}, swatch(category),
    capitalised(vocabulary.label("categories", category)));
  const open = () => pick(state.geoid, { byKeyboard: true });
  return element("tr", {},
    element("th", { scope: "row" }, element("button", { type: "button", class: "open", click: open }, state.name)),
    word(state.operative_category),
    element("td", { class: "number" }, operativeScore(state)),
    word(state.category),
    element("td", { class: "number" }, scoreWords(state.policy_score)),
    element("td", {}, element("a", { href: positionPath(state.geoid, view.on), "aria-label": `${state.name} as JSON` }, "JSON")));
}

/** One number, or both ends where laws contradict each other. */
export function operativeScore({ operative_score: score, operative_low: low, operative_high: high }) {
  const range = score === null && low !== null && high !== null && low !== high;
  return range ? `${scoreWords(low)} to ${scoreWords(high)}` : scoreWords(score);
}
