// While the day moves, what changes is painted over the map, which rests beneath: a machine that draws
// a whole map slowly still paints the few areas of a step within a frame.

import { PATTERN_RATIO, patterns } from "./patterns.js";
import { AREAS, BORDERS, CHOSEN, COLOURED, themeColour } from "./style.js";
import { OUT } from "./showing.js";

const TILE = 512; // pixels of the whole world at zoom 0, as MapLibre counts them
const SLOW = 34; // ms: a frame that takes longer is felt under the finger

export class Brush {
  constructor(map, container) {
    Object.assign(this, { map, container, paths: new Map(), waiting: new Map(), clean: true, resting: false });
    // What is painted changes with every step; the borders over it are drawn once.
    const canvases = document.createDocumentFragment();
    [this.pen, this.overlay] = [1, 2].map(() => {
      const canvas = document.createElement("canvas");
      canvas.className = "brush";
      canvas.setAttribute("aria-hidden", "true");
      canvases.append(canvas);
      // Kept by the processor: where graphics are drawn in software, thousands of small paths take the other way far longer.
      return canvas.getContext("2d", { willReadFrequently: true });
    });
    container.after(canvases);
  }

  /** Paint some areas anew; over them stand the borders of the states and of the chosen area. */
  paint(layer, shapes, changes, { states, chosen }) {
    for (const [{ geoid }, word] of changes) this.waiting.set(geoid, word);
    if (this.resting) return;
    if (this.clean) this.begin(layer, states, chosen);
    this.rest();
    const { pen } = this;
    const drawn = [...this.waiting].map(([geoid, word]) => [this.path(layer, shapes.get(geoid)), word]).filter(([path]) => path);
    this.waiting.clear();
    for (const [path, word] of drawn) {
      pen.fillStyle = this.colours.get(word) ?? this.colours.get(OUT);
      pen.fill(path);
    }
    for (const [path] of drawn) this.stroke(pen, path, layer);
  }

  /** Where a painted frame is slow to show, leave as long again to the slider; what waits is painted next, or drawn by the map. */
  rest() {
    const began = performance.now();
    this.resting = true;
    requestAnimationFrame((now) => {
      const took = now - began;
      if (took > SLOW) setTimeout(() => { this.resting = false; }, took);
      else this.resting = false;
    });
  }

  border(layer, states, chosen) {
    if (layer !== "states") for (const state of states.values()) this.stroke(this.overlay, this.path("states", state), "states");
    if (chosen?.geometry && chosen.geometry.type !== "Point") for (const ring of ["halo", "ring"]) this.stroke(this.overlay, this.path("chosen", chosen), ring);
  }

  stroke(pen, path, layer) {
    if (!path) return;
    pen.strokeStyle = this.lines[layer];
    pen.lineWidth = this.widths[layer];
    pen.stroke(path);
  }

  /** Take on the size, the place, the zoom and the theme of the map. */
  begin(layer, states, chosen) {
    const { map, pen } = this;
    const { clientWidth: width, clientHeight: height } = this.container;
    const { lng, lat } = map.getCenter();
    const zoom = map.getZoom();
    for (const one of [pen, this.overlay]) {
      one.canvas.width = Math.round(width * devicePixelRatio);
      one.canvas.height = Math.round(height * devicePixelRatio);
      Object.assign(one.canvas.style, { width: `${width}px`, height: `${height}px` });
      one.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      one.lineJoin = "round";
    }
    Object.assign(this, { width, height, world: TILE * 2 ** zoom, lng, north: northing(lat), clean: false });
    this.paths.clear();
    this.colours = colours(pen);
    this.lines = { ...eachLayer(({ colour }) => themeColour(colour)), halo: themeColour("map-halo"), ring: themeColour("map-ring") };
    this.widths = { ...eachLayer(({ width: stops }) => between(stops, zoom)), ...CHOSEN };
    this.border(layer, states, chosen);
  }

  clear() {
    this.waiting.clear();
    if (this.clean) return;
    this.clean = true;
    for (const { canvas } of [this.pen, this.overlay]) Object.assign(canvas, { width: 0, height: 0 });
  }

  /** The outline of an area on the screen; none for one without a shape. */
  path(layer, feature) {
    if (!feature?.geometry) return null;
    const key = `${layer} ${feature.properties.geoid}`;
    if (!this.paths.has(key)) this.paths.set(key, this.traced(feature.geometry));
    return this.paths.get(key);
  }

  traced({ type, coordinates }) {
    const path = new Path2D();
    for (const rings of type === "Polygon" ? [coordinates] : coordinates) {
      // Of the world's copies side by side, the one nearest to the middle of the map.
      const turn = Math.round((rings[0][0][0] - this.lng) / 360) * 360;
      for (const ring of rings) {
        ring.forEach(([lon, lat], at) => {
          const x = this.width / 2 + ((lon - turn - this.lng) / 360) * this.world;
          const y = this.height / 2 + (northing(lat) - this.north) * this.world;
          if (at) path.lineTo(x, y);
          else path.moveTo(x, y);
        });
        path.closePath();
      }
    }
    return path;
  }
}

const eachLayer = (told) => Object.fromEntries(AREAS.map((layer) => [layer, told(BORDERS[layer])]));

/** How far down a latitude lies on the Mercator map, as a share of its height. */
function northing(lat) {
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}

/** The value at a zoom of a line through [zoom, value, zoom, value…]. */
function between(stops, zoom) {
  for (let at = 0; at + 3 < stops.length; at += 2) {
    const [from, low, to, high] = stops.slice(at, at + 4);
    if (zoom < to) return low + (high - low) * Math.max(0, (zoom - from) / (to - from));
  }
  return stops.at(-1);
}

/** What each word is filled with. */
function colours(pen) {
  const { hatch, grid } = Object.fromEntries(Object.entries(patterns(themeColour)).map(([name, image]) => [name, tiled(pen, image)]));
  const plain = COLOURED.map((word) => [word, themeColour(`cat-${word}`)]);
  return new Map([...plain, [OUT, themeColour("map-out")], ["insufficient_evidence", hatch], ["contested", grid]]);
}

function tiled(pen, { width, height, data }) {
  const tile = Object.assign(document.createElement("canvas"), { width, height });
  tile.getContext("2d").putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  const pattern = pen.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / PATTERN_RATIO));
  return pattern;
}
