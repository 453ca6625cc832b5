// Questions to the API of this same origin; every answer is one a reader could have asked for.

/** An answer that is not one: the problem document's title and detail. */
export class Problem extends Error {}

const KEPT = 6;
const collections = new Map();
let vocabularyAnswer = null;

export const mapPath = (layer, on) => `/v1/maps/${layer}?on=${on}`;
export const positionPath = (id, on) => `/v1/jurisdictions/${id}/position?on=${on}`;

async function ask(path, accept) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: accept } });
  } catch {
    throw new Problem("The server cannot be reached. Check the connection and try again.");
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Problem([problem.title ?? `The server answered ${response.status}`, problem.detail]
    .filter(Boolean).join(": "));
}

/** The states or counties of one day as GeoJSON; the last few are kept for going back and forth. */
export function collection(layer, on) {
  const path = mapPath(layer, on);
  if (!collections.has(path)) {
    const answer = ask(path, "application/geo+json");
    collections.set(path, answer);
    answer.catch(() => collections.delete(path));
    if (collections.size > KEPT) collections.delete(collections.keys().next().value);
  }
  return collections.get(path);
}

/** One jurisdiction's position with its reasons. */
export async function position(id, on) {
  return ask(positionPath(id, on), "application/json");
}

/** Labels and definitions, by group and key. */
export function vocabulary() {
  vocabularyAnswer ??= ask("/v1/vocabulary", "application/json").then(({ data }) => new Vocabulary(data));
  vocabularyAnswer.catch(() => { vocabularyAnswer = null; });
  return vocabularyAnswer;
}

class Vocabulary {
  constructor(groups) {
    this.groups = groups;
  }

  /** The term for a key; a word that the vocabulary does not hold stands for itself. */
  term(group, key) {
    return this.groups[group]?.find((term) => term.key === key) ?? { key, label: key, definition: "" };
  }

  label(group, key) {
    return this.term(group, key).label;
  }
}
