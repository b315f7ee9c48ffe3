import type { ReadLevel, ReadUnit } from './read-map.ts';

/** Longest text that passes for a number on a door. */
const LONGEST_NUMBER = 14;

/** A room's own number: the shortest of its names that has a digit and is as short as a number. */
export function numberIn(texts: readonly (string | undefined)[]): string | undefined {
  const short = texts.flatMap((text) => (text ? [text.trim()] : [])).filter((text) => text.length <= LONGEST_NUMBER && /\d/.test(text));
  return short.sort((a, b) => a.length - b.length)[0];
}

/** Units to let that came without a number get one of their level, which no other unit there has: `F1-007`. @param asTheyAre ids of those that stay without */
export function numberNameless(units: readonly ReadUnit[], levels: readonly ReadLevel[], asTheyAre: ReadonlySet<string> = new Set()): void {
  const shortNames = new Map(levels.map(({ source, shortName }) => [source, shortName]));
  const taken = new Set(units.flatMap(({ level, number }) => (number ? [`${level}\n${number}`] : [])));
  const counted = new Map<string, number>();
  for (const unit of units) {
    if (!unit.lettable) continue;
    let count = (counted.get(unit.level) ?? 0) + 1;
    if (!unit.number && !asTheyAre.has(unit.source)) {
      const numberOf = (n: number) => `${shortNames.get(unit.level) ?? ''}-${String(n).padStart(3, '0')}`;
      while (taken.has(`${unit.level}\n${numberOf(count)}`)) count += 1;
      unit.number = numberOf(count);
      unit.numberMade = true;
      taken.add(`${unit.level}\n${unit.number}`);
    }
    counted.set(unit.level, count);
  }
}
