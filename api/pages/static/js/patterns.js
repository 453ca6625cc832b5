// Patterns for what is no point on the scale: thin lines one way for "not yet researched", a thick
// grid of lines for "contested". Drawn pixel by pixel, so that no image has to be fetched.

const SIZE = 10; // device pixels of one tile at a pixel ratio of 2
export const PATTERN_RATIO = 2;

/** {name: image} for the map, in the colours of the present theme. */
export function patterns(colour) {
  return {
    hatch: tile(colour("hatch-ground"), colour("hatch-line"), (x, y) => stripe(x + y, 1.7)),
    grid: tile(colour("contested-ground"), colour("contested-line"),
      (x, y) => Math.max(stripe(x + y, 2.6), stripe(x - y, 2.6))),
  };
}

/** How much of a pixel a diagonal stripe of the given width covers, wrapping at the tile's edge. */
function stripe(along, width) {
  const place = ((along % SIZE) + SIZE) % SIZE;
  const distance = Math.min(place, SIZE - place) / Math.SQRT2;
  return Math.min(1, Math.max(0, width / 2 + 0.5 - distance));
}

function tile(ground, line, covered) {
  const data = new Uint8Array(SIZE * SIZE * 4);
  const [under, over] = [channels(ground), channels(line)];
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const share = covered(x, y);
      const mixed = under.map((value, i) => Math.round(value * (1 - share) + over[i] * share));
      data.set([...mixed, 255], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
