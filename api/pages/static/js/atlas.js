// The drawn map: it shows what it is given and reports what a reader points at or picks.

import { Brush } from "./brush.js";
import { PATTERN_RATIO, patterns } from "./patterns.js";
import { boundsOf, middleOf, REGIONS } from "./regions.js";
import { AREAS, mapStyle, themeColour, themePaint } from "./style.js";

const QUIET = matchMedia("(prefers-reduced-motion: reduce)");
const CLOSE = 9; // the zoom at which one place is looked at

/** Start MapLibre in the container, at a place of the address or over the lower 48. */
export async function openAtlas(container, { at, hears }) {
  const library = await import(container.dataset.maplibre);
  library.setWorkerUrl(new URL(container.dataset.worker, location.href).href);
  const map = new library.Map({
    container,
    style: mapStyle(),
    ...(at ? { center: [at.lon, at.lat], zoom: at.zoom } : { bounds: REGIONS[0].bounds, fitBoundsOptions: { padding: 8 } }),
    minZoom: 1.5,
    maxZoom: 12,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches || window.parent !== window,
    locale: { "Map.Title": "Map. Arrow keys move, plus and minus zoom, Enter opens the area in the middle." },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "bottom-left");
  await map.once("load");
  const atlas = new Atlas(map, container);
  atlas.listen(hears);
  return atlas;
}

export class Atlas {
  constructor(map, container) {
    this.map = map;
    this.container = container;
    this.shapes = {}; // by layer: the feature of each id
    this.wanted = "";
    this.chosen = null;
    this.moving = false;
    this.pending = new Map(); // by layer: what is painted and not yet drawn
    this.brush = new Brush(map, container);
    this.pointed = null;
    container.cooperationMap = map; // for the browser tests, which ask what is drawn
    map.on("idle", () => { if (this.wanted) container.dataset.drawn = this.wanted; });
    this.repaint();
  }

  get zoom() {
    return this.map.getZoom();
  }

  /** Give a layer its shapes. */
  shape(layer, collection) {
    this.shapes[layer] = new Map(collection.features.map((feature) => [feature.properties.geoid, feature]));
    this.map.getSource(layer).setData(collection);
    if (layer === "states" && this.states) this.name(this.states);
  }

  /** Which areas of a layer may ever need the grid: it is drawn for them alone. */
  grid(layer, geoids) {
    this.map.setFilter(`${layer}-grid`, ["in", ["get", "geoid"], ["literal", geoids]]);
  }

  /** Write the states' names into the middle of the largest part of each. */
  name(states) {
    if (this.states === states && this.named === this.shapes.states) return;
    this.states = states;
    this.named = this.shapes.states;
    const shapes = this.shapes.states ?? new Map();
    const features = states.flatMap(({ geoid, name, state }) => {
      const middle = shapes.has(geoid) ? middleOf(shapes.get(geoid)) : null;
      return middle ? [{ type: "Feature", geometry: { type: "Point", coordinates: middle }, properties: { name, short: state } }] : [];
    });
    this.map.getSource("names").setData({ type: "FeatureCollection", features });
  }

  /** While the day moves, changes are painted over the map; once it rests, the map draws them itself. */
  hurry(moving) {
    if (this.moving && !moving) this.settle();
    this.moving = moving;
  }

  settle() {
    const painted = this.pending.size > 0;
    for (const [layer, changes] of this.pending) for (const [geoid, word] of changes) this.state(layer, geoid, word);
    this.pending.clear();
    if (!painted) return;
    this.map.triggerRepaint();
    this.map.once("idle", () => { if (!this.pending.size) this.brush.clear(); });
  }

  state(layer, geoid, word) {
    this.map.setFeatureState({ source: layer, id: geoid }, { word });
  }

  /** Say which word each of some areas shows now. */
  paint(layer, changes) {
    if (this.moving && layer === this.areas && this.shapes[layer]) {
      if (!this.pending.has(layer)) this.pending.set(layer, new Map());
      for (const [{ geoid }, word] of changes) this.pending.get(layer).set(geoid, word);
      this.brush.paint(layer, this.shapes[layer], changes, { states: this.shapes.states ?? new Map(), chosen: this.chosen });
      return;
    }
    for (const [{ geoid }, word] of changes) this.state(layer, geoid, word);
    this.map.triggerRepaint();
  }

  /** Show one layer of areas and, over it, the places. */
  display({ areas, points }) {
    const visible = (layer, shown) => {
      const wanted = shown ? "visible" : "none";
      if (this.map.getLayoutProperty(layer, "visibility") !== wanted) this.map.setLayoutProperty(layer, "visibility", wanted);
    };
    for (const layer of AREAS) for (const part of ["", "-hatch", "-grid"]) visible(layer + part, layer === areas);
    visible("counties-borders", areas === "counties");
    visible("places", points);
    this.areas = areas;
    this.points = points;
  }

  /** Take on the theme's colours and patterns. */
  repaint() {
    for (const [name, image] of Object.entries(patterns(themeColour))) {
      if (this.map.hasImage(name)) this.map.updateImage(name, image);
      else this.map.addImage(name, image, { pixelRatio: PATTERN_RATIO });
    }
    for (const [layer, property, value] of themePaint()) this.map.setPaintProperty(layer, property, value);
  }

  feature(geoid) {
    return Object.values(this.shapes).map((shapes) => shapes.get(geoid)).find(Boolean) ?? null;
  }

  choose(geoid) {
    this.ring("chosen", geoid);
  }

  ring(source, geoid) {
    const feature = geoid ? this.feature(geoid) : null;
    if (this[source] === feature) return;
    this[source] = feature;
    this.map.getSource(source).setData({ type: "FeatureCollection", features: feature ? [feature] : [] });
  }

  /** Move to a box of [west, south, east, north]. */
  fit(bounds) {
    this.map.fitBounds(bounds, { padding: 24, maxZoom: 7, animate: !QUIET.matches, duration: 700 });
  }

  /** Move to an area that is drawn, or to the point of one that is not. */
  go({ geoid, lat, lon }) {
    const feature = this.feature(geoid);
    const bounds = feature && feature.geometry?.type !== "Point" ? boundsOf(feature) : null;
    if (bounds) this.fit(bounds);
    else if (lat !== null && lat !== undefined) this.map.easeTo({ center: [lon, lat], zoom: Math.max(CLOSE, this.zoom), animate: !QUIET.matches });
  }

  /** The id of what is drawn at a point of the screen: a place before the area under it. */
  at(point) {
    const layers = [...(this.points ? ["places"] : []), this.areas];
    const box = [[point[0] - 3, point[1] - 3], [point[0] + 3, point[1] + 3]];
    const place = this.points ? this.map.queryRenderedFeatures(box, { layers: ["places"] }).find(({ state }) => state.word !== "out") : null;
    return (place ?? this.map.queryRenderedFeatures(point, { layers: layers.slice(-1) })[0])?.properties.geoid ?? null;
  }

  middlePoint() {
    const { clientWidth, clientHeight } = this.container;
    return [clientWidth / 2, clientHeight / 2];
  }

  middle() {
    return this.at(this.middlePoint());
  }

  /** Latitude and longitude of the middle of the map. */
  centre() {
    const { lat, lng } = this.map.getCenter();
    return { lat, lon: lng, zoom: this.zoom };
  }

  listen({ pick, point, moved }) {
    const { map } = this;
    const canvas = map.getCanvas();
    // What is painted stands where the map stood.
    for (const event of ["movestart", "resize"]) map.on(event, () => { this.settle(); this.brush.clear(); });
    const followed = () => this.container.classList.contains("keyed");
    const aim = (found) => {
      this.ring("pointed", found);
      point(found);
    };
    map.on("mousemove", ({ point: { x, y } }) => {
      const found = this.at([x, y]);
      canvas.style.cursor = found ? "pointer" : "";
      aim(found);
    });
    map.on("mouseout", () => aim(null));
    map.on("click", ({ point: { x, y }, lngLat }) =>
      pick(this.at([x, y]), { byKeyboard: false, at: { lat: lngLat.lat, lon: lngLat.lng } }));
    canvas.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") pick(this.middle(), { byKeyboard: true, at: this.centre() });
    });
    map.on("moveend", ({ originalEvent }) => {
      if (followed()) aim(this.middle());
      moved(this.centre(), { byReader: Boolean(originalEvent) });
    });
    canvas.addEventListener("focus", () => {
      this.container.classList.toggle("keyed", canvas.matches(":focus-visible"));
      if (followed()) aim(this.middle());
    });
    canvas.addEventListener("blur", () => this.container.classList.remove("keyed"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
  }
}
