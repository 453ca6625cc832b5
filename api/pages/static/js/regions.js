// Where the map can jump to: the parts of the country that do not fit beside the lower 48.

/** [west, south, east, north] in degrees. */
export const REGIONS = [
  { label: "Lower 48", bounds: [-124.9, 24.3, -66.8, 49.5] },
  { label: "Alaska", bounds: [-179.5, 51, -129.8, 71.5] },
  { label: "Hawaii", bounds: [-160.5, 18.7, -154.6, 22.4] },
  { label: "Puerto Rico, Virgin Islands", bounds: [-67.5, 17.6, -64.4, 18.6] },
  { label: "Guam, Northern Marianas", bounds: [144.3, 13.1, 146.2, 15.4] },
  { label: "American Samoa", bounds: [-171.2, -14.7, -168, -10.9] },
];

/** The box around a feature; west of the date line where it lies on both sides of it. */
export function boundsOf(feature) {
  const points = feature.geometry ? ringsOf(feature.geometry).flat() : [];
  if (points.length === 0) return null;
  let longitudes = points.map(([lon]) => lon);
  if (Math.max(...extent(longitudes)) - Math.min(...extent(longitudes)) > 180) {
    longitudes = longitudes.map((lon) => (lon > 0 ? lon - 360 : lon));
  }
  const [west, east] = extent(longitudes);
  const [south, north] = extent(points.map(([, lat]) => lat));
  return [west, south, east, north];
}

/** The middle of the largest part of a feature, where its name can stand. */
export function middleOf(feature) {
  const rings = feature.geometry ? ringsOf(feature.geometry) : [];
  const largest = rings.map(areaAndMiddle).sort((one, other) => other.area - one.area)[0];
  return largest?.middle ?? null;
}

function ringsOf(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([outer]) => outer);
}

function extent(numbers) {
  return numbers.reduce(([low, high], n) => [Math.min(low, n), Math.max(high, n)], [Infinity, -Infinity]);
}

/** Area and centroid of a ring by the shoelace formula, in degrees: enough to place a word. */
function areaAndMiddle(ring) {
  let [twice, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    twice += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  if (twice === 0) return { area: 0, middle: ring[0] };
  return { area: Math.abs(twice) / 2, middle: [x / (3 * twice), y / (3 * twice)] };
}
