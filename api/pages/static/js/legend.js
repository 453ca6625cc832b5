// The legend: one line per word, with how many of the areas shown it holds for; a line is a filter too.

import { element, swatch } from "./dom.js";
import { capitalised, dayWords, POSITION_MEANS, POSITION_WORDS, shareWords } from "./words.js";

export class Legend {
  /** `toggle` is told the word of a line that is pressed; without it the lines are only read. */
  constructor(list, entries, toggle) {
    this.lines = new Map(entries.map((entry) => [entry.key, line(entry, toggle)]));
    list.replaceChildren(...[...this.lines.values()].map(({ item }) => item));
    document.getElementById("definitions")?.replaceChildren(...definitions(entries));
  }

  /** Write the numbers of what is shown. */
  show(showing, view) {
    for (const [category, { item, count }] of this.lines) {
      count.textContent = (showing.counts.get(category) ?? 0).toLocaleString("en-US");
      item.querySelector("button")?.setAttribute("aria-pressed", view.category === category);
      item.classList.toggle("left-out", Boolean(view.category) && view.category !== category);
    }
  }
}

function line({ key, word }, toggle) {
  const count = element("span", { class: "count" });
  const inside = [swatch(key), element("span", { class: "word" }, capitalised(word)), count];
  const item = element("li", { "data-category": key },
    toggle ? element("button", { type: "button", "aria-pressed": "false", click: () => toggle(key) }, inside) : inside);
  return { item, count };
}

/** "Operative position of 254 of 3,233 counties on 1 June 2026: what applies after …" */
export function summary(showing, view, today) {
  const { layer } = showing.positions;
  const future = view.on > today ? ", by what is enacted now" : "";
  return `${capitalised(POSITION_WORDS[view.position])} of ${shareWords(showing.matching, showing.total, layer)} `
    + `on ${dayWords(view.on)}${future}: ${POSITION_MEANS[view.position]}.`;
}

/** How far the lists behind agreements reach. */
export function evidence({ evidenceThrough: through, revision }, { on }) {
  const known = !through ? "" : on > through
    ? `Agreements as last listed on ${dayWords(through)}.`
    : `Lists of agreements read up to ${dayWords(through)}.`;
  return [known, revision ? `Record at revision ${revision}.` : ""].filter(Boolean).join(" ");
}

function definitions(entries) {
  return entries.flatMap(({ key, word, definition }) => [
    element("dt", {}, swatch(key), capitalised(word)),
    element("dd", {}, definition),
  ]);
}
