// The card of one area: the word, its day and why; scores and reasons behind "how we know".

import { clocks, pagePath, position, positionPath } from "./api.js";
import { element, swatch } from "./dom.js";
import { nameOf } from "./find.js";
import { evidence } from "./legend.js";
import { reasonList } from "./reasons.js";
import { capitalised, dayWords, operativeScore, POSITION_WORDS, scoreWords } from "./words.js";

const card = document.getElementById("card");
let latest = 0;

/** Say at once what is known from the map; the reasons follow when the day stands still. */
export function showWord({ area, category, view, vocabulary, today, close }) {
  latest += 1;
  const drawn = { geoid: area.geoid, on: view.on };
  if (card.dataset.geoid === drawn.geoid && !card.hidden) {
    card.querySelector(".verdict").replaceChildren(...verdict(category, vocabulary));
    card.querySelector(".when").textContent = whenWords(view, today);
    if (card.dataset.on !== view.on) card.setAttribute("aria-busy", "true");
  } else {
    card.replaceChildren(
      element("button", { type: "button", class: "close", "aria-label": "Close this card", click: close }, "×"),
      element("h2", { id: "card-name" }, nameOf(area)),
      element("p", { class: "verdict" }, verdict(category, vocabulary)),
      element("p", { class: "hint when" }, whenWords(view, today)),
      element("div", { class: "known" }, element("p", { class: "why" }, "Asking for the reasons…")));
    card.setAttribute("aria-busy", "true");
  }
  Object.assign(card.dataset, drawn);
  card.hidden = false;
}

/** Ask why, and show it unless the reader has moved on meanwhile. */
export async function showReasons({ geoid, view, vocabulary }) {
  const ticket = (latest += 1);
  const known = card.querySelector(".known");
  try {
    const { data, ...answer } = await position(geoid, view);
    if (ticket !== latest) return;
    const opened = known.querySelector("details")?.open ?? false;
    known.replaceChildren(...knowledge({ data, answer, view, vocabulary }));
    known.querySelector("details").open = opened;
  } catch (problem) {
    if (ticket !== latest) return;
    known.replaceChildren(element("p", { class: "why" }, `The reasons could not be read. ${problem.message}`));
  }
  card.removeAttribute("aria-busy");
}

export function hideCard() {
  latest += 1;
  card.hidden = true;
  card.replaceChildren();
  delete card.dataset.geoid;
}

const verdict = (category, vocabulary) => [swatch(category), element("strong", {}, capitalised(vocabulary.label("categories", category)))];

function whenWords(view, today) {
  const future = view.on > today ? ", by what is enacted now" : "";
  return `${capitalised(POSITION_WORDS[view.position])} on ${dayWords(view.on)}${future}.`;
}

function knowledge({ data, answer, view, vocabulary }) {
  const result = data[view.position];
  const other = view.position === "policy" ? "operative" : "policy";
  const sources = new Map(data.sources.map((source) => [source.key, source]));
  return [
    element("p", { class: "why" }, data.sentence),
    marks(result.marks ?? [], vocabulary),
    element("p", {}, `${capitalised(POSITION_WORDS[other])}: `, element("b", {}, vocabulary.label("categories", data[other].category)), ". ", data.gap),
    element("p", { class: "hint" }, evidence({ evidenceThrough: answer.evidence_through }, view)),
    element("details", {}, element("summary", {}, "How we know"), numbers(data, view.position), reasonList({ result, vocabulary, sources })),
    links(data.jurisdiction, view),
    cite(data.jurisdiction, answer, view),
  ].filter(Boolean);
}

function numbers(data, kind) {
  const result = data[kind];
  const score = kind === "policy" ? scoreWords(result.score)
    : operativeScore({ operative_score: result.score, operative_low: result.low, operative_high: result.high });
  const pairs = [
    ["Score", score === "–" ? "none: too little is known" : `${score} on a scale from −100 (limits most) to +100 (cooperates most)`],
    ["Known", `${Math.round((result.coverage ?? 0) * 100)}% of the weight that applies`],
  ];
  if (typeof result.score === "number" && typeof result.cooperates === "number" && typeof result.limits === "number") {
    pairs.splice(1, 0, ["Made of", `${Math.round(result.cooperates)} towards cooperating, ${Math.round(result.limits)} towards limiting`]);
  }
  return element("dl", { class: "facts" }, pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function marks(keys, vocabulary) {
  if (!keys.length) return null;
  return element("ul", { class: "marks" }, keys.map((key) => {
    const { label, definition } = vocabulary.term("marks", key);
    return element("li", {}, element("b", {}, capitalised(label)), definition ? `: ${definition}` : "");
  }));
}

function links({ id, slug }, view) {
  return element("p", { class: "links" },
    element("a", { href: pagePath(slug, view) }, "Full page"),
    element("a", { href: positionPath(id, view) }, "This answer as JSON"),
    element("a", { href: `/v1/jurisdictions/${id}/history` }, "Its history as JSON"));
}

/** Words to quote, with the address that will say the same. */
function cite(body, { revision }, view) {
  const pinned = `${location.origin}/${body.slug}?${clocks({ on: view.on, revision })}`;
  const text = `Cooperation Spectrum, “${nameOf(body)}”, ${POSITION_WORDS[view.position]} on ${dayWords(view.on)}, record at revision ${revision}. ${pinned} (CC BY 4.0)`;
  return element("details", {}, element("summary", {}, "Cite"), element("p", { class: "cite" }, text));
}
