import { beforeEach, expect, it } from 'vitest';
import { Requests } from '#models/request.server.ts';
import { newId } from '#app/platform/ids.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { OVER_STAGES } from './engine/stages.ts';
import { countOpenInMall } from './waiting.server.ts';

const now = new Date('2026-03-11T05:00:00Z');
const later = new Date(now.getTime() + 60_000);
const rows = (mall: string, howMany: number, more: object) => Array.from({ length: howMany }, () => ({ _id: newId(), mall, number: newId(), holder: { kind: 'role' }, stage: 'received', dueAt: later, ...more }));
/** Straight into the collection: only what is counted by. */
const insert = (mall: string, howMany: number, more: object = {}) => Requests.collection.insertMany(rows(mall, howMany, more) as never);
const counted = (count: number, more = false) => ({ count, more });

beforeEach(emptyDatabase);

it('of one mall: what is open, what lies with the council, what ran over its time; nothing that is over', async () => {
  const [mall, other] = [newId(), newId()];
  await insert(mall, 3);
  await insert(mall, 2, { holder: { kind: 'council' } });
  await insert(mall, 1, { dueAt: new Date(now.getTime() - 60_000) });
  for (const stage of OVER_STAGES) await insert(mall, 1, { stage, holder: { kind: 'nobody' }, dueAt: undefined });
  await insert(other, 4);
  expect(await countOpenInMall(mall, now)).toEqual({ open: counted(6), council: counted(2), late: counted(1) });
});

it('is exact up to 999, and says that there are more', async () => {
  const mall = newId();
  await insert(mall, 999);
  expect((await countOpenInMall(mall, now)).open).toEqual(counted(999));
  await insert(mall, 1);
  // A minute later: what stands in the collection without a write of the house is remembered until then.
  expect((await countOpenInMall(mall, later)).open).toEqual(counted(999, true));
});
