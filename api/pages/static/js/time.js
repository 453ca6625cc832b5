// The day: a date, a slider by day, and a button that lets the years run.

import { dayOf, monthsLater, numberOf } from "./days.js";
import { dayWords } from "./words.js";

const QUIET = matchMedia("(prefers-reduced-motion: reduce)");
const WHOLE = 20_000; // ms in which the whole track is played
const CALM_STEP = 1_500; // ms that each month stands where a reader asked for less motion

export class Time {
  /** `hears` is told each day, and whether the reader is still moving. */
  constructor(root, today, hears) {
    Object.assign(this, { root, today, hears, day: today, playing: null });
    const part = (name) => root.querySelector(`[data-time="${name}"]`);
    Object.assign(this, { range: part("range"), back: part("back"), play: part("play"), words: part("words"), said: part("said") });
    this.range.addEventListener("input", () => this.move(dayOf(Number(this.range.value)), { moving: true }));
    this.range.addEventListener("change", () => this.move(this.day, { moving: false }));
    this.range.addEventListener("keydown", (event) => this.key(event));
    this.back?.addEventListener("change", () => this.stretch());
    this.play?.addEventListener("click", () => (this.playing === null ? this.start() : this.stop()));
  }

  /** Learn how far the record reaches; before and after, the track is hatched. */
  reach({ completeFrom, evidenceThrough, earliest }) {
    Object.assign(this, { completeFrom, evidenceThrough, earliest });
    if (this.back && this.day < completeFrom) this.back.checked = true;
    this.stretch();
  }

  stretch() {
    const from = this.back?.checked ? this.earliest : this.completeFrom;
    const [first, last] = [numberOf(from), numberOf(this.today)];
    const share = (day) => `${Math.min(100, Math.max(0, ((numberOf(day) - first) / (last - first)) * 100)).toFixed(2)}%`;
    this.range.min = first;
    this.range.max = last;
    const { style } = this.root.querySelector(".track");
    style.setProperty("--complete", share(this.completeFrom));
    style.setProperty("--read", this.evidenceThrough ? share(this.evidenceThrough) : "100%");
    this.words.textContent = [
      this.back?.checked ? `Hatched before ${dayWords(this.completeFrom)}: the record is incomplete, and what it lacks is shown as not yet researched.` : "",
      this.evidenceThrough && this.evidenceThrough < this.today ? `Hatched after ${dayWords(this.evidenceThrough)}: agreements as last listed.` : "",
    ].filter(Boolean).join(" ");
    this.show(this.day);
  }

  /** Take on a day without telling anyone. */
  show(day) {
    this.day = day;
    this.range.value = numberOf(day);
    this.range.setAttribute("aria-valuetext", dayWords(day));
    if (this.said) this.said.textContent = dayWords(day);
  }

  move(day, { moving }) {
    this.show(day);
    this.hears(day, { moving });
  }

  key(event) {
    const months = { PageUp: 1, PageDown: -1 }[event.key];
    if (!months) return;
    event.preventDefault();
    const day = numberOf(monthsLater(this.day, months));
    this.move(dayOf(Math.min(Number(this.range.max), Math.max(Number(this.range.min), day))), { moving: false });
  }

  start() {
    const [first, last] = [Number(this.range.min), Number(this.range.max)];
    if (numberOf(this.day) >= last) this.show(dayOf(first));
    this.label(true);
    let before = performance.now();
    let reached = numberOf(this.day);
    const step = (now) => {
      if (QUIET.matches && now - before < CALM_STEP) {
        this.playing = requestAnimationFrame(step);
        return;
      }
      reached = QUIET.matches ? numberOf(monthsLater(this.day, 1)) : reached + ((now - before) / WHOLE) * (last - first);
      before = now;
      this.move(dayOf(Math.min(last, Math.floor(reached))), { moving: reached < last });
      this.playing = reached < last ? requestAnimationFrame(step) : null;
      if (this.playing === null) this.label(false);
    };
    this.playing = requestAnimationFrame(step);
  }

  stop() {
    if (this.playing === null) return;
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.label(false);
    this.hears(this.day, { moving: false });
  }

  label(playing) {
    this.play.textContent = playing ? "Pause" : "Play";
    this.play.setAttribute("aria-pressed", playing);
  }
}
