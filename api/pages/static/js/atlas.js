// The drawn map: it shows what it is given and reports what a reader points at or picks.

import { PATTERN_RATIO, patterns } from "./patterns.js";
import { boundsOf, middleOf, REGIONS } from "./regions.js";
import { mapStyle, PATTERNED, patternFilter, themeColour, themePaint } from "./style.js";

const QUIET = matchMedia("(prefers-reduced-motion: reduce)");

/** Start MapLibre in the container; `pick` and `point` are told about areas of the map. */
export async function openAtlas(container, { pick, point }) {
  const library = await import(container.dataset.library);
  library.setWorkerUrl(new URL(container.dataset.worker, location.href).href);
  const map = new library.Map({
    container,
    style: mapStyle(),
    bounds: REGIONS[0].bounds,
    fitBoundsOptions: { padding: 8 },
    minZoom: 1.5,
    maxZoom: 10,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: { "Map.Title": "Map. Arrow keys move, plus and minus zoom, Enter opens the area in the middle." },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "bottom-left");
  await map.once("load");
  const atlas = new Atlas(map, container);
  atlas.listen(pick, point);
  return atlas;
}

class Atlas {
  constructor(map, container) {
    this.map = map;
    this.container = container;
    this.position = "operative";
    this.wanted = "";
    container.cooperationMap = map; // for the browser tests, which ask what is drawn
    map.on("idle", () => {
      if (this.wanted && map.isSourceLoaded("units")) container.dataset.drawn = this.wanted;
    });
    this.repaint();
  }

  /** Draw the areas of a layer under one position; states lend their borders and names to both layers. */
  show({ units, states, view }) {
    this.wanted = `${view.layer} ${view.position} ${view.on}`;
    this.position = view.position;
    if (units !== this.units) this.map.getSource("units").setData(units);
    if (states !== this.states) {
      this.map.getSource("states").setData(states);
      this.map.getSource("names").setData(namesOf(states));
    }
    Object.assign(this, { units, states });
    this.recolour();
  }

  recolour() {
    for (const [layer, property, value] of themePaint(this.position)) {
      this.map.setPaintProperty(layer, property, value);
    }
    for (const category of PATTERNED) {
      this.map.setFilter(`units-${category}`, patternFilter(this.position, category));
    }
  }

  /** Take on the theme's colours and patterns. */
  repaint() {
    for (const [name, image] of Object.entries(patterns(themeColour))) {
      if (this.map.hasImage(name)) this.map.updateImage(name, image);
      else this.map.addImage(name, image, { pixelRatio: PATTERN_RATIO });
    }
    this.recolour();
  }

  choose(geoid) {
    for (const layer of ["chosen", "chosen-halo"]) this.ring(layer, geoid);
  }

  ring(layer, geoid) {
    this.map.setFilter(layer, ["==", ["get", "geoid"], geoid ?? ""]);
  }

  /** Move to a box of [west, south, east, north]. */
  fit(bounds) {
    this.map.fitBounds(bounds, { padding: 24, maxZoom: 6.5, animate: !QUIET.matches, duration: 700 });
  }

  fitFeature(feature) {
    const bounds = boundsOf(feature);
    if (bounds) this.fit(bounds);
  }

  at(point) {
    return this.map.queryRenderedFeatures(point, { layers: ["units"] })[0]?.properties ?? null;
  }

  middle() {
    const { clientWidth, clientHeight } = this.container;
    return this.at([clientWidth / 2, clientHeight / 2]);
  }

  listen(pick, point) {
    const { map } = this;
    const canvas = map.getCanvas();
    const aim = (found) => {
      this.ring("pointed", found?.geoid);
      point(found);
    };
    map.on("mousemove", ({ point: place }) => {
      const found = this.at(place);
      canvas.style.cursor = found ? "pointer" : "";
      aim(found);
    });
    map.on("mouseout", () => aim(null));
    map.on("click", ({ point: place }) => {
      const found = this.at(place);
      if (found) pick(found.geoid, { byKeyboard: false });
    });
    canvas.addEventListener("keydown", (event) => {
      const found = event.key === "Enter" ? this.middle() : null;
      if (found) pick(found.geoid, { byKeyboard: true });
    });
    const followed = () => this.container.classList.contains("keyed");
    map.on("moveend", () => { if (followed()) aim(this.middle()); });
    canvas.addEventListener("focus", () => {
      this.container.classList.toggle("keyed", canvas.matches(":focus-visible"));
      if (followed()) aim(this.middle());
    });
    canvas.addEventListener("blur", () => this.container.classList.remove("keyed"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
  }
}

function namesOf(states) {
  const features = states.features.map((feature) => ({ feature, middle: middleOf(feature) }))
    .filter(({ middle }) => middle)
    .map(({ feature: { properties }, middle }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: middle },
      properties: { name: properties.name, short: properties.state },
    }));
  return { type: "FeatureCollection", features };
}
