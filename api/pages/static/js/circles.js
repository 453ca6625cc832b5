// Places as circles: the largest and those with rules of their own are drawn first.

const LARGE = [[100_000, 0], [50_000, 5], [20_000, 6], [5_000, 7], [1_000, 8]]; // residents, and the zoom from which they are drawn
const SMALL = 9;

/** The places whose point is known, as a collection for the map. */
export function circlesOf(areas) {
  const features = areas.filter(({ lat }) => lat !== null).map((area) => {
    const own = area.standings.some(({ policy_score: score, models }) => score !== null || models?.length);
    const residents = area.population ?? 0;
    const least = own ? 0 : LARGE.find(([bound]) => residents >= bound)?.[1] ?? SMALL;
    return {
      type: "Feature",
      geometry: { type: "Point", coordinates: [area.lon, area.lat] },
      properties: { geoid: area.geoid, least, size: sizeOf(residents), weight: (own ? 100 : 0) + sizeOf(residents) },
    };
  });
  return { type: "FeatureCollection", features };
}

/** From 0 for a village to 3 for a city of millions. */
function sizeOf(residents) {
  return Math.max(0, Math.min(3, Math.log10(Math.max(1, residents)) - 3));
}
