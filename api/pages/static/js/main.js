// The page: one view, read from the address, shown by map, legend, card, table and examples alike.

import { legend as entriesOfLegend, position, vocabulary } from "./api.js";
import { offerCopies, showQuestions } from "./ask.js";
import { hideCard, showReasons, showWord } from "./card.js";
import { Finder, nameOf } from "./find.js";
import { asking, listenForPoints, showApplying } from "./here.js";
import { Legend, summary } from "./legend.js";
import { REGIONS } from "./regions.js";
import { listenForOptions, showSnippet } from "./share.js";
import { categoryKey, FILTERS } from "./showing.js";
import { Stage } from "./stage.js";
import { Table } from "./table.js";
import { Time } from "./time.js";
import { choicesOfForm, fillForm, readView, writeAddress } from "./view.js";

const SETTLED = 250; // ms without a change before what costs more than a colour is written anew
const GLANCE = 100; // ms between two numbers that a reader can take in
const at = (id) => document.getElementById(id);
const form = at("view");
const container = at("map");
const today = form.dataset.today;

let view = readView(form);
let [words, legend, table, listed] = [];
let opened = null; // the area of the card
let opener = null; // what had the focus before a card was opened from the keyboard
let settling = null;
const onScreen = { drawn: null, written: 0 };

const say = (text) => { at("state").textContent = text; };
const stage = new Stage(container, view, { say, shown, shaped: () => stage.atlas.choose(opened?.geoid) });
const time = new Time(at("time"), today, (on, { moving }) => change({ on }, { moving }));

/** Take on a part of a view and show it. */
function change(part, { entry = false, moving = false } = {}) {
  view = { ...view, ...part };
  fillForm(form, view);
  if (!moving) writeAddress(view, { entry });
  if (view.on !== time.day) time.show(view.on);
  clearTimeout(settling);
  settling = moving ? setTimeout(settle, SETTLED) : null;
  return stage.show(view, { moving });
}

/** The map shows a view: write now and then what is cheap while the day moves, and all of it when it rests. */
function shown(showing, drawn) {
  Object.assign(onScreen, { drawn });
  listed = showing;
  if (settling === null) return settle();
  if (performance.now() - onScreen.written >= GLANCE) tell();
}

function tell() {
  const { drawn } = onScreen;
  const showing = listed;
  onScreen.written = performance.now();
  legend.show(showing, view);
  at("legend-summary").textContent = summary(showing, view, today);
  at("matching").textContent = `${showing.matching.toLocaleString("en-US")} of ${showing.total.toLocaleString("en-US")} ${drawn.listed} shown`;
  at("circles").hidden = !drawn.points;
  word();
}

function settle() {
  settling = null;
  if (!listed) return;
  stage.atlas?.hurry(false);
  tell();
  table.show(listed, view);
  showQuestions(view, listed.positions.layer);
  showSnippet(view);
  writeAddress(view, { entry: false });
  if (opened) showReasons({ geoid: opened.geoid, view, vocabulary: words });
}

/** The word of the card's area on the day of the view, as far as the map knows it. */
function word() {
  if (!opened) return;
  const found = stage.found(opened.geoid);
  const standing = found ? found.standing : null;
  const category = standing ? standing[categoryKey(view.position)] : opened[categoryKey(view.position)] ?? "insufficient_evidence";
  showWord({ area: opened, category, view, vocabulary: words, today, close });
}

/** A reader chose an area: by pointer the focus stays, from the keyboard it goes to the card. */
function pick(area, { byKeyboard = true, go = byKeyboard } = {}) {
  opened = area;
  view = { ...view, jurisdiction: area.geoid };
  writeAddress(view, { entry: false });
  stage.atlas?.choose(area.geoid);
  word();
  showReasons({ geoid: area.geoid, view, vocabulary: words });
  const card = at("card");
  if (byKeyboard) {
    if (!card.contains(document.activeElement)) opener = document.activeElement;
    card.focus();
  }
  if (go) stage.atlas?.go(area);
  card.scrollIntoView({ block: "nearest" });
}

