import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureIndexes } from '#models/define-model.server.ts';
import { Tallies } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { newId } from '#app/platform/ids.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { copiesOf, documentsOf, writeBare } from './bare-writes.ts';
import { medianOf, printTable } from './measuring.mjs';

const ROUNDS = 3;
/** Visits a measurement. */
const MANY = 60;
const now = new Date('2026-03-11T05:18:00Z');
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
  const found = await documentsOf(() => record(0));
  found.delete('coveragetallies');
  // The tally and the wish are there from the warm-up on, as they are for all visits but a volunteer's first.
  expect(found.has('visits') && found.has('offers') && found.has('auditevents')).toBe(true);
  const visit = found.get('visits')?.[0];
  const own = [String(visit?.merchant), String(visit?.clientId), ...[...found.values()].flat().map(({ _id }) => _id)];
  const rows = await Tallies.find({ mall: made.mall._id }, { _id: 1 }).lean();
  const bare = (by: number) => writeBare(copiesOf(found, own), [rows[by % rows.length]?._id ?? '']);
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
