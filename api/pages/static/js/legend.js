// The legend: one line per word, with how many of the drawn areas it holds for.

import { element, swatch } from "./dom.js";
import { categoryOf } from "./style.js";
import { capitalised, countWords, dayWords, POSITION_MEANS, POSITION_WORDS } from "./words.js";

// From one end of the scale to the other, then what is no point on it.
const ORDER = ["sanctuary", "limits", "mixed", "cooperates", "287g",
  "contested", "insufficient_evidence", "no_government"];

/** Write the legend for what is loaded. */
export function showLegend({ units, view, vocabulary, today }) {
  const counts = new Map(ORDER.map((category) => [category, 0]));
  for (const { properties } of units.features) {
    const category = categoryOf(properties, view.position);
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  const items = [...counts].map(([category, count]) => element("li", { "data-category": category },
    swatch(category),
    element("span", { class: "word" }, capitalised(vocabulary.label("categories", category))),
    element("span", { class: "count" }, count.toLocaleString("en-US"))));
  document.getElementById("legend").replaceChildren(...items);
  document.getElementById("legend-summary").textContent = summary(units, view, today);
  document.getElementById("evidence").textContent = evidence(units, view);
  document.getElementById("definitions").replaceChildren(...definitions(vocabulary));
}

function summary(units, view, today) {
  const future = view.on > today ? ", by what is enacted now" : "";
  const bare = units.features.filter(({ geometry }) => !geometry).length;
  const missing = bare ? ` ${bare} of them have no boundary here and are counted, not drawn.` : "";
  return `${capitalised(POSITION_WORDS[view.position])} of ${countWords(units.features.length, view.layer)} `
    + `on ${dayWords(view.on)}${future}: ${POSITION_MEANS[view.position]}.${missing}`;
}

/** How far the lists behind agreements reach. */
export function evidence({ evidence_through: through, revision }, { on }) {
  const known = !through ? "" : on > through
    ? `Agreements as last listed on ${dayWords(through)}.`
    : `Lists of agreements read up to ${dayWords(through)}.`;
  return [known, revision ? `Record at revision ${revision}.` : ""].filter(Boolean).join(" ");
}

function definitions(vocabulary) {
  return ORDER.map((category) => vocabulary.term("categories", category)).flatMap((term) => [
    element("dt", {}, swatch(term.key), capitalised(term.label)),
    element("dd", {}, term.definition),
  ]);
}
