import { isContentLanguage, type Localized } from '#app/i18n/languages.ts';
import { labelPoint } from '../label-point.ts';
import type { Point } from '../geometry.ts';
import { EXTENSION } from '../imdf/schema.ts';
import { buildingHere, levelHere, movePolygons, ontoPlane, openingFinder, unitFinder } from './match-places.ts';
import type { ChangeCounts, Changes, Kind, MapNow, UnitNow } from './map-now.ts';
import type { ReadMap, ReadUnit, Words } from './read-map.ts';
import type { Remark } from './remarks.ts';
import { sameLine, sameShape } from './same-shape.ts';
import type { Sliced } from './slices.ts';

export interface Matched {
  changes: Changes;
  counts: ChangeCounts;
  /** What stands here goes before what came. */
  remarks: Remark[];
  /** Id here of every unit of the set. */
  units: Map<string, string>;
}

/** Words in our five languages; what came in others isn't shown anywhere. */
export const localizedOf = (words: Words): Localized => Object.fromEntries(Object.entries(words).flatMap(([tag, text]) => (isContentLanguage(tag.slice(0, 2)) ? [[tag.slice(0, 2), text.slice(0, 200)]] : [])));

export const sameWords = (a: Localized | undefined, b: Localized | undefined): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (words: Localized | undefined) => Object.entries(words ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

class Writing {
  readonly changes: Changes = { made: [], changed: [] };
  make(kind: Kind, row: { _id: string } & Record<string, unknown>): void {
    this.changes.made.push({ kind, row: Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as typeof row });
  }
  /** @returns whether anything but where it came from is new */
  change(kind: Kind, now: { _id: string }, after: Record<string, unknown>): boolean {
    const names = Object.keys(after);
    if (names.length === 0) return false;
    const stored = now as Record<string, unknown> & { _id: string };
    this.changes.changed.push({ kind, id: now._id, before: Object.fromEntries(names.map((name) => [name, stored[name] ?? null])), after });
    return names.some((name) => name !== 'source');
  }
}

/** The id that a feature has in its set, unless the row has that very id already. */
const sourceChange = (now: { _id: string; source?: string }, source: string): { source?: string } => (source === now._id || source === now.source ? {} : { source });

/**
 * Compares what was read with what stands here: what is new, what changes, what stays. Pure; reading the same set again, or
 * our own export, changes nothing. Nothing is ever taken away: grids, tenancies and units that the set doesn't name stay.
 * @param choice of the building: an id, `new` or `auto`
 */
export function* matching(read: ReadMap, now: MapNow, newId: () => string, choice = 'auto'): Sliced<Matched> {
  const writing = new Writing();
  const remarks: Remark[] = [];
  const taken = new Set<string>();
  const take = <T extends { _id: string }>(row: T | undefined): T | undefined => {
    if (row) taken.add(row._id);
    return row;
  };
  const counts: ChangeCounts = { newBuildings: 0, newLevels: 0, newUnits: 0, changedUnits: 0, sameUnits: 0, leftUnits: 0, newOpenings: 0, changedOpenings: 0, newGrids: 0, keptFeatures: 0 };

  const moves = new Map<string, (at: Point) => Point>();
  const buildings = new Map<string, string>();
  for (const building of read.buildings) {
    const here = take(buildingHere(building, read.buildings, now.buildings.filter(({ _id }) => !taken.has(_id)), choice));
    const _id = here?._id ?? newId();
    buildings.set(building.source, _id);
    moves.set(building.source, here ? ontoPlane(building.transform, here.transform) : (at) => at);
    if (!here) {
      counts.newBuildings += 1;
      writing.make('buildings', { _id, source: building.source, name: localizedOf(building.name), transform: building.transform });
    } else {
      // A plane that somebody invented takes the place on earth that the set knows.
      const found = here.transform.madeUp && !building.transform.madeUp ? { transform: building.transform } : {};
      writing.change('buildings', here, { ...found, ...sourceChange(here, building.source) });
    }
  }

  const levels = new Map<string, string>();
  const moveOn = new Map<string, (at: Point) => Point>();
  const oldLevels = new Set<string>();
  for (const level of read.levels) {
    const building = buildings.get(level.building) ?? '';
    const move = moves.get(level.building) ?? ((at: Point) => at);
    const outline = movePolygons(level.outline, move);
    const here = take(levelHere(level, building, now.levels, taken));
    const _id = here?._id ?? newId();
    levels.set(level.source, _id);
    moveOn.set(level.source, move);
    const name = localizedOf(level.name);
    if (!here) {
      counts.newLevels += 1;
      writing.make('levels', { _id, source: level.source, building, ordinal: level.ordinal, shortName: level.shortName, name, outline });
      continue;
    }
    oldLevels.add(_id);
    const named = Object.keys(name).length > 0 && !sameWords(name, here.name) ? { name: { ...here.name, ...name } } : {};
    const drawn = outline && !sameShape(outline, here.outline) ? { outline } : {};
    writing.change('levels', here, { ...named, ...drawn, ...sourceChange(here, level.source) });
  }
  yield;

  const units = new Map<string, string>();
  const finder = unitFinder(now.units, (id) => taken.has(id));
  const shapes = new Map<string, ReadUnit['shape']>();
  const matched = new Map<string, UnitNow>();
  // Ids first for all, then numbers, then places: a better match is never taken away by a worse one.
  for (const find of [
    (unit: ReadUnit) => finder.bySource(unit.source),
    (unit: ReadUnit) => finder.byNumber(unit, levels.get(unit.level) ?? ''),
    (unit: ReadUnit) => finder.byPlace(shapes.get(unit.source), levels.get(unit.level) ?? ''),
  ]) {
    for (const unit of read.units) {
      yield;
      if (matched.has(unit.source)) continue;
      const move = moveOn.get(unit.level);
      if (move && !shapes.has(unit.source)) shapes.set(unit.source, movePolygons(unit.shape, move));
      const here = take(find(unit));
      if (here) matched.set(unit.source, here);
    }
  }
  const joined = gridsOf(read, now, levels, newId, remarks);
  for (const unit of read.units) {
    yield;
    const level = levels.get(unit.level) ?? '';
    const grid = unit.lettable ? joined.of.get(unit.source) : undefined;
    const shape = shapes.get(unit.source);
    const here = matched.get(unit.source);
    const _id = here?._id ?? newId();
    units.set(unit.source, _id);
    if (here) {
      if (writing.change('units', here, { ...unitChange(unit, here, level, shape, remarks), ...(grid && { grid }) })) counts.changedUnits += 1;
      else counts.sameUnits += 1;
      continue;
    }
    counts.newUnits += 1;
    const { source, number, category, lettable } = unit;
    writing.make('units', { _id, source, level, number, name: unit.name && localizedOf(unit.name), category, lettable, shape, label: shape && labelPoint(shape), grid });
  }
  for (const row of joined.rows) writing.make('grids', row);
  counts.newGrids = joined.rows.length;
  counts.leftUnits = now.units.filter((unit) => !unit.retired && oldLevels.has(unit.level) && !taken.has(unit._id)).length;

  const findOpening = openingFinder(now.openings, (id) => taken.has(id));
  for (const opening of read.openings) {
    yield;
    const level = levels.get(opening.level) ?? '';
    const line = opening.line.map(moveOn.get(opening.level) ?? ((at) => at));
    const unit = opening.unit ? units.get(opening.unit) : undefined;
    const here = take(findOpening(opening, line, level));
    const { source, kind } = opening;
    if (!here) {
      counts.newOpenings += 1;
      writing.make('openings', { _id: newId(), source, level, line, unit, kind });
      continue;
    }
    const drawn = sameLine(here.line, line) ? {} : { line };
    const after = { ...drawn, ...(here.level === level ? {} : { level }), ...(unit && here.unit !== unit ? { unit } : {}), ...(here.kind === kind ? {} : { kind }), ...sourceChange(here, source) };
    if (writing.change('openings', here, after)) counts.changedOpenings += 1;
  }
  counts.keptFeatures = yield* matchFeatures(read, now, newId, writing);
  return { changes: writing.changes, counts, remarks, units };
}

interface Joined {
  rows: ({ _id: string } & Record<string, unknown>)[];
  /** Grid of a unit of the set. */
  of: Map<string, string>;
}

/**
 * Micro-grids of our own export, for a mall that never had any: who answers for what is the officers' to decide, so in a mall
 * with grids those of a set are left out, and said so unless they are the very ones.
 */
function gridsOf(read: ReadMap, now: MapNow, levels: ReadonlyMap<string, string>, newId: () => string, remarks: Remark[]): Joined {
  const joined: Joined = { rows: [], of: new Map() };
  if (now.grids.length > 0) {
    const here = new Set(now.grids.map(({ _id }) => _id));
    for (const { source, number } of read.grids) if (!here.has(source)) remarks.push({ file: `${EXTENSION.grids}.geojson`, id: source, kind: 'kept', reason: 'kept-grids', what: String(number) });
    return joined;
  }
  const lettable = new Map(read.units.filter((unit) => unit.lettable).map((unit) => [unit.source, unit]));
  const numbers = new Set<number>();
  for (const { number, hue, weave, apart, units } of read.grids) {
    const own = units.filter((unit) => lettable.has(unit) && !joined.of.has(unit));
    if (own.length === 0 || numbers.has(number)) continue;
    numbers.add(number);
    const _id = newId();
    own.forEach((unit) => joined.of.set(unit, _id));
    joined.rows.push({ _id, number, hue, weave, apart, shops: 0, levels: [...new Set(own.map((unit) => levels.get(lettable.get(unit)!.level) ?? ''))] });
  }
  return joined;
}

/** What changes of a unit that is here already; who trades in it and who looks after it stays. */
function unitChange(unit: ReadUnit, here: UnitNow, level: string, shape: ReadUnit['shape'], remarks: Remark[]): Record<string, unknown> {
  const keep = (reason: Remark['reason']) => void remarks.push({ file: '', id: unit.number ?? here.number ?? unit.source, kind: 'kept', reason });
  const after: Record<string, unknown> = { ...sourceChange(here, unit.source), ...(here.retired && { retired: null }) };
  if (level && here.level !== level) {
    if (here.grid) keep('kept-level');
    else after.level = level;
  }
  if (unit.number && unit.number !== here.number && (!unit.numberMade || !here.number)) after.number = unit.number;
  const name = unit.name && localizedOf(unit.name);
  if (name && Object.keys(name).length > 0 && !sameWords(name, here.name)) after.name = name;
  if (unit.category !== here.category) after.category = unit.category;
  if (unit.lettable !== here.lettable) {
    if (here.lettable && (here.grid || here.tenanted)) keep('kept-lettable');
    else after.lettable = unit.lettable;
  }
  if (!shape?.length && here.shape?.length) keep('kept-shape');
  else if (shape && !sameShape(shape, here.shape)) Object.assign(after, { shape, label: labelPoint(shape) });
  return after;
}

/** Features of an archive, kept for the export; those that our own export made stand in the rows already. @returns how many are new or changed */
function* matchFeatures(read: ReadMap, now: MapNow, newId: () => string, writing: Writing): Sliced<number> {
  const keyOf = (file: string, source: string, nth: number) => `${file}\n${source}\n${nth}`;
  const here = new Map<string, MapNow['features'][number]>();
  const nths = new Map<string, number>();
  const last = new Map<string, number>();
  for (const row of now.features) {
    const key = keyOf(row.file, row.source, 0);
    const nth = row.order < 0 ? -1 : (nths.get(key) ?? 0);
    if (nth >= 0) nths.set(key, nth + 1);
    here.set(keyOf(row.file, row.source, nth), row);
    last.set(row.file, Math.max(last.get(row.file) ?? -1, row.order));
  }
  let count = 0;
  for (const { file, head, features } of read.files) {
    const seen = new Map<string, number>();
    const isNewFile = !here.has(keyOf(file, '', -1));
    let made = 0;
    for (const { id, json } of features) {
      yield;
      const nth = seen.get(id) ?? 0;
      seen.set(id, nth + 1);
      const row = here.get(keyOf(file, id, nth));
      if (isOurs(json, row !== undefined)) continue;
      if (row?.feature === json) continue;
      count += 1;
      if (row) writing.change('features', row, { feature: json });
      else {
        made += 1;
        writing.make('features', { _id: newId(), file, order: (last.get(file) ?? -1) + made, source: id, feature: json });
      }
    }
    if (isNewFile && (made > 0 || features.length === 0)) writing.make('features', { _id: newId(), file, order: -1, source: '', feature: head });
  }
  return count;
}

/**
 * Whether the rows say it all: what our own export wrote. One that came to us and was changed here still holds what others
 * said about it; it is kept where the feature that came isn't.
 */
function isOurs(json: string, isHere: boolean): boolean {
  if (!json.includes(`"${EXTENSION.member}":`)) return false;
  const { properties } = JSON.parse(json) as { properties?: Record<string, unknown> | null };
  const own = properties?.[EXTENSION.member];
  return typeof own === 'object' && own !== null && (isHere || !('came' in own));
}
