import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureIndexes } from '#models/define-model.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { newId } from '#app/platform/ids.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { medianOf, printTable } from './measuring.mjs';

const ROUNDS = 3;
/** Visits a measurement. */
const MANY = 60;
const now = new Date('2026-03-11T05:18:00Z');
const SAFE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } } as const;
let made: MadeMall;
/** One in each of ten grids. */
let volunteers: Actor[];
/** Shops of each grid that weren't visited yet. */
let shops: string[][];

beforeAll(async () => {
  await connectDatabase(inject('mongodbUri'), { dbName: `mh_bench_visits_${inject('run')}` });
  await ensureIndexes();
  made = await makeMall({ now, grids: 10, shops: 2 + (ROUNDS * 2 * MANY) / 10 });
  volunteers = await Promise.all(made.grids.map((grid) => buildVolunteer(made.mall._id, grid, 'assistant', { now })));
});
afterAll(closeDatabase);

const record = (by: number) => {
  const merchant = shops[by]?.pop() as string;
  const input = { clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: false, needs: [], promises: [] } as const;
  return recordVisit({ mall: made.mall, actor: volunteers[by] as Actor, now }, merchant, { ...input, needs: [], promises: [] });
};

type Doc = Record<string, unknown> & { _id: string };

/** What one visit leaves in the database: every document that is new after it. */
async function documentsOfOne(): Promise<Map<string, Doc[]>> {
  const db = mongoose.connection.db!;
  const names = (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  const before = new Map<string, Set<string>>();
  for (const name of names) before.set(name, new Set((await db.collection<Doc>(name).find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id)));
  await record(0);
  const after = new Map<string, Doc[]>();
  for (const name of names) {
    const fresh = (await db.collection<Doc>(name).find({}).toArray()).filter(({ _id }) => !before.get(name)?.has(_id));
    if (fresh.length > 0) after.set(name, fresh);
  }
  return after;
}

/** The same documents once more, with ids of their own wherever the sample had its own. */
function copyOf<T>(value: T, fresh: Map<string, string>): T {
  if (typeof value === 'string') {
    let text: string = value;
    for (const [old, id] of fresh) text = text.replaceAll(old, id);
    return text as T;
  }
  if (Array.isArray(value)) return value.map((item) => copyOf(item, fresh)) as T;
  if (value && Object.getPrototypeOf(value) === Object.prototype) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item, fresh)])) as T;
  return value;
}

/** One transaction of the bare driver: the same inserts, and the two rows that a visit updates, each volunteer her tally. */
async function writeBare(sample: Map<string, Doc[]>, own: readonly string[], tally: string, merchant: string): Promise<void> {
  const db = mongoose.connection.db!;
  const fresh = new Map(own.map((id) => [id, newId()]));
  const session = mongoose.connection.getClient().startSession();
  try {
    await session.withTransaction(async () => {
      for (const [name, docs] of sample) await db.collection<Doc>(name).insertMany(docs.map((doc) => copyOf(doc, fresh)), { session });
      await db.collection<{ _id: string; offered: number }>('tallies').updateOne({ _id: tally }, { $inc: { offered: 1 } }, { session });
      await db.collection<Doc>('merchants').updateOne({ _id: merchant }, { $set: { visitWish: newId() } }, { session });
    }, SAFE);
  } finally {
    await session.endSession();
  }
}

/** @returns visits a second */
async function rateOf(parallel: number, one: (by: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async (_none, worker) => {
      for (let turn = worker; turn < MANY; turn += parallel) await one(turn % volunteers.length);
    }),
  );
  return MANY / ((performance.now() - began) / 1000);
}

test('visits a second through the real command against one bare transaction of the same documents', async () => {
  shops = made.shops.map((grid) => grid.map(({ merchant }) => merchant));
  for (let by = 0; by < 10; by += 1) await record(by);
  const sampled = shops[0]?.at(-1) as string;
  const found = await documentsOfOne();
  const documents = [...found.values()].flat();
  // The tally and the wish are there from the warm-up on, as they are for all visits but a volunteer's first.
  expect(found.has('visits') && found.has('offers') && found.has('auditevents')).toBe(true);
  const visit = found.get('visits')?.[0] as Doc;
  const own = [sampled, String(visit.clientId), ...documents.map(({ _id }) => String(_id))];
  const rows = await mongoose.connection.db!.collection<Doc>('tallies').find({}).toArray();
  const merchants = made.shops.flat().map(({ merchant }) => merchant);
  const bare = (by: number) => writeBare(found, own, rows[by]?._id as string, merchants[Math.floor(Math.random() * merchants.length)] as string);
  for (let warm = 0; warm < 10; warm += 1) await bare(warm);

  const lines: (string | number)[][] = [];
  for (const parallel of [1, 10]) {
    const [real, plain]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      real.push(await rateOf(parallel, record));
      plain.push(await rateOf(parallel, bare));
    }
    const [through, straight] = [medianOf(real), medianOf(plain)];
    lines.push([String(parallel), `${through.toFixed(0)} /s`, `${straight.toFixed(0)} /s`, `${(through / straight).toFixed(2)}`]);
  }
  const what = [...found].map(([name, docs]) => `${docs.length} ${name}`).join(', ');
  printTable(`Visits recorded a second (median of ${ROUNDS} × ${MANY}); a visit writes ${what}`, ['parallel', 'recordVisit', 'bare transaction', 'share'], lines);
});
