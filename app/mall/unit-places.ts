import type { Bounds } from './geometry.ts';

/** One booth of a drawing, by the box around it. Drawing units. */
export interface UnitPlace<Link> extends Bounds {
  link: Link;
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
const TOWARDS: Record<Arrow, readonly [x: number, y: number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export const isArrow = (key: string): key is Arrow => key in TOWARDS;

const STEP = /([Mhvl])(-?\d+)(?: (-?\d+))?/g;

/** The box around path data as plan-svg.ts writes them: whole numbers and M, h, v, l, z only. Asks no layout, so 5,000 take a moment. */
export function boundsOfPath(d: string): Bounds {
  let [x, y] = [0, 0];
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [, step, first = '0', second = '0'] of d.matchAll(STEP)) {
    if (step === 'M') [x, y] = [Number(first), Number(second)];
    else if (step === 'v') y += Number(first);
    else [x, y] = [x + Number(first), y + Number(second)];
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

const middleOf = ({ minX, minY, maxX, maxY }: Bounds): readonly [x: number, y: number] => [(minX + maxX) / 2, (minY + maxY) / 2];

/** The nearest booth in that direction: what lies sideways counts twice. The plan never mirrors, so left is left in every language. */
export function neighbourOf<Link>(places: readonly UnitPlace<Link>[], from: UnitPlace<Link>, arrow: Arrow): UnitPlace<Link> | undefined {
  const [dx, dy] = TOWARDS[arrow];
  const [x0, y0] = middleOf(from);
  let best: { cost: number; place?: UnitPlace<Link> } = { cost: Infinity };
  for (const place of places) {
    const [x, y] = middleOf(place);
    const along = (x - x0) * dx + (y - y0) * dy;
    if (place === from || along <= 0) continue;
    const cost = along + 2 * Math.abs((x - x0) * dy - (y - y0) * dx);
    if (cost < best.cost) best = { cost, place };
  }
  return best.place;
}

/** The booth at a point, asking `inside` of those only whose box holds it. */
export function placeAt<Link>(places: readonly UnitPlace<Link>[], x: number, y: number, inside: (place: UnitPlace<Link>) => boolean): UnitPlace<Link> | undefined {
  return places.find((place) => x >= place.minX && x <= place.maxX && y >= place.minY && y <= place.maxY && inside(place));
}
