// How the map looks, as MapLibre's layers. Colours are the stylesheet's, so that legend and map agree;
// which word an area shows is a state of the area, so that a step in time moves no shapes.

import { OUT } from "./showing.js";

export const AREAS = ["states", "counties"];
/** The colour of the borders of a layer, and their width by zoom. */
export const BORDERS = {
  states: { colour: "map-border-strong", width: [3, 0.9, 6, 1.6, 9, 2.2] },
  counties: { colour: "map-border", width: [3, 0.25, 6, 0.7, 9, 1.2] },
};
export const COLOURED = ["sanctuary", "limits", "mixed", "cooperates", "287g", "no_government"];
const WORD = ["coalesce", ["feature-state", "word"], OUT];
const NOTHING = { type: "FeatureCollection", features: [] };
/** The width of the ring around a chosen area, and of the halo under it. */
export const CHOSEN = { halo: 6, ring: 2.5 };

/** A colour of the present theme, by its name in the stylesheet. */
export function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function fillColour() {
  const pairs = COLOURED.flatMap((category) => [category, themeColour(`cat-${category}`)]);
  return ["match", WORD, ...pairs, OUT, themeColour("map-out"), themeColour("hatch-ground")];
}

/** Circles cannot carry a pattern: what is contested has a thick ring, what is not researched is hollow. */
function circleRing() {
  return ["match", WORD, "contested", themeColour("contested-line"), "insufficient_evidence", themeColour("hatch-line"), themeColour("map-ring")];
}

/** Paint values that follow the theme: [layer, property, value]. */
export function themePaint() {
  return [
    ["ground", "background-color", themeColour("map-ground")],
    ...AREAS.map((area) => [area, "fill-color", fillColour()]),
    ...AREAS.map((area) => [`${area}-borders`, "line-color", themeColour(BORDERS[area].colour)]),
    ["places", "circle-color", fillColour()],
    ["places", "circle-stroke-color", circleRing()],
    ["pointed", "line-color", themeColour("map-ring")],
    ["chosen-halo", "line-color", themeColour("map-halo")],
    ["chosen", "line-color", themeColour("map-ring")],
    ["chosen-place", "circle-stroke-color", themeColour("map-ring")],
    ["names", "text-color", themeColour("map-ring")],
    ["names", "text-halo-color", themeColour("map-halo")],
  ];
}

const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];

/** One layer of areas: the hatch lies under all of them and shows where nothing covers it; the grid is drawn where it may ever be needed. */
function areaLayers(source) {
  const fill = (id, paint, more = {}) => ({ id, type: "fill", source, paint: { "fill-antialias": false, ...paint }, ...more });
  return [
    fill(`${source}-hatch`, { "fill-pattern": "hatch" }),
    fill(source, { "fill-opacity": ["match", WORD, "insufficient_evidence", 0, 1] }),
    fill(`${source}-grid`, { "fill-pattern": "grid", "fill-opacity": ["match", WORD, "contested", 1, 0] }, { filter: ["==", ["get", "geoid"], ""] }),
  ];
}

const line = (id, source, width, more = {}) =>
  ({ id, type: "line", source, layout: { "line-join": "round" }, paint: { "line-width": width }, ...more });

const places = {
  id: "places", type: "circle", source: "places", filter: ["<=", ["get", "least"], ["zoom"]],
  layout: { "circle-sort-key": ["get", "weight"] },
  paint: {
    "circle-radius": byZoom(3, ["+", 2, ["get", "size"]], 9, ["+", 4, ["*", 3, ["get", "size"]]]),
    "circle-opacity": ["match", WORD, OUT, 0, 1],
    "circle-stroke-opacity": ["match", WORD, OUT, 0, 1],
    "circle-stroke-width": ["match", WORD, "contested", 2.5, 0.8],
  },
};

/** The whole style: sources are empty until the first answer arrives. */
export function mapStyle() {
  const source = { type: "geojson", data: NOTHING };
  const known = { ...source, promoteId: "geoid" };
  return {
    version: 8,
    sources: { states: known, counties: known, places: known, names: source, chosen: source, pointed: source },
    layers: [
      { id: "ground", type: "background" },
      ...areaLayers("states"),
      ...areaLayers("counties"),
      line("counties-borders", "counties", byZoom(...BORDERS.counties.width)),
      line("states-borders", "states", byZoom(...BORDERS.states.width)),
      places,
      line("pointed", "pointed", 2),
      line("chosen-halo", "chosen", CHOSEN.halo),
      line("chosen", "chosen", CHOSEN.ring),
      { id: "chosen-place", type: "circle", source: "chosen", filter: ["==", ["geometry-type"], "Point"],
        paint: { "circle-radius": 12, "circle-opacity": 0, "circle-stroke-width": 3 } },
      {
        id: "names", type: "symbol", source: "names", minzoom: 4.2,
        layout: { "text-field": ["step", ["zoom"], ["get", "short"], 5.5, ["get", "name"]],
          "text-font": ["sans-serif"], "text-size": byZoom(4, 10.5, 7, 13), "text-max-width": 8, "text-transform": "uppercase", "text-letter-spacing": 0.08 },
        paint: { "text-halo-width": 1.6 },
      },
    ],
  };
}
