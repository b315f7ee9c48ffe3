import { boundsOf, boxesMeet, distance, type Polygon } from '../geometry.ts';
import { isCorridor } from '../neighbours.ts';
import type { Change, Item, Items, UnitItem } from './items.ts';
import { isSame } from './items.ts';
import { isSimple, overlapArea, shapeArea } from './shapes.ts';

/** Why something can't be, or should be looked at: a key of `editing:problem`. */
export type ProblemKey =
  | 'not-simple' | 'too-small' | 'too-far' | 'too-many-corners' | 'number-form' | 'number-missing' | 'number-taken' | 'overlap' | 'door-short' | 'let'
  | 'outside-level' | 'over-corridor'
  /** A map is being brought in: nothing is wrong with the item. */
  | 'importing';
export interface Problem {
  item: string;
  key: ProblemKey;
  /** Numbers of booths, to be read. */
  number: string;
  other?: string;
}
export interface Judgement {
  refused: Problem[];
  warned: Problem[];
}

/** A booth is no smaller than a cupboard. Square metres. */
const SMALLEST = 0.5;
/** From the building's origin. Metres. */
const FARTHEST = 10_000;
const MOST_CORNERS = 1_500;
const SHORTEST_DOOR = 0.2;
/** Walls are drawn twice and never quite meet: up to this, or a twentieth of the smaller one, two may overlap. Square metres. */
const TOLERANCE = 0.5;
const OUTSIDE = 0.3;
export const LONGEST_NUMBER = 20;
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ./-]*$/u;

export const isNumber = (number: string): boolean => number.length <= LONGEST_NUMBER && NUMBER.test(number) && number === number.trim();

function judgeAlone(item: Item): ProblemKey | null {
  const points = item.type === 'unit' ? item.shape.flat(2) : item.line;
  if (points.length > MOST_CORNERS) return 'too-many-corners';
  if (points.some((p) => p.some((n) => !Number.isFinite(n) || Math.abs(n) > FARTHEST))) return 'too-far';
  if (item.type === 'door') return item.line.length !== 2 || distance(item.line[0]!, item.line[1]!) < SHORTEST_DOOR ? 'door-short' : null;
  if (!isSimple(item.shape)) return 'not-simple';
  if (shapeArea(item.shape) < SMALLEST) return 'too-small';
  if (item.number && !isNumber(item.number)) return 'number-form';
  return item.lettable && !item.number ? 'number-missing' : null;
}

const isUnit = (item: Item | null | undefined): item is UnitItem => item?.type === 'unit';
const reshaped = (before: Item | undefined, after: UnitItem): boolean => !isUnit(before) || JSON.stringify(before.shape) !== JSON.stringify(after.shape);

/** Overlaps of what was reshaped with everything else; one that was there before and didn't grow is let be. */
function judgeOverlaps(units: readonly UnitItem[], before: Items, moved: ReadonlySet<string>): Judgement {
  const boxes = units.map((unit) => ({ unit, box: boundsOf(unit.shape.flat(2)), corridor: isCorridor(unit.category) }));
  const found: Judgement = { refused: [], warned: [] };
  for (const one of boxes) {
    if (!moved.has(one.unit.id)) continue;
    for (const other of boxes) {
      if (other.unit.id === one.unit.id || (moved.has(other.unit.id) && other.unit.id < one.unit.id) || !boxesMeet(one.box, other.box)) continue;
      const allowed = Math.min(TOLERANCE, Math.min(shapeArea(one.unit.shape), shapeArea(other.unit.shape)) / 20);
      const area = overlapArea(one.unit.shape, other.unit.shape);
      if (area <= allowed) continue;
      const [a, b] = [before.get(one.unit.id), before.get(other.unit.id)];
      if (isUnit(a) && isUnit(b) && area <= overlapArea(a.shape, b.shape) + 0.01) continue;
      const problem = { item: one.unit.id, number: one.unit.number, other: other.unit.number };
      if (one.corridor || other.corridor) found.warned.push({ ...problem, key: 'over-corridor' });
      else found.refused.push({ ...problem, key: 'overlap' });
    }
  }
  return found;
}

const isOutside = (shape: readonly Polygon[], outline: readonly Polygon[]): boolean => shapeArea(shape) - overlapArea(shape, outline) > Math.max(OUTSIDE, shapeArea(shape) / 20);

export interface PlanToJudge {
  before: Items;
  changes: readonly Change[];
  outline?: readonly Polygon[];
  /** Numbers of units on other levels. */
  numbersElsewhere: ReadonlySet<string>;
  /** Units in which a shop trades now. */
  let: ReadonlySet<string>;
}

/** What a set of changes does to a level: what can't be saved, and what can but should be looked at. Things that stay aren't judged. */
export function judgeChanges({ before, changes, outline = [], numbersElsewhere, let: traded }: PlanToJudge): Judgement {
  const after = new Map(before);
  for (const { id, item } of changes) item ? after.set(id, item) : after.delete(id);
  const put = changes.flatMap(({ id, item }) => (item && !isSame(item, before.get(id)) ? [item] : []));
  const refused: Problem[] = [];
  const broken = new Set<string>();
  for (const item of put) {
    const key = judgeAlone(item);
    if (!key) continue;
    refused.push({ item: item.id, key, number: item.type === 'unit' ? item.number : '' });
    broken.add(item.id);
  }
  for (const { id, item } of changes) {
    const was = before.get(id);
    if (isUnit(was) && traded.has(id) && (!isUnit(item) || !item.lettable)) refused.push({ item: id, key: 'let', number: was.number });
  }
  const units = [...after.values()].filter(isUnit);
  const used = new Map<string, number>();
  for (const { number } of units) used.set(number, (used.get(number) ?? 0) + 1);
  for (const item of put) {
    if (!isUnit(item) || !item.number) continue;
    const was = before.get(item.id);
    if (isUnit(was) && was.number === item.number) continue;
    if (used.get(item.number)! > 1 || numbersElsewhere.has(item.number)) refused.push({ item: item.id, key: 'number-taken', number: item.number });
  }
  const moved = put.filter((item): item is UnitItem => isUnit(item) && !broken.has(item.id) && reshaped(before.get(item.id), item));
  const overlaps = judgeOverlaps(units.filter(({ id, shape }) => shape.length > 0 && !broken.has(id)), before, new Set(moved.map(({ id }) => id)));
  const outside = outline.length === 0 ? [] : moved.filter(({ shape }) => isOutside(shape, outline));
  return {
    refused: [...refused, ...overlaps.refused],
    warned: [...overlaps.warned, ...outside.map(({ id, number }): Problem => ({ item: id, key: 'outside-level', number }))],
  };
}

