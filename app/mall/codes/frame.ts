interface Spot {
  x: number;
  y: number;
}
type Box = readonly [x: number, y: number, width: number, height: number];

/** Around what is shown, so that the neighbours' numbers are there too. Drawing units of 5 cm. */
const AROUND = 240;
/** Never nearer than this, so that a floor is recognised. */
const LEAST = 900;

const between = (value: number, from: number, to: number): number => Math.min(Math.max(value, from), Math.max(from, to));

/** The part of a floor that shows all these spots: as wide as high or a third wider, and no further out than the floor goes. */
export function frameAround(spots: readonly Spot[], [left, top, width, height]: Box): [number, number, number, number] {
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  const wide = Math.max(Math.max(...xs) - Math.min(...xs) + 2 * AROUND, LEAST);
  const high = Math.max(Math.max(...ys) - Math.min(...ys) + 2 * AROUND, LEAST);
  const w = Math.min(Math.max(wide, high), width);
  const h = Math.min(Math.max(high, wide * 0.75), height);
  const [x, y] = [(Math.max(...xs) + Math.min(...xs) - w) / 2, (Math.max(...ys) + Math.min(...ys) - h) / 2];
  return [between(x, left, left + width - w), between(y, top, top + height - h), w, h].map(Math.round) as [number, number, number, number];
}
