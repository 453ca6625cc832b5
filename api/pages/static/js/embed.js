// The map alone, for a frame in another page: same data, same drawing, no table and no card.

import { legend as entriesOfLegend, vocabulary } from "./api.js";
import { nameOf } from "./find.js";
import { evidence, Legend, summary } from "./legend.js";
import { categoryKey } from "./showing.js";
import { Stage } from "./stage.js";
import { Time } from "./time.js";
import { queryOf, readView } from "./view.js";

const at = (id) => document.getElementById(id);
const form = at("view");
const today = form.dataset.today;

let view = readView(form);
let [words, legend, listed] = [];

const say = (text) => { at("state").textContent = text; };
const stage = new Stage(at("map"), view, { say, shown, shaped: () => stage.atlas.choose(view.jurisdiction) });
const time = at("time") && new Time(at("time"), today, (on, { moving }) => {
  view = { ...view, on };
  return stage.show(view, { moving });
});

function shown(showing) {
  listed = showing;
  legend?.show(showing, view);
  at("line").textContent = `${summary(showing, view, today)} ${evidence(showing.positions, view)}`;
  at("full").href = `/?${queryOf(view)}`;
}

const onMap = {
  pick(geoid) {
    view = { ...view, jurisdiction: geoid };
    stage.atlas.choose(geoid);
    at("full").href = `/?${queryOf(view)}`;
    onMap.point(geoid);
  },
  point(geoid) {
    const found = stage.found(geoid ?? view.jurisdiction);
    at("pointed").hidden = !found;
    if (found) at("pointed").textContent = `${nameOf(found.area)}: ${words.label("categories", found.standing[categoryKey(view.position)])}`;
  },
  moved() {},
};

async function start() {
  try {
    words = await vocabulary();
    if (at("legend")) legend = new Legend(at("legend"), await entriesOfLegend());
    time?.show(view.on);
    await stage.show(view);
    time?.reach(listed.positions);
    await stage.open(onMap);
    const found = stage.found(view.jurisdiction);
    if (found && !view.at) stage.atlas.go(found.area);
  } catch (problem) {
    at("map").dataset.drawn = "failed";
    say(problem.message);
  }
}

start();
