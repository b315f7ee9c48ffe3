/** A grid to be coloured: its number, the levels it has units on, and the numbers of the grids beside it on one of them. */
export interface GridToColour {
  number: number;
  levels: readonly string[];
  beside: readonly number[];
}
/** 1–8 each: `--mh-map-<hue>-fill`, `--mh-weave-<weave>`. */
export interface Cloth {
  hue: number;
  weave: number;
}

const HUES = 8;

/** The order of the pattern book: grid n begins at this cloth, and moves on only where it would meet its like. */
export function firstCloth(number: number): Cloth {
  const column = (number - 1) % HUES;
  return { hue: column + 1, weave: ((3 * column + Math.floor((number - 1) / HUES)) % HUES) + 1 };
}

/** 1…8, beginning at `first` and coming round. */
const startingAt = (first: number): number[] => Array.from({ length: HUES }, (_, i) => ((first - 1 + i) % HUES) + 1);

interface Apart {
  /** Numbers whose hue it must not have: all others of a level of at most eight, its neighbours on a larger one. */
  hue: Set<number>;
  /** Numbers whose weave it must not have either: its neighbours, where it is on a larger level. */
  weave: Set<number>;
}

function keptApart(grids: readonly GridToColour[]): Map<number, Apart> {
  const levels = new Map<string, number[]>();
  for (const { number, levels: on } of grids) for (const level of on) levels.set(level, [...(levels.get(level) ?? []), number]);
  const isLarge = (level: string) => levels.get(level)!.length > HUES;
  return new Map(
    grids.map(({ number, levels: on, beside }) => {
      const hue = new Set([...beside, ...on.filter((level) => !isLarge(level)).flatMap((level) => levels.get(level)!)]);
      hue.delete(number);
      return [number, { hue, weave: new Set(on.some(isLarge) ? beside : []) }];
    }),
  );
}

/**
 * Gives every grid its cloth. Up to eight grids on a level: no hue comes twice on it. Beyond that neighbours differ in hue
 * and in weave; the grid with fewest hues left is coloured first. `kept`: cloths given earlier stay as they are.
 */
export function colourGrids(grids: readonly GridToColour[], kept: ReadonlyMap<number, Cloth> = new Map()): Map<number, Cloth> {
  const cloths = new Map(kept);
  const apart = keptApart(grids);
  const around = (number: number, of: keyof Cloth) => new Set([...apart.get(number)![of]].flatMap((other) => cloths.get(other)?.[of] ?? []));
  const waiting = new Set(grids.map(({ number }) => number).filter((number) => !cloths.has(number)));
  while (waiting.size > 0) {
    const next = [...waiting].sort((a, b) => around(b, 'hue').size - around(a, 'hue').size || a - b)[0]!;
    waiting.delete(next);
    const first = firstCloth(next);
    const free = (of: keyof Cloth) => startingAt(first[of]).find((candidate) => !around(next, of).has(candidate)) ?? first[of];
    cloths.set(next, { hue: free('hue'), weave: free('weave') });
  }
  return new Map(grids.map(({ number }) => [number, cloths.get(number)!]));
}
