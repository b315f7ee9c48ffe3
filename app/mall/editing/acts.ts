import { areaOf, contains, distanceToWalls, midpoint, type Point, type Polygon } from '../geometry.ts';
import { isCorridor } from '../neighbours.ts';
import type { DoorItem, Item, Items, UnitItem } from './items.ts';
import { numberBeside } from './numbering.ts';
import { mergeShapes, middleOf, moveLine, moveShape, splitShape, tidyRing } from './shapes.ts';

export type Edits = (readonly [string, Item | null])[];
const NEAR_DOOR = 0.5;

export const unitsIn = (items: Items): UnitItem[] => [...items.values()].filter((item): item is UnitItem => item.type === 'unit');
const doorsIn = (items: Items): DoorItem[] => [...items.values()].filter((item): item is DoorItem => item.type === 'door');
export const numbersIn = (items: Items): Set<string> => new Set(unitsIn(items).map(({ number }) => number).filter(Boolean));

/** Whole things by so many metres; doors go with their booth. */
export function moveItems(items: Items, chosen: ReadonlySet<string>, by: Point): Edits {
  return [...items.values()].flatMap((item): Edits => {
    if (item.type === 'unit') return chosen.has(item.id) ? [[item.id, { ...item, shape: moveShape(item.shape, by) }]] : [];
    return chosen.has(item.id) || chosen.has(item.unit) ? [[item.id, { ...item, line: moveLine(item.line, by) }]] : [];
  });
}

/** One corner of one ring to another place. */
export function moveCorner(unit: UnitItem, [part, ring, corner]: readonly [number, number, number], to: Point): UnitItem {
  const shape = unit.shape.map((polygon, p) => polygon.map((points, r) => (p === part && r === ring ? tidyRing(points.slice(0, -1).map((at, i) => (i === corner ? to : at))) : points)));
  return { ...unit, shape };
}

/** The booth whose wall a door is in: the nearest that is no corridor. */
export function unitOfDoor(units: readonly UnitItem[], line: readonly Point[]): string {
  const at = midpoint(line[0]!, line.at(-1)!);
  let best = { far: NEAR_DOOR, id: '' };
  for (const { id, category, shape } of units) {
    if (isCorridor(category)) continue;
    const far = Math.min(...shape.map((polygon) => distanceToWalls(polygon, at)));
    if (far < best.far) best = { far, id };
  }
  return best.id;
}

/** Numbered units that a door may belong to: its own and the nearest. */
export function unitsNear(units: readonly UnitItem[], { line, unit }: DoorItem, most = 24): UnitItem[] {
  const at = midpoint(line[0]!, line.at(-1)!);
  const far = new Map(units.map(({ id, shape }) => [id, id === unit ? -1 : Math.min(...shape.map((polygon) => distanceToWalls(polygon, at)))]));
  return units.filter(({ number, shape }) => number && shape.length > 0).sort((a, b) => far.get(a.id)! - far.get(b.id)!).slice(0, most);
}

/** New unit of a drawn line; a way or a booth. Null while it has no area. */
export function drawUnit(id: string, points: readonly Point[], category: string, number: string): UnitItem | null {
  const ring = tidyRing(points);
  if (ring.length < 4 || areaOf([ring]) < 0.01) return null;
  return { type: 'unit', id, version: 0, number, category, lettable: !isCorridor(category), shape: [[ring]] };
}

/** The unit cut by a line: the largest part stays what it was, others get a number beside it. Null when the line misses it. */
export function splitUnit(items: Items, unit: UnitItem, [a, b]: readonly [Point, Point], newId: () => string): Edits | null {
  const [first, ...rest] = splitShape(unit.shape, a, b);
  if (!first || rest.length === 0) return null;
  const taken = numbersIn(items);
  const parts = rest.map((shape): UnitItem => {
    const number = numberBeside(unit.number, taken);
    taken.add(number);
    return { ...unit, id: newId(), version: 0, number, shape };
  });
  const whole = [{ ...unit, shape: first }, ...parts];
  const doors = doorsIn(items).filter((door) => door.unit === unit.id).map((door) => [door.id, { ...door, unit: unitOfDoor(whole, door.line) }] as const);
  return [...whole.map((part) => [part.id, part] as const), ...doors];
}

/** Why some booths can't become one. */
export type NoMerge = 'few' | 'traded' | 'apart';

/** Several units as one: the one with a shop stays, else the first by number. */
export function mergeUnits(items: Items, units: readonly UnitItem[], traded: ReadonlySet<string>): Edits | NoMerge {
  if (units.length < 2) return 'few';
  const occupied = units.filter(({ id }) => traded.has(id));
  if (occupied.length > 1) return 'traded';
  const byNumber = [...units].sort((a, b) => Number(b.lettable) - Number(a.lettable) || a.number.localeCompare(b.number, 'en', { numeric: true }));
  const stays = occupied[0] ?? byNumber[0]!;
  const others = units.filter(({ id }) => id !== stays.id);
  const shape = mergeShapes([stays.shape, ...others.map((unit) => unit.shape)]);
  if (!shape) return 'apart';
  const gone = new Set(others.map(({ id }) => id));
  const doors = doorsIn(items).filter(({ unit }) => gone.has(unit)).map((door) => [door.id, { ...door, unit: stays.id }] as const);
  return [[stays.id, { ...stays, shape }], ...others.map(({ id }) => [id, null] as const), ...doors];
}

/** Things off the plan, their doors too; a booth with a shop stays. */
export function removeItems(items: Items, chosen: ReadonlySet<string>, traded: ReadonlySet<string>): Edits {
  const gone = new Set([...chosen].filter((id) => !traded.has(id)));
  return [...items.values()].filter((item) => gone.has(item.id) || (item.type === 'door' && gone.has(item.unit))).map(({ id }) => [id, null] as const);
}

/** What is at a point: a booth before the corridor that it stands in. */
export function unitAt(items: Items, at: Point): UnitItem | undefined {
  const here = unitsIn(items).filter(({ shape }) => shape.some((polygon: Polygon) => contains(polygon, at)));
  return here.find(({ category }) => !isCorridor(category)) ?? here[0];
}

/** The next unit on a walk through the plan in the order of numbers. */
export function nextUnit(items: Items, from: string | undefined, step: 1 | -1): UnitItem | undefined {
  const units = unitsIn(items).sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1));
  const place = units.findIndex(({ id }) => id === from);
  return units[(place + step + units.length) % units.length] ?? units[0];
}

/** Where new things begin when nothing says otherwise: the middle of what is chosen, else of everything. */
export function startPoint(items: Items, chosen: ReadonlySet<string>): Point {
  const all = unitsIn(items).filter(({ shape }) => shape.length > 0);
  const some = all.filter(({ id }) => chosen.has(id));
  const middles = (some.length > 0 ? some : all).map(({ shape }) => middleOf(shape));
  if (middles.length === 0) return [0, 0];
  const mean = (axis: 0 | 1) => Math.round((middles.reduce((sum, at) => sum + at[axis], 0) / middles.length) * 10) / 10;
  return [mean(0), mean(1)];
}
