import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureIndexes } from '#models/define-model.server.ts';
import { Tallies } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { newId } from '#app/platform/ids.ts';
import { ownerMark } from '#app/platform/known-browser.server.ts';
import type { BatchAnswer } from '#app/visits/offline/answers.ts';
import { FORM_VERSION, type SentVisit } from '#app/visits/offline/schema.ts';
import { action } from '#app/visits/offline/send.ts';
import { stampOf } from '#app/visits/offline/stamp.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { buildRound, makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { cookieOf } from '../integration/world.ts';
import { copiesOf, countAll, documentsOf, writeBare } from './bare-writes.ts';
import { databaseCpu } from './database-cpu.ts';
import { medianOf, printTable } from './measuring.mjs';

const BATCHES = Number(process.env.BENCH_BATCHES ?? 40);
const WARM = 6;
let made: MadeMall;
let volunteer: Actor;
let cookie = '';
beforeAll(async () => {
  await connectDatabase(inject('mongodbUri'), { dbName: `mh_bench_sync_${inject('run')}` });
  await ensureIndexes();
  made = await makeMall({ now: new Date(), grids: 1, shops: 100 });
  volunteer = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: new Date() });
  cookie = await cookieOf(volunteer.account);
  // As in any mall whose shops weren't written a moment ago (platform/memory.server.ts).
  await new Promise((next) => setTimeout(next, 10_500));
}, 60_000);
afterAll(closeDatabase);

/** Half of a day's visits take two taps; the other half have a need and a note. */
const FIELDS: Record<string, string>[] = [{ outcome: 'met' }, { outcome: 'met', 'wants-safety': 'on', 'need-safety': 'چىراغ كۆيۈپ كەتتى', note: 'كېلەر ھەپتە يەنە كېلىمەن' }];
let rounds = 1;

/** A batch of so many visits at shops that nobody was offered a visit in: each has a round of its own. */
async function newBatch(size: number): Promise<string> {
  rounds += 1;
  const round = await buildRound(made.mall._id, { number: rounds, inScope: size });
  // They are there from the first visits of a round on.
  await Tallies.insertMany(Array.from({ length: 8 }, (_none, slot) => ({ _id: newId(), mall: made.mall._id, round, grid: made.grids[0]!, slot: String(slot), offered: 0 })));
  const server = Date.now();
  const taken = { device: server, server, stamp: stampOf({ account: volunteer.account, mall: made.mall._id, server }) };
  const visits = made.shops[0]!.slice(0, size).map(({ merchant }, at): SentVisit => ({ clientId: newId(), merchant, form: FORM_VERSION, round, at: server, taken, language: 'ug', fields: FIELDS[at % 2]! }));
  return JSON.stringify({ owner: ownerMark(volunteer.account), sentAt: server, visits });
}

/** Through the route as Remix calls it: session, limit, form, zod, rights, one transaction, answers. */
async function send(batch: string): Promise<BatchAnswer> {
  const body = new FormData();
  body.set('batch', batch);
  const request = new Request(`http://localhost/m/${made.mall.slug}/visits/send`, { method: 'POST', body, headers: { Cookie: cookie } });
  const answer = await action({ request, params: { mall: made.mall.slug }, context: {} as never });
  return (answer as Response).json() as Promise<BatchAnswer>;
}

interface Cost {
  portal: number;
  database: number;
  took: number;
}
async function costOf(work: () => Promise<unknown>, ofDatabase: () => number): Promise<Cost> {
  const [database, { user, system }, began] = [ofDatabase(), process.cpuUsage(), performance.now()];
  await work();
  const took = performance.now() - began;
  const spent = process.cpuUsage({ user, system });
  return { portal: (spent.user + spent.system) / 1000, database: ofDatabase() - database, took };
}
const medianCost = (costs: readonly Cost[]): Cost => ({ portal: medianOf(costs.map(({ portal }) => portal)), database: medianOf(costs.map(({ database }) => database)), took: medianOf(costs.map(({ took }) => took)) });

test.each([10, 100])('CPU and rate of a batch of %i visits through the route, against one bare transaction of the same documents', async (size) => {
  const ofDatabase = databaseCpu(inject('mongodbUri'));
  await send(await newBatch(size));
  const batch = await newBatch(size);
  const sample = await documentsOf(() => send(batch));
  const own = [...sample.values()].flat().flatMap((doc) => [doc._id, ...(typeof doc.clientId === 'string' ? [doc.clientId] : [])]);
  const tallies = (await Tallies.find({ mall: made.mall._id, round: String(sample.get('visits')?.[0]?.round) }, { _id: 1, offered: 1 }).lean()).filter(({ offered }) => offered > 0).map(({ _id }) => _id);
  expect(sample.get('visits')).toHaveLength(size);

  // Nothing is added when it comes again.
  const before = await countAll();
  expect((await send(batch)).answers.every(({ state }) => state === 'there')).toBe(true);
  expect(await countAll()).toBe(before);

  const [through, bare, again]: [Cost[], Cost[], Cost[]] = [[], [], []];
  for (let at = -WARM; at < BATCHES; at += 1) {
    const next = await newBatch(size);
    const real = await costOf(() => send(next), ofDatabase);
    const replay = await costOf(() => send(next), ofDatabase);
    const copies = copiesOf(sample, [...own, String(sample.get('visits')?.[0]?.round)]);
    const plain = await costOf(() => writeBare(copies, tallies), ofDatabase);
    if (at >= 0) {
      through.push(real);
      bare.push(plain);
      again.push(replay);
    }
  }
  const [real, plain, replay] = [medianCost(through), medianCost(bare), medianCost(again)];
  const sum = ({ portal, database }: Cost) => portal + database;
  const row = (name: string, cost: Cost) => [name, cost.portal.toFixed(1), cost.database.toFixed(1), `${(sum(cost) / sum(plain)).toFixed(2)}×`, `${((size * 1000) / cost.took).toFixed(0)} /s`, `${((100 * plain.took) / cost.took).toFixed(0)} %`];
  const what = [...sample].map(([name, docs]) => `${docs.length} ${name}`).join(', ');
  printTable(`A batch of ${size} visits, CPU in ms, median of ${BATCHES}; it writes ${what}, and counts in ${tallies.length} tallies`, ['way', 'portal', 'database', 'CPU', 'visits', 'rate'], [row('route', real), row('bare', plain), row('again', replay)]);
}, 600_000);
