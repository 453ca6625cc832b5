// The card of one area: the word, its day and why; scores and reasons behind "how we know".

import { position, positionPath } from "./api.js";
import { element, swatch } from "./dom.js";
import { nameOf } from "./find.js";
import { evidence } from "./legend.js";
import { reasonList, whySentence } from "./reasons.js";
import { categoryOf } from "./style.js";
import { operativeScore } from "./table.js";
import { capitalised, dayWords, POSITION_WORDS, scoreWords } from "./words.js";

const card = document.getElementById("card");
let latest = 0;

/** Show the card for a feature; the reasons follow as soon as they have arrived. */
export async function showCard({ feature, view, vocabulary, today, close }) {
  const ticket = (latest += 1);
  const { properties } = feature;
  const why = element("p", { class: "why" }, "Asking for the reasons…");
  const known = element("div", { class: "known" });
  card.replaceChildren(...head({ properties, view, vocabulary, today, close }), why, known, links(properties, view));
  card.hidden = false;
  card.setAttribute("aria-busy", "true");
  try {
    const { data, ...answer } = await position(properties.geoid, view.on);
    if (ticket !== latest) return;
    const result = data[view.position];
    why.textContent = whySentence({ result, vocabulary });
    known.replaceChildren(...knowledge({ properties, data, answer, view, vocabulary }));
  } catch (problem) {
    if (ticket !== latest) return;
    why.textContent = `The reasons could not be read. ${problem.message}`;
  }
  card.removeAttribute("aria-busy");
}

export function hideCard() {
  latest += 1;
  card.hidden = true;
  card.replaceChildren();
}

function head({ properties, view, vocabulary, today, close }) {
  const category = categoryOf(properties, view.position);
  const future = view.on > today ? ", by what is enacted now" : "";
  return [
    element("button", { type: "button", class: "close", "aria-label": "Close this card", click: close }, "×"),
    element("h2", { id: "card-name" }, nameOf(properties)),
    element("p", { class: "verdict" }, swatch(category),
      element("strong", {}, capitalised(vocabulary.label("categories", category)))),
    element("p", { class: "hint" },
      `${capitalised(POSITION_WORDS[view.position])} on ${dayWords(view.on)}${future}.`),
  ];
}

function knowledge({ properties, data, answer, view, vocabulary }) {
  const result = data[view.position];
  const other = view.position === "policy" ? "operative" : "policy";
  const details = element("details", {}, element("summary", {}, "How we know"),
    numbers(properties, result, view.position),
    reasonList({ result, vocabulary, sources: new Map(data.sources.map((source) => [source.key, source])) }));
  return [
    marks(result.marks ?? [], vocabulary),
    element("p", {}, `${capitalised(POSITION_WORDS[other])}: `,
      element("b", {}, vocabulary.label("categories", data[other].category)), "."),
    element("p", { class: "hint" }, evidence({ evidence_through: answer.evidence_through }, view)),
    details,
  ].filter(Boolean);
}

function numbers(properties, result, kind) {
  const score = kind === "policy" ? scoreWords(result.score) : operativeScore(properties);
  const pairs = [
    ["Score", score === "–" ? "none: too little is known" : `${score} on a scale from −100 (limits most) to +100 (cooperates most)`],
    ["Known", `${Math.round((result.coverage ?? 0) * 100)}% of the weight that applies`],
  ];
  if (typeof result.score === "number" && typeof result.cooperates === "number" && typeof result.limits === "number") {
    pairs.splice(1, 0, ["Made of", `${Math.round(result.cooperates)} towards cooperating, ${Math.round(result.limits)} towards limiting`]);
  }
  return element("dl", {}, pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function marks(keys, vocabulary) {
  if (!keys.length) return null;
  return element("ul", { class: "marks" }, keys.map((key) => {
    const { label, definition } = vocabulary.term("marks", key);
    return element("li", {}, element("b", {}, capitalised(label)), definition ? `: ${definition}` : "");
  }));
}

function links({ geoid }, view) {
  return element("p", { class: "links" },
    element("a", { href: positionPath(geoid, view.on) }, "This answer as JSON"),
    element("a", { href: `/v1/jurisdictions/${geoid}` }, "The jurisdiction as JSON"));
}
