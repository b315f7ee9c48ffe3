import { Malls } from '#models/mall.server.ts';
import { GridHistory } from '#models/grid-plan.server.ts';
import { type Grid, Grids, Units } from '#models/plan.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { type Ground, readGround, shopsByUnit } from './ground.server.ts';
import { partsOf, placeUnits, unitsByGrid } from './partition.ts';

/** What a command did to the plan. Ids of units, also of those that are only lettable or not since now. */
export interface PlanChange {
  /** Drawn, moved, reshaped, renumbered, split, merged, lettable or not since now; units whose doors changed. */
  changed: readonly string[];
  /** Deleted, as they were before. */
  gone?: readonly { id: string; number?: string; grid?: string; createdAt: Date }[];
  /** New unit → the unit it was cut from, whose grid it keeps. */
  like?: ReadonlyMap<string, string>;
}

/** A span of the past: since the newest one of the unit, else since both unit and grid are there. */
export async function endSpans(tx: Tx, left: readonly { id: string; number?: string; grid?: string; createdAt: Date }[]): Promise<void> {
  const held = left.flatMap((unit) => (unit.grid ? [{ ...unit, grid: unit.grid }] : []));
  if (held.length === 0) return;
  const before = await GridHistory.find({ mall: tx.mall, unit: { $in: held.map(({ id }) => id) } }, { unit: 1, to: 1 }, { session: tx.session }).sort({ to: 1 }).lean();
  const since = new Map(before.map(({ unit, to }) => [unit, to]));
  const grids = await Grids.find({ mall: tx.mall, _id: { $in: [...new Set(held.map(({ grid }) => grid))] } }, { createdAt: 1 }, { session: tx.session }).lean();
  const made = new Map(grids.map(({ _id, createdAt }) => [_id, createdAt]));
  const rows = held.map(({ id, number, grid, createdAt }) => {
    const start = Math.max(createdAt.getTime(), made.get(grid)?.getTime() ?? 0);
    return { _id: newId(), mall: tx.mall, unit: id, number, grid, from: since.get(id) ?? new Date(Math.min(start, tx.now.getTime())), to: tx.now };
  });
  await GridHistory.insertMany(rows, { session: tx.session });
}

/**
 * Keeps "every lettable unit is in exactly one grid, every grid is connected or says why not" after the plan was edited.
 * Every command that draws, reshapes, moves, splits, merges or deletes units, changes their doors, a corridor or `lettable`
 * calls it **once, as the last thing in its own transaction**, when its rows are written:
 *
 *     await runCommand(head, async (tx) => {
 *       … Units.create / updateOne / deleteMany …
 *       await keepGrids(tx, { changed: [a, b], gone: [{ id, number, grid, createdAt }], like: new Map([[b, a]]) });
 *     });
 *
 * A new lettable unit joins the grid of the unit it was cut from (`like`), else that of most of its neighbours, else the
 * nearest; one that is no longer lettable leaves its grid. A grid that the edit cut in two stays as it is and is marked
 * `map-changed` for the officers to decide; one that hangs together again loses the mark. A corridor or stairs are named in
 * `changed` too. Raises the mall's version (plans are remembered by it) and so meets every other edit of the plan: of two at
 * once the later one is repeated by the database. In a mall without grids it does nothing but that.
 * @returns grids that the edit left in several parts, so that the page can say so
 */
export async function keepGrids(tx: Tx, { changed, gone = [], like }: PlanChange): Promise<string[]> {
  const { mall, session } = tx;
  await Malls.updateOne({ _id: mall }, { $inc: { version: 1 } }, { session });
  tx.publish({ type: 'mall:changed', id: mall, version: 0, rooms: [`mall:${mall}`] });
  const grids = await Grids.find({ mall, endedAt: { $exists: false } }, { levels: 1, apart: 1 }, { session }).sort({ number: 1 }).lean();
  if (grids.length === 0) return [];
  const touched = await Units.find({ mall, _id: { $in: [...changed] } }, { level: 1, grid: 1, number: 1, lettable: 1, createdAt: 1 }, { session }).lean();
  const here = new Set(touched.map((unit) => unit.level));
  const lost = new Set(gone.flatMap(({ grid }) => grid ?? []));
  const near = grids.filter((grid) => lost.has(grid._id) || grid.levels.some((level) => here.has(level)));
  const on = near.length > 0 ? [...new Set([...here, ...near.flatMap((grid) => grid.levels)])] : undefined;
  const ground = await readGround(mall, { on, session });

  const shut = touched.filter((unit) => !unit.lettable && unit.grid);
  await endSpans(tx, [...gone, ...shut.map(({ _id, ...unit }) => ({ ...unit, id: _id }))]);
  if (shut.length > 0) await Units.updateMany({ mall, _id: { $in: shut.map(({ _id }) => _id) } }, { $unset: { grid: 1 } }, { session });
  const partition = await placeNew(tx, ground, new Set(grids.map(({ _id }) => _id)), like);
  return describeGrids(tx, on ? near : grids, { ...ground, partition });
}

/** Every lettable unit of the ground that is in no grid gets one. */
async function placeNew({ mall, session }: Tx, ground: Ground, grids: ReadonlySet<string>, like?: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const partition = new Map([...ground.partition].filter(([, grid]) => grids.has(grid)));
  const homeless = ground.booths.filter(({ id }) => !partition.has(id)).map(({ id }) => id);
  const [first] = grids;
  // Where every grid is empty there is nothing to be near to.
  const placed = partition.size > 0 || !first ? placeUnits(homeless, partition, ground.neighbours, ground.booths, like) : new Map(homeless.map((id) => [id, first]));
  for (const [grid, units] of unitsByGrid(placed)) await Units.updateMany({ mall, _id: { $in: units } }, { $set: { grid } }, { session });
  return new Map([...partition, ...placed]);
}

/** Writes what rows of grids repeat of their units: levels, shops, and whether they hang together. @returns those that don't */
export async function describeGrids({ mall, session }: Tx, grids: readonly Pick<Grid, '_id' | 'levels' | 'apart'>[], ground: Ground): Promise<string[]> {
  const byGrid = unitsByGrid(ground.partition);
  const shops = await shopsByUnit(mall, session);
  const apart: string[] = [];
  for (const { _id, levels: before, apart: reason } of grids) {
    const units = byGrid.get(_id) ?? [];
    const used = new Set(units.map((unit) => ground.units.get(unit)?.level));
    const levels = ground.levels.filter((level) => used.has(level._id)).map((level) => level._id);
    const whole = partsOf(units, ground.neighbours).length < 2;
    if (!whole) apart.push(_id);
    const why = whole ? { $unset: { apart: 1 as const } } : { $set: { apart: reason ?? ('map-changed' as const) } };
    const change = { $set: { levels: units.length > 0 ? levels : before, shops: units.reduce((sum, unit) => sum + (shops.get(unit)?.length ?? 0), 0), ...why.$set }, ...(why.$unset && { $unset: why.$unset }) };
    await Grids.updateOne({ mall, _id }, change, { session });
  }
  return apart;
}
