// The map with what it shows: loads what a view needs, draws it, and tells the page what is on screen.

import { openAtlas } from "./atlas.js";
import { Layers } from "./layers.js";

export class Stage {
  /** `hears.shown` is told what is listed and drawn, `say` what a reader should know meanwhile. */
  constructor(container, view, hears) {
    Object.assign(this, { container, view, hears, atlas: null, drawn: null });
    this.layers = new Layers(view.revision);
  }

  /** Start the map; until it stands, views are listed and not drawn. */
  async open(hears) {
    const atlas = await openAtlas(this.container, {
      at: this.view.at,
      hears: { ...hears, moved: (centre, moved) => { this.zoomed(); hears.moved(centre, moved); } },
    });
    this.atlas = atlas;
    this.layers.forget();
    await this.show(this.view);
    await this.shape();
  }

  /** Whether what is shown depends on the zoom and is now another. */
  zoomed() {
    const next = this.next();
    const same = this.drawn && ["areas", "points", "listed"].every((name) => next[name] === this.drawn[name]);
    if (!same) this.show(this.view);
    else this.shape();
  }

  next() {
    return this.layers.drawn(this.view, { zoom: this.atlas?.zoom ?? 4, width: this.container.clientWidth });
  }

  /** Show a view; a view asked for meanwhile goes before it. */
  async show(view, { moving = false } = {}) {
    this.view = view;
    this.atlas?.hurry(moving);
    const next = this.next();
    const needed = [...new Set(["states", next.areas, next.listed, ...(next.points ? ["places"] : [])])];
    if (needed.some((layer) => !this.layers.showing(layer))) {
      this.hears.say("Loading…");
      try {
        await Promise.all(needed.map((layer) => this.layers.load(layer)));
      } catch (problem) {
        this.hears.say(problem.message);
        return;
      }
      if (this.view !== view) return;
      this.hears.say("");
    }
    this.drawn = next;
    this.paint();
  }

  paint() {
    const { view, drawn, atlas } = this;
    const showing = this.layers.showing(drawn.listed);
    if (atlas) {
      atlas.display(drawn);
      atlas.wanted = `${drawn.listed} ${view.position} ${view.on}`;
      this.layers.paint(view, drawn, atlas);
      atlas.name(this.layers.showing("states").positions.areas);
      this.shape();
    } else {
      showing.show(view);
    }
    this.hears.shown(showing, drawn);
  }

  /** Shapes come after the words: a map without borders still answers. */
  shape() {
    const layers = [...new Set(["states", this.drawn.areas, ...(this.drawn.points ? ["places"] : [])])];
    return Promise.all(layers.map(async (layer) => {
      try {
        if (await this.layers.shape(layer, this.atlas)) this.hears.shaped();
      } catch (problem) {
        this.hears.say(problem.message);
      }
    }));
  }

  /** What an area shows, in whichever layer it is loaded; null for one that is in none. */
  found(geoid) {
    const found = geoid ? this.layers.area(geoid) : null;
    if (!found) return null;
    const { area, showing } = found;
    return { area, standing: showing.positions.standing(area, showing.day ?? this.layers.showing(this.drawn.listed).day) };
  }
}
