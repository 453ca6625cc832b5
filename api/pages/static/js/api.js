// Questions to the API of this same origin; every answer is one a reader could have asked for.

/** An answer that is not one: the problem document's title and detail. */
export class Problem extends Error {}

const answers = new Map();

/** What pins an answer: the day, and the revision where the address names one. */
export function clocks({ on, revision }) {
  return new URLSearchParams({ on, ...(revision ? { revision } : {}) }).toString();
}

export const mapPath = (layer, view) => `/v1/maps/${layer}?${clocks(view)}`;
export const positionsPath = (layer, revision) => `/v1/maps/${layer}/positions${revision ? `?revision=${revision}` : ""}`;
export const positionPath = (id, view) => `/v1/jurisdictions/${id}/position?${clocks(view)}`;
export const pagePath = (slug, view) => `/${slug}?${clocks(view)}`;

async function ask(path, accept = "application/json") {
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

/** Asked once; a refusal may be asked for again. */
function once(path, accept) {
  if (!answers.has(path)) {
    const answer = ask(path, accept);
    answers.set(path, answer);
    answer.catch(() => answers.delete(path));
  }
  return answers.get(path);
}

/** Every position of a layer, over the whole of time. */
export const positions = (layer, revision) => ask(positionsPath(layer, revision));

/** The shapes of a vintage: they never change, so a browser keeps them. */
export const boundaries = (path, detail) => ask(`${path}?detail=${detail}`, "application/geo+json");

/** One jurisdiction's position with its reasons. */
export const position = (id, view) => ask(positionPath(id, view));

/** Jurisdictions whose name holds the words, the most populous first. */
export const named = (words, view) =>
  once(`/v1/jurisdictions?${new URLSearchParams({ q: words, sort: "-population", limit: 8, fields: "id,name,state,kind,slug,population" })}&${clocks(view)}`);

/** What applies at a point. */
export const applying = ({ lat, lon }, view) =>
  ask(`/v1/lookup?${new URLSearchParams({ lat: lat.toFixed(5), lon: lon.toFixed(5) })}&${clocks(view)}`);

/** The lines of the legend in their order: key, word, definition, pattern. */
export const legend = async () => (await once("/v1/legend")).data;

/** Labels and definitions, by group and key. */
export async function vocabulary() {
  const { data } = await once("/v1/vocabulary");
  return new Vocabulary(data);
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