function close() {
  opened = null;
  view = { ...view, jurisdiction: null };
  writeAddress(view, { entry: false });
  stage.atlas?.choose(null);
  hideCard();
  (opener?.isConnected ? opener : container.querySelector("canvas"))?.focus({ preventScroll: true });
  opener = null;
}

/** What a reader does on the map. */
const onMap = {
  pick(geoid, { byKeyboard, at: place }) {
    if (asking()) return ask(place);
    const found = geoid && stage.found(geoid);
    return found && pick(found.area, { byKeyboard, go: false });
  },
  point(geoid) {
    const found = geoid && stage.found(geoid);
    at("pointed").hidden = !found;
    if (!found) return;
    at("pointed").textContent = `${nameOf(found.area)}: ${words.label("categories", found.standing[categoryKey(view.position)])}`;
  },
  moved(centre, { byReader }) {
    if (!byReader && !view.at) return;
    view = { ...view, at: centre };
    writeAddress(view, { entry: false });
    showSnippet(view);
  },
};

const ask = (place) => showApplying(place, { view, vocabulary: words, pick });

/** Open the card that the address names; a place that is not loaded is asked for. */
async function openNamed() {
  const { jurisdiction } = view;
  if (jurisdiction === (opened?.geoid ?? null)) return;
  if (!jurisdiction) { opened = null; hideCard(); stage.atlas?.choose(null); return; }
  const found = stage.found(jurisdiction);
  let area = found?.area;
  if (!area) {
    const { data } = await position(jurisdiction, view).catch(() => ({ data: null }));
    if (!data || view.jurisdiction !== jurisdiction) return;
    area = { ...data.jurisdiction, geoid: data.jurisdiction.id, category: data.policy.category, operative_category: data.operative.category };
  }
  pick(area, { byKeyboard: false, go: !view.at });
}

function listen() {
  let waiting = 0;
  form.addEventListener("change", ({ target }) => {
    if (!target.name) return;
    clearTimeout(waiting);
    // A day typed digit by digit passes through days nobody asked for.
    waiting = setTimeout(() => {
      const next = choicesOfForm(form);
      if (next) change(next, { entry: true });
      else form.reportValidity();
    }, target.name === "on" ? 400 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  at("clear").addEventListener("click", () => change(Object.fromEntries(FILTERS.map((name) => [name, ""])), { entry: true }));
  addEventListener("popstate", async () => { await change(readView(form)); openNamed(); });
  at("card").addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
  at("jumps").append(...REGIONS.map(({ label, bounds }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => stage.atlas?.fit(bounds));
    return button;
  }));
}

/** Everything that needs the words of the vocabulary. */
function furnish(entries) {
  legend = new Legend(at("legend"), entries, (category) => change({ category: view.category === category ? "" : category }, { entry: true }));
  table = new Table(at("rows-panel"), { vocabulary: words, today, pick, sort: (sort) => change({ sort }) });
  new Finder(at("finder"), { areas: () => stage.layers.areas(), view: () => view, pick: (area) => pick(area) });
  listenForPoints({ centre: () => stage.atlas?.centre() ?? { lat: 38.5, lon: -96 }, ask });
  listenForOptions(() => view);
}

async function start() {
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  if (!FILTERS.some((name) => view[name])) at("filters").open = false;
  fillForm(form, view);
  time.show(view.on);
  listen();
  offerCopies();
  say("Loading…");
  try {
    const [terms, entries] = await Promise.all([vocabulary(), entriesOfLegend()]);
    words = terms;
    furnish(entries);
    await stage.show(view);
    time.reach(listed.positions);
    openNamed();
  } catch (problem) {
    say(problem.message);
    return;
  }
  try {
    await stage.open(onMap);
    stage.atlas.choose(opened?.geoid);
    if (opened && !view.at) stage.atlas.go(opened);
  } catch (problem) {
    console.warn(problem);
    container.dataset.drawn = "failed";
    container.textContent = "The map cannot be drawn in this browser; the table below has the same answers.";
  }
}

start();
