// How the map looks, as MapLibre's layers. Colours are the stylesheet's, so that legend and map agree.

export const PATTERNED = ["insufficient_evidence", "contested"];
const COLOURED = ["sanctuary", "limits", "mixed", "cooperates", "287g", "no_government"];

/** A colour of the present theme, by its name in the stylesheet. */
export function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const categoryKey = (position) => (position === "policy" ? "category" : "operative_category");

/** The category of a feature under the chosen position; nothing known is "not yet researched". */
export function categoryOf(properties, position) {
  return properties[categoryKey(position)] ?? "insufficient_evidence";
}

export function fillColour(position) {
  const pairs = COLOURED.flatMap((category) => [category, themeColour(`cat-${category}`)]);
  return ["match", ["coalesce", ["get", categoryKey(position)], ""], ...pairs, themeColour("hatch-ground")];
}

export function patternFilter(position, category) {
  return ["==", ["coalesce", ["get", categoryKey(position)], "insufficient_evidence"], category];
}

/** Paint values that follow the theme: [layer, property, value]. */
export function themePaint(position) {
  return [
    ["ground", "background-color", themeColour("map-ground")],
    ["units", "fill-color", fillColour(position)],
    ["unit-borders", "line-color", themeColour("map-border")],
    ["state-casing", "line-color", themeColour("map-halo")],
    ["state-borders", "line-color", themeColour("map-border-strong")],
    ["pointed", "line-color", themeColour("map-ring")],
    ["chosen-halo", "line-color", themeColour("map-halo")],
    ["chosen", "line-color", themeColour("map-ring")],
    ["names", "text-color", themeColour("map-ring")],
    ["names", "text-halo-color", themeColour("map-halo")],
  ];
}

const NOTHING = { type: "FeatureCollection", features: [] };
const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const none = ["==", ["get", "geoid"], ""];

/** The whole style: sources are empty until the first answer arrives. */
export function mapStyle() {
  const source = { type: "geojson", data: NOTHING };
  const line = (id, from, width, more = {}) =>
    ({ id, type: "line", source: from, layout: { "line-join": "round" }, paint: { "line-width": width }, ...more });
  const patterned = PATTERNED.map((category) => ({
    id: `units-${category}`, type: "fill", source: "units", filter: none, paint: { "fill-pattern": category },
  }));
  return {
    version: 8,
    sources: { units: source, states: source, names: source },
    layers: [
      { id: "ground", type: "background" },
      { id: "units", type: "fill", source: "units", paint: { "fill-antialias": false } },
      ...patterned,
      line("unit-borders", "units", byZoom(3, 0.25, 6, 0.7, 9, 1.2)),
      line("state-casing", "states", byZoom(3, 2.2, 6, 3.4, 9, 4.4)), // so that a border shows on light and dark areas
      line("state-borders", "states", byZoom(3, 0.9, 6, 1.6, 9, 2.2)),
      line("pointed", "units", 2, { filter: none }),
      line("chosen-halo", "units", 6, { filter: none }),
      line("chosen", "units", 2.5, { filter: none }),
      {
        id: "names", type: "symbol", source: "names", minzoom: 4.2,
        layout: { "text-field": ["step", ["zoom"], ["get", "short"], 5.5, ["get", "name"]],
          "text-font": ["sans-serif"], "text-size": byZoom(4, 10.5, 7, 13), "text-max-width": 8, "text-transform": "uppercase", "text-letter-spacing": 0.08 },
        paint: { "text-halo-width": 1.6 },
      },
    ],
  };
}
