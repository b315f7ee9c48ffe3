import { Levels, Openings, Units } from '#models/plan.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isPlanBusy } from '../bringing/quiet.server.ts';
import { keepGrids } from '../grids/keep-grids.server.ts';
import { type Change, isSame, type Item, type Items, itemsOf, type UnitItem } from './items.ts';
import { readItems, tradedUnits } from './queries.server.ts';
import { judgeChanges, type Problem } from './rules.ts';
import { overlapArea, shapeArea } from './shapes.ts';

/** One transaction and one audit row hold at most so many changed things. */
const BATCH = 500;

export interface SavePlan {
  mall: Pick<KnownMall, '_id'>;
  actor: { account: string };
  role: 'officer' | 'operator';
  now: Date;
}

/** Somebody else's version of what was to be changed. */
export interface Theirs {
  id: string;
  theirs: Item | null;
}
export type Saved =
  | { outcome: 'saved'; count: number; warned: Problem[]; /** Grids that hang together no more. */ apart: string[] }
  | { outcome: 'refused'; refused: Problem[]; warned: Problem[] }
  | { outcome: 'clashes'; clashes: Theirs[] };

/** Ends the transaction without writing; what it holds is the answer. */
class NotSaved extends Error {
  readonly answer: Exclude<Saved, { outcome: 'saved' }>;
  constructor(answer: Exclude<Saved, { outcome: 'saved' }>) {
    super(answer.outcome);
    this.answer = answer;
  }
}

/**
 * Saves changes of one level: all or none, in one transaction for each 500 (larger sets in several, each judged with all that
 * is left of the set). Whoever comes second with something that somebody else changed since gets theirs back, and nothing of
 * hers is written. Sending the same again changes nothing.
 * @throws a 404 Response for a level or a thing of another mall or level
 */
export async function savePlan(at: SavePlan, level: string, changes: readonly Change[]): Promise<Saved> {
  let left = await notYetSaved(at, level, changes);
  const saved: Extract<Saved, { outcome: 'saved' }> = { outcome: 'saved', count: 0, warned: [], apart: [] };
  try {
    while (left.length > 0) {
      const { mall, actor, role, now } = at;
      const head = { name: 'plan:edit', mall: mall._id, actor, role, subject: 'none', target: level, now };
      const done = await runCommand(head, (tx) => writeBatch(tx, { ...at, level, left, batch: left.slice(0, BATCH) }));
      saved.count += Math.min(BATCH, left.length);
      if (saved.warned.length === 0) saved.warned = done.warned;
      saved.apart = done.apart;
      left = left.slice(BATCH);
    }
    return saved;
  } catch (error) {
    if (error instanceof NotSaved) return error.answer;
    if (isDuplicateKey(error)) throw notFound();
    throw error;
  }
}

/** What is on the level already, sent a second time over a bad line, is done. */
async function notYetSaved({ mall }: SavePlan, level: string, changes: readonly Change[]): Promise<Change[]> {
  if (!(await Levels.exists({ mall: mall._id, _id: level }))) throw notFound();
  const { items } = await readItems(mall._id, level);
  const known = itemsOf(items);
  return changes.filter(({ id, item }) => !isSame(item, known.get(id)));
}

interface Batch extends SavePlan {
  level: string;
  left: readonly Change[];
  batch: readonly Change[];
}

async function writeBatch(tx: Tx, { mall, actor, level, left, batch }: Batch): Promise<{ warned: Problem[]; apart: string[] }> {
  if (await isPlanBusy(tx)) throw new NotSaved({ outcome: 'refused', refused: [{ item: left[0]!.id, key: 'importing', number: '' }], warned: [] });
  const before = itemsOf((await readItems(mall._id, level, tx.session)).items);
  const clashes = left.filter(({ id, version }) => (before.get(id)?.version ?? 0) !== version).map(({ id }) => ({ id, theirs: before.get(id) ?? null }));
  if (clashes.length > 0) throw new NotSaved({ outcome: 'clashes', clashes });
  const numbers = left.flatMap(({ item }) => (item?.type === 'unit' && item.number ? [item.number] : []));
  const elsewhere = await Units.find({ mall: mall._id, level: { $ne: level }, number: { $in: numbers } }, { number: 1 }, { session: tx.session }).lean();
  const judged = judgeChanges({
    before,
    changes: left,
    outline: (await Levels.findOne({ mall: mall._id, _id: level }, { outline: 1 }, { session: tx.session }).lean())?.outline,
    numbersElsewhere: new Set(elsewhere.map(({ number }) => number ?? '')),
    let: await tradedUnits(mall._id, left.map(({ id }) => id), tx.session),
  });
  if (judged.refused.length > 0) throw new NotSaved({ outcome: 'refused', ...judged });
  await writeUnits(tx, { actor, level, batch, before });
  await writeDoors(tx, { actor, level, batch, before });
  tx.changed(...new Set(batch.flatMap(({ id, item }) => fieldsOf(before.get(id), item))));
  const { changed, like } = groundMoved(before, batch);
  const apart = await keepGrids(tx, { changed, like });
  return { warned: judged.warned, apart };
}

