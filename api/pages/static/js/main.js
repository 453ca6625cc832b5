// The page: one view, read from the address, shown by map, legend, card, table and examples alike.

import { collection, vocabulary } from "./api.js";
import { offerCopies, showQuestions } from "./ask.js";
import { openAtlas } from "./atlas.js";
import { hideCard, showCard } from "./card.js";
import { listenForNames, nameOf, offerNames } from "./find.js";
import { showLegend } from "./legend.js";
import { REGIONS } from "./regions.js";
import { categoryOf } from "./style.js";
import { showRows } from "./table.js";
import { fillForm, readView, viewOfForm, writeAddress } from "./view.js";
import { dayWords } from "./words.js";

const form = document.getElementById("view");
const container = document.getElementById("map");
const today = form.dataset.today;
let view = readView(form);
let shown = null; // the collections, the vocabulary and the areas by name and by id, of the view on screen
let atlas = null;
let opener = null; // what had the focus before a card was opened from the keyboard

function say(text) {
  const state = document.getElementById("state");
  state.textContent = text;
  state.hidden = !text;
}

/** Load what a view needs and show it everywhere, unless the reader has moved on meanwhile. */
async function show(next, { entry = false } = {}) {
  view = next;
  fillForm(form, view);
  writeAddress(view, { entry });
  showQuestions(view);
  say("Loading…");
  try {
    const [units, states, words] = await Promise.all(
      [collection(view.layer, view.on), collection("states", view.on), vocabulary()]);
    if (view !== next) return;
    const byId = new Map([...states.features, ...units.features].map((area) => [area.properties.geoid, area]));
    shown = { units, states, vocabulary: words, byId, on: view.on };
    shown.areas = offerNames(shown);
    present();
    say("");
  } catch (problem) {
    if (view === next) say(`${problem.message}${shown ? ` Still shown: ${dayWords(shown.on)}.` : ""}`);
  }
}

function present() {
  showLegend({ ...shown, view, today });
  showRows({ ...shown, view, today, pick });
  atlas?.show({ ...shown, view });
  card();
}

/** The card of the view's jurisdiction, if it names one that is on the map. */
function card() {
  const feature = shown.byId.get(view.jurisdiction);
  atlas?.choose(feature?.properties.geoid);
  if (!feature) return hideCard();
  return showCard({ ...shown, feature, view, today, close });
}

/** A reader chose an area: by pointer the focus stays, from the keyboard it goes to the card. */
function pick(geoid, { byKeyboard }) {
  view = { ...view, jurisdiction: geoid };
  writeAddress(view, { entry: false });
  showQuestions(view);
  card();
  const place = document.getElementById("card");
  if (byKeyboard) {
    if (!place.contains(document.activeElement)) opener = document.activeElement;
    if (opener !== container.querySelector("canvas")) atlas?.fitFeature(shown.byId.get(geoid));
    place.focus();
  }
  place.scrollIntoView({ block: "nearest" });
}

function close() {
  view = { ...view, jurisdiction: null };
  writeAddress(view, { entry: false });
  showQuestions(view);
  card();
  (opener?.isConnected ? opener : container.querySelector("canvas"))?.focus({ preventScroll: true });
  opener = null;
}

function point(properties) {
  const pointed = document.getElementById("pointed");
  pointed.hidden = !properties;
  if (!properties) return;
  const word = shown.vocabulary.label("categories", categoryOf(properties, view.position));
  pointed.textContent = `${nameOf(properties)}: ${word}`;
}

function listen() {
  let waiting = 0;
  form.addEventListener("change", (event) => {
    if (event.target.id === "find") return;
    clearTimeout(waiting);
    // A day typed digit by digit passes through days nobody asked for.
    waiting = setTimeout(() => {
      const next = viewOfForm(form, view.jurisdiction);
      if (next) show(next, { entry: true });
      else form.reportValidity();
    }, event.target.id === "on" ? 400 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => show(readView(form)));
  document.getElementById("card").addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
  listenForNames(() => shown?.areas ?? new Map(), pick);
  document.getElementById("jumps").append(...REGIONS.map(({ label, bounds }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => atlas?.fit(bounds));
    return button;
  }));
}

async function start() {
  document.querySelector(".stage").hidden = false;
  listen();
  offerCopies();
  const loaded = show(view);
  try {
    atlas = await openAtlas(container, { pick, point });
    await loaded;
    if (shown) drawFirst();
  } catch {
    container.dataset.drawn = "failed";
    container.textContent = "The map cannot be drawn in this browser; the table below has the states.";
  }
}

/** Draw the first view, near the area that the address names. */
function drawFirst() {
  atlas.show({ ...shown, view });
  const feature = shown.byId.get(view.jurisdiction);
  if (!feature) return;
  atlas.choose(feature.properties.geoid);
  atlas.fitFeature(feature);
}

start();
