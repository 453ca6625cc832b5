// The positions of one layer over the whole of time: one answer, and no question more for any day.

import { numberOf } from "./days.js";

/** Where nothing is said, nothing is known. */
const UNKNOWN = {
  category: "insufficient_evidence", policy_score: null, marks: [], operative_category: "insufficient_evidence",
  operative_score: null, operative_low: null, operative_high: null, operative_marks: [], models: null,
};

export class Positions {
  constructor(answer) {
    const standings = new Map(Object.entries(answer.standings).map(([key, values]) =>
      [key, Object.fromEntries(answer.columns.map((column, at) => [column, values[at]]))]));
    this.layer = answer.layer;
    this.revision = answer.revision;
    this.boundaries = answer.boundaries;
    this.evidenceThrough = answer.evidence_through;
    this.completeFrom = answer.complete_from;
    this.earliest = answer.earliest;
    this.areas = answer.jurisdictions.map((line, index) => area(line, index, answer.about, standings));
    this.byId = new Map(this.areas.map((one) => [one.geoid, one]));
    this.changes = changesOf(this.areas);
  }

  /** Where an area stands on a day, given as a number. */
  standing({ days, standings }, day) {
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle] <= day) low = middle + 1;
      else high = middle;
    }
    return low ? standings[low - 1] : UNKNOWN;
  }

  /** The indices of the areas for which anything begins or ends between two days. */
  touched(from, to) {
    const [after, through] = from < to ? [from, to] : [to, from];
    const { days, areas } = this.changes;
    const found = new Set();
    for (let at = firstAfter(days, after); at < days.length && days[at] <= through; at += 1) found.add(areas[at]);
    return found;
  }
}

function area({ about, from, designations }, index, names, standings) {
  const one = Object.fromEntries(names.map((name, at) => [name, about[at]]));
  const every = (odd) => from.filter((_, at) => at % 2 === odd);
  one.index = index;
  one.days = every(0).map(numberOf);
  one.standings = every(1).map((key) => standings.get(key));
  one.designations = (designations ?? []).map(([key, first, until]) => [key, numberOf(first), until ? numberOf(until) : Infinity]);
  return one;
}

/** Every day on which an area changes, in order, beside the index of that area. */
function changesOf(areas) {
  const all = areas.flatMap((one) => [...one.days, ...one.designations.flatMap(([, first, until]) => [first, until])]
    .filter(Number.isFinite).map((day) => [day, one.index]));
  all.sort(([one], [other]) => one - other);
  return { days: Int32Array.from(all, ([day]) => day), areas: Int32Array.from(all, ([, index]) => index) };
}

function firstAfter(days, day) {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