/** Names of what was changed, for the audit row. */
function fieldsOf(before: Item | undefined, after: Item | null): string[] {
  if (!before) return ['added'];
  if (!after) return ['removed'];
  if (before.type === 'door' || after.type === 'door') return ['door'];
  const changed = (key: keyof UnitItem) => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  return (['number', 'category', 'lettable', 'shape'] as const).filter(changed);
}

/** What grids depend on: shapes, doors, ways and what can be let. Cut-off parts begin in the grid of what they lay in. */
function groundMoved(before: Items, batch: readonly Change[]): { changed: string[]; like: Map<string, string> } {
  const like = new Map<string, string>();
  const changed = batch.flatMap(({ id, item }) => {
    const was = before.get(id);
    if (was?.type === 'door' || item?.type === 'door') return [was?.type === 'door' ? was.unit : '', item?.type === 'door' ? item.unit : ''].filter(Boolean);
    if (was && item && !fieldsOf(was, item).some((field) => field !== 'number')) return [];
    if (!was && item) {
      const from = cutFrom(item, before);
      if (from) like.set(id, from);
    }
    return [id];
  });
  return { changed: [...new Set(changed)], like };
}

/** The lettable unit in whose old shape most of a new one lies. */
function cutFrom(unit: UnitItem, before: Items): string | null {
  const size = shapeArea(unit.shape);
  for (const other of before.values()) if (other.type === 'unit' && other.lettable && overlapArea(other.shape, unit.shape) > size / 2) return other.id;
  return null;
}

interface Rows {
  actor: { account: string };
  level: string;
  batch: readonly Change[];
  before: Items;
}

async function writeUnits({ session, mall, now }: Tx, { actor, level, batch, before }: Rows): Promise<void> {
  const stamp = { updatedAt: now, editedBy: actor.account };
  const units = batch.filter(({ id, item }) => (item ?? before.get(id))?.type === 'unit');
  const retired = new Map((await Units.find({ mall, level, _id: { $in: units.map(({ id }) => id) }, retired: { $exists: true } }, { version: 1 }, { session }).lean()).map((row) => [row._id, row.version ?? 0]));
  const writes = units.map(({ id, version, item }) => {
    const one = { mall, level, _id: id };
    if (item?.type !== 'unit') {
      const number = (before.get(id) as UnitItem).number;
      return { updateOne: { filter: one, update: { $set: { ...stamp, version: version + 1, lettable: false, category: 'unspecified', retired: { at: now, ...(number && { number }) } }, $unset: { number: 1, shape: 1, label: 1 } } } };
    }
    const { number, category, lettable, shape } = item;
    const was = before.get(id);
    const moved = was?.type !== 'unit' || JSON.stringify(was.shape) !== JSON.stringify(shape);
    const unset = { ...(!number && { number: 1 }), ...(moved && { label: 1 }), ...(retired.has(id) && { retired: 1 }) };
    const set = { ...stamp, ...(number && { number }), category, lettable, shape, version: (retired.get(id) ?? version) + 1 };
    if (!before.has(id) && !retired.has(id)) return { insertOne: { document: { ...one, ...set, createdAt: now } } };
    return { updateOne: { filter: one, update: { $set: set, ...(Object.keys(unset).length > 0 && { $unset: unset }) } } };
  });
  if (writes.length > 0) await Units.collection.bulkWrite(writes as never, { session });
}

async function writeDoors({ session, mall, now }: Tx, { actor, level, batch, before }: Rows): Promise<void> {
  const writes = batch.flatMap(({ id, version, item }): object[] => {
    if ((item ?? before.get(id))?.type !== 'door') return [];
    const one = { mall, level, _id: id };
    if (item?.type !== 'door') return [{ deleteOne: { filter: one } }];
    const { line, unit, kind } = item;
    const set = { line, kind, ...(unit && { unit }), version: version + 1, editedBy: actor.account, updatedAt: now };
    if (!before.has(id)) return [{ insertOne: { document: { ...one, ...set, createdAt: now } } }];
    return [{ updateOne: { filter: one, update: { $set: set, ...(!unit && { $unset: { unit: 1 } }) } } }];
  });
  if (writes.length > 0) await Openings.collection.bulkWrite(writes as never, { session });
}
