import { distance, type Point } from '#app/mall/geometry.ts';
import type { Ways } from '#app/mall/corridors.ts';

/** A door on the way: its unit, the number on it, where it is on the plan (null where nobody drew it). */
export interface Door {
  unit: string;
  number: string;
  at: Point | null;
}

/** Corridors bend: where no way between two doors is known, this many metres are walked for one as the crow flies. */
const DETOUR = 1.4;
/** Two doors of which one isn't drawn: farther than any corridor, in the order of their numbers. */
const FAR = 10_000;
/** Swaps stop by themselves long before; a bound for a floor drawn by chance. */
const ROUNDS = 40;

const byNumber = (a: Door, b: Door): number => a.number.localeCompare(b.number, 'en', { numeric: true }) || (a.unit < b.unit ? -1 : 1);

/**
 * A short walk past every door of one level, each once: from the lowest number to the nearest next one, then uncrossed
 * until no two stretches can be swapped for shorter ones. The same doors give the same walk, in whatever order they come.
 */
export function walkingTour(doors: readonly Door[], ways: Ways): Door[] {
  const all = [...doors].sort(byNumber);
  const order = new Map(all.map((door, i) => [door.unit, i]));
  const metres = (a: Door, b: Door): number => {
    const known = ways.get(a.unit)?.get(b.unit);
    if (known !== undefined) return known;
    return a.at && b.at ? distance(a.at, b.at) * DETOUR : FAR + Math.abs((order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0));
  };
  return uncrossed(nearestNext(all, metres), metres);
}

type Metres = (a: Door, b: Door) => number;

function nearestNext(all: readonly Door[], metres: Metres): Door[] {
  const left = [...all];
  const walk = left.splice(0, 1);
  while (left.length > 0) {
    const here = walk.at(-1)!;
    let best = 0;
    for (let i = 1; i < left.length; i += 1) if (metres(here, left[i]!) < metres(here, left[best]!) - 1e-9) best = i;
    walk.push(...left.splice(best, 1));
  }
  return walk;
}

function uncrossed(start: Door[], metres: Metres): Door[] {
  const walk = [...start];
  const gain = (i: number, j: number): number => {
    const [a, b, c, d] = [walk[i]!, walk[i + 1]!, walk[j]!, walk[j + 1]];
    return metres(a, b) + (d ? metres(c, d) : 0) - metres(a, c) - (d ? metres(b, d) : 0);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    let better = false;
    for (let i = 0; i < walk.length - 2; i += 1) {
      for (let j = i + 2; j < walk.length; j += 1) {
        if (gain(i, j) <= 1e-6) continue;
        walk.splice(i + 1, j - i, ...walk.slice(i + 1, j + 1).reverse());
        better = true;
      }
    }
    if (!better) break;
  }
  return walk;
}

/** Metres of a walk, for comparing two. */
export function lengthOf(walk: readonly Door[], metres: Metres): number {
  return walk.slice(1).reduce((sum, door, i) => sum + metres(walk[i]!, door), 0);
}
