// The API's reasons as a list: each dimension, who says so, and where it is written.

import { element, outward } from "./dom.js";
import { capitalised, dayWords, scoreWords } from "./words.js";

const bodyName = (body) => body.name ?? `jurisdiction ${body.id}`;

/** Every dimension with evidence, as a list. */
export function reasonList({ result, vocabulary, sources }) {
  const items = (result.dimensions ?? []).map((reading) => element("li", {},
    element("p", { class: "dimension" },
      element("b", {}, capitalised(vocabulary.label("dimensions", reading.dimension))),
      ` ${levelWords(reading)}`),
    reading.own ? element("p", {}, `Own: ${spoken(reading.own)}`) : null,
    (reading.laws ?? []).map((law) => element("p", {}, `Law: ${lawWords(law)}`)),
    reading.set_by ? element("p", {}, `Taken from ${bodyName(reading.set_by)}, which runs the jail.`) : null,
    (reading.beside ?? []).map((other) => element("p", {}, `Beside it, not scored: ${spoken(other)}`)),
    sourceLine(reading.sources ?? [], sources)));
  const duties = (result.required_by ?? []).map((law) => element("li", {}, `Required by ${lawWords(law)}`));
  return element("ul", { class: "reasons" }, items, duties);
}

function levelWords({ level, low, high, words }) {
  const number = level ?? null;
  const range = number === null && low !== undefined ? `${scoreWords(low)} to ${scoreWords(high)}` : scoreWords(number);
  return `${range}${words ? ` · ${words}` : ""}`;
}

function spoken({ title, words }) {
  return stop([title, words].filter(Boolean).join(": "));
}

function lawWords({ title, words, side, level, duty, deadline, start_uncertain: uncertain }) {
  const bound = { floor: "not below", ceiling: "not above" }[side];
  const notes = [
    bound && !duty ? `${bound} ${scoreWords(level)}` : null,
    duty ? `duty to ${duty}${deadline ? ` by ${dayOrText(deadline)}` : ""}` : null,
    uncertain ? "first day uncertain" : null,
  ].filter(Boolean).join(", ");
  return stop(`${title}${words ? `: ${words}` : ""}`.replace(/\.$/, "") + (notes ? ` (${notes})` : ""));
}

function dayOrText(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayWords(text) : text;
}

const stop = (sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** Links to the sources, by their keys. */
function sourceLine(keys, known) {
  if (!keys.length) return null;
  const links = keys.map((key) => {
    const { url = `/v1/sources/${key}`, title = key, publisher } = known.get(key) ?? {};
    return element("li", {}, outward(url, title), publisher ? `, ${publisher}` : null);
  });
  const count = `${keys.length} ${keys.length === 1 ? "source" : "sources"}`;
  return element("details", { class: "sources" }, element("summary", {}, count), element("ul", {}, links));
}
