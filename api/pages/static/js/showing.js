// Which word each area of a layer shows under a view; a step in time looks only at what changes.

import { numberOf } from "./days.js";

export const OUT = "out"; // what the filters leave out
export const FILTERS = ["category", "marks", "model", "state", "designator"];

export const categoryKey = (position) => (position === "policy" ? "category" : "operative_category");

export class Showing {
  constructor(positions) {
    this.positions = positions;
    this.words = new Array(positions.areas.length).fill(null);
    this.counts = new Map();
    this.question = null;
  }

  /** Take on a view; answers [area, word] for every area that shows another word than before. */
  show(view) {
    const question = JSON.stringify([view.position, ...FILTERS.map((name) => view[name])]);
    const day = numberOf(view.on);
    const touched = question === this.question ? this.positions.touched(this.day, day) : this.positions.areas.keys();
    Object.assign(this, { question, day, view });
    const changes = [];
    for (const index of touched) {
      const area = this.positions.areas[index];
      const word = this.wordOf(area);
      const before = this.words[index];
      if (word === before) continue;
      this.count(before, -1);
      this.count(word, +1);
      this.words[index] = word;
      changes.push([area, word]);
    }
    return changes;
  }

  /** Nothing has been drawn yet: the next view is shown from the beginning. */
  forget() {
    Object.assign(this, { question: null, counts: new Map() });
    this.words.fill(null);
  }

  /** Show one word everywhere, as under places; the next view is then shown from the beginning. */
  blank(word) {
    if (this.question === word) return [];
    Object.assign(this, { question: word, counts: new Map() });
    this.words.fill(word);
    return this.positions.areas.map((area) => [area, word]);
  }

  count(word, step) {
    if (word !== null && word !== OUT) this.counts.set(word, (this.counts.get(word) ?? 0) + step);
  }

  /** The ids of the areas that are contested on any day. */
  everContested() {
    const torn = ({ category, operative_category: operative }) => category === "contested" || operative === "contested";
    return this.positions.areas.filter(({ standings }) => standings.some(torn)).map(({ geoid }) => geoid);
  }

  /** How many areas the filters let through. */
  get matching() {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  get total() {
    return this.positions.areas.length;
  }

  standing(area) {
    return this.positions.standing(area, this.day);
  }

  /** The areas shown, each with where it stands. */
  rows() {
    return this.positions.areas.filter(({ index }) => this.words[index] !== OUT)
      .map((area) => ({ area, standing: this.standing(area) }));
  }

  wordOf(area) {
    const { view, day } = this;
    const standing = this.positions.standing(area, day);
    const word = standing[categoryKey(view.position)];
    const within = (!view.state || area.state === view.state)
      && (!view.category || word === view.category)
      && (!view.marks || standing.marks.includes(view.marks) || standing.operative_marks.includes(view.marks))
      && (!view.model || Boolean(standing.models?.includes(view.model)))
      && (!view.designator || area.designations.some(([key, first, until]) => key === view.designator && first <= day && day < until));
    return within ? word : OUT;
  }
}
