// What is loaded for the map: positions and shapes of each layer, asked for when first needed.

import { boundaries, positions } from "./api.js";
import { circlesOf } from "./circles.js";
import { Positions } from "./positions.js";
import { OUT, Showing } from "./showing.js";

const NEAR = 5.6; // from this zoom on, borders are drawn from more points
const PLACES_FROM = 6;
const FAR = 3.2;
const SMALL_SCREEN = 480; // CSS pixels

export class Layers {
  constructor(revision) {
    this.revision = revision;
    this.showings = new Map();
    this.loading = new Map();
    this.detail = new Map();
  }

  showing(layer) {
    return this.showings.get(layer);
  }

  /** A new map has been drawn nothing. */
  forget() {
    for (const showing of this.showings.values()) showing.forget();
  }

  /** What to draw: an area layer, whether it shows words, whether places lie over it, and the layer that is listed. */
  drawn(view, { zoom, width }) {
    if (view.layer === "places") return { areas: "states", plain: true, points: true, listed: "places" };
    if (view.layer !== "auto") return { areas: view.layer, plain: false, points: false, listed: view.layer };
    const areas = zoom < FAR && width < SMALL_SCREEN ? "states" : "counties";
    return { areas, plain: false, points: zoom >= PLACES_FROM, listed: areas };
  }

  /** Load the positions of a layer once; answers what it shows. */
  load(layer) {
    if (!this.loading.has(layer)) {
      const answer = positions(layer, this.revision).then((body) => {
        const showing = new Showing(new Positions(body));
        this.showings.set(layer, showing);
        return showing;
      });
      this.loading.set(layer, answer);
      answer.catch(() => this.loading.delete(layer));
    }
    return this.loading.get(layer);
  }

  /** Draw the shapes of a layer, in as much detail as the zoom can show; answers whether they are new. */
  async shape(layer, atlas) {
    const showing = await this.load(layer);
    const wanted = layer === "places" ? "points" : atlas.zoom >= NEAR || this.detail.get(layer) === "medium" ? "medium" : "low";
    if (this.detail.get(layer) === wanted) return false;
    this.detail.set(layer, wanted);
    try {
      const shapes = layer === "places" ? circlesOf(showing.positions.areas) : await boundaries(showing.positions.boundaries, wanted);
      if (layer !== "places") atlas.grid(layer, showing.everContested());
      if (this.detail.get(layer) === wanted) atlas.shape(layer, shapes); // finer ones may have been asked for meanwhile
    } catch (problem) {
      this.detail.delete(layer);
      throw problem;
    }
    return true;
  }

  /** Let what is drawn show a view: the words of what has changed, and nothing else. */
  paint(view, drawn, atlas) {
    const layers = [...(drawn.plain ? [] : [drawn.areas]), ...(drawn.points ? ["places"] : [])];
    for (const layer of layers) {
      const showing = this.showing(layer);
      if (showing) atlas.paint(layer, showing.show(view));
    }
    if (drawn.plain && this.showing("states")) atlas.paint("states", this.showing("states").blank(OUT));
  }

  /** An area by its id, in whichever layer it is loaded. */
  area(geoid) {
    for (const showing of this.showings.values()) {
      const found = showing.positions.byId.get(geoid);
      if (found) return { area: found, showing };
    }
    return null;
  }

  /** The loaded areas, for the finder. */
  areas() {
    return [...this.showings.values()].flatMap(({ positions: { areas } }) => areas);
  }
}
