import type { Model } from 'mongoose';
import { Buildings, Grids, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import type { Changes, Kind } from './map-now.ts';

const MODELS = { buildings: Buildings, levels: Levels, units: Units, openings: Openings, grids: Grids, features: MapFeatures } as unknown as Record<Kind, Model<{ _id: string; mall: string }>>;
/** Rows written at once, each batch by itself: the engine stops at large transactions (decision 0005). */
const BATCH = 200;
/** A level comes last, so that no page shows one that is half there; and goes first. */
const ORDER: readonly Kind[] = ['buildings', 'features', 'units', 'openings', 'grids', 'levels'];

type Told = (done: number, all: number) => Promise<void>;

function* batchesOf<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH);
}

/** Rows that are there already were written before the process was killed. */
async function insertNew(kind: Kind, rows: object[]): Promise<void> {
  try {
    await MODELS[kind].collection.insertMany(rows as never[], { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Kinds of which two people can hold a version: whoever began before the import is told. */
const VERSIONED: readonly Kind[] = ['units', 'openings'];

const fieldsOf = (kind: Kind, values: Record<string, unknown>, now: Date) => {
  const entries = Object.entries(values);
  const gone = entries.filter(([, value]) => value === null).map(([name]) => [name, 1]);
  return { $set: { ...Object.fromEntries(entries.filter(([, value]) => value !== null)), updatedAt: now }, ...(gone.length > 0 && { $unset: Object.fromEntries(gone) }), ...(VERSIONED.includes(kind) && { $inc: { version: 1 } }) };
};

async function changeRows(mall: string, changed: Changes['changed'], side: 'before' | 'after', now: Date, told: (count: number) => Promise<void>): Promise<void> {
  for (const kind of ORDER) {
    for (const batch of batchesOf(changed.filter((each) => each.kind === kind))) {
      await MODELS[kind].collection.bulkWrite(batch.map(({ id, [side]: values }) => ({ updateOne: { filter: { _id: id as never, mall }, update: fieldsOf(kind, values, now) } })));
      await told(batch.length);
    }
  }
}

/** Writes everything that an import does; begun again after a kill it comes to the same end. @param told after each batch */
export async function writeChanges(mall: string, { made, changed }: Changes, now: Date, told: Told): Promise<void> {
  const all = made.length + changed.length;
  let done = 0;
  const tell = (count: number) => told((done += count), all);
  const stamp = { mall, createdAt: now, updatedAt: now };
  const insert = async (kind: Kind) => {
    for (const batch of batchesOf(made.filter((each) => each.kind === kind))) {
      await insertNew(kind, batch.map(({ row }) => ({ ...row, ...stamp })));
      await tell(batch.length);
    }
  };
  for (const kind of ORDER.slice(0, -1)) await insert(kind);
  await changeRows(mall, changed, 'after', now, tell);
  await insert('levels');
}

/** The way back; repeatable, too. */
export async function unwriteChanges(mall: string, { made, changed }: Changes, now: Date, told: Told): Promise<void> {
  const all = made.length + changed.length;
  let done = 0;
  const tell = (count: number) => told((done += count), all);
  for (const kind of [...ORDER].reverse()) {
    for (const batch of batchesOf(made.filter((each) => each.kind === kind))) {
      await MODELS[kind].deleteMany({ mall, _id: { $in: batch.map(({ row }) => row._id) } });
      await tell(batch.length);
    }
  }
  await changeRows(mall, changed, 'before', now, tell);
}

/** Rows of an import that somebody changed after it was done, or took away. */
export async function findEdited(mall: string, { made, changed }: Changes, since: Date): Promise<number> {
  let edited = 0;
  for (const kind of ORDER) {
    // Shops of grids are recounted by night: no edit of anybody's. What hangs on a grid is looked for apart.
    if (kind === 'grids') continue;
    const ids = [...made.filter((each) => each.kind === kind).map(({ row }) => row._id), ...changed.filter((each) => each.kind === kind).map(({ id }) => id)];
    if (ids.length === 0) continue;
    const untouched = await MODELS[kind].countDocuments({ mall, _id: { $in: ids }, updatedAt: { $lte: since } } as never);
    edited += ids.length - untouched;
  }
  return edited;
}
