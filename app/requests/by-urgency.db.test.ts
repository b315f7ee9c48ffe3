import { beforeEach, describe, expect, it } from 'vitest';
import { Requests } from '#models/request.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { examinedBy } from '../../tests/bench/examined.ts';
import { byUrgency, listAllOpen } from './by-urgency.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3600_000);
let mall: string;

/** A row each: so many hours from now its clock runs out; `null` while none runs. */
async function ask(due: readonly (number | null)[], stage = 'in-progress'): Promise<void> {
  const row = (at: number | null) => {
    const _id = newId();
    return { _id, mall, number: _id, codeHash: _id, program: 'mutual-aid', kind: 'borrow', about: 'own', confidential: false, ladder: 'grid', rung: 'manager', bySilence: false, channel: 'ask', requester: 'r', sharedWithShop: false, grid: 'g', attachments: [], openedAt: now, version: 1, stage, holder: { kind: 'nobody' }, ...(at === null ? {} : { dueAt: hours(at) }), ...(stage === 'closed' ? { closedAt: now } : {}), createdAt: now, updatedAt: now };
  };
  await Requests.collection.insertMany(due.map(row) as never);
}

beforeEach(async () => {
  await emptyDatabase();
  mall = (await buildMall())._id;
});

describe('everything open in a mall', () => {
  it('is the same list in one piece and, where more than a thousand wait, in many', async () => {
    const due = Array.from({ length: 300 }, (_none, at) => ((at * 7_919) % 9_000) - 4_000.5);
    await ask([...due, null, 0, 24, -24, null]);
    await ask([null, null], 'closed');
    const whole = await Requests.find({ mall, stage: 'in-progress' }).lean();
    const expected = whole.sort(byUrgency).map(({ _id }) => _id);
    const listed = async (most: number, at = now) => (await listAllOpen(mall, at, most)).map(({ _id }) => _id);
    expect(await listed(500)).toEqual(expected);
    expect(expected.slice(-2)).toEqual(whole.filter(({ dueAt }) => !dueAt).map(({ _id }) => _id).sort());

    await ask(Array.from({ length: 800 }, () => 100_000));
    // The count of what is open is remembered for its minute: rows were written past the models.
    const later = hours(1 / 60);
    const read = await examinedBy(() => listAllOpen(mall, later, 100));
    expect(read.length).toBeGreaterThan(2);
    expect(await listed(303, later)).toEqual(expected.slice(0, 303));
    const all = await listed(2_000, later);
    expect(all).toHaveLength(1_105);
    expect(all.slice(-2)).toEqual(expected.slice(-2));
  });

  it('is narrowed to a part of time and to what is wanted, the same in one piece and in many', async () => {
    const due = Array.from({ length: 200 }, (_none, at) => ((at * 7_919) % 900) - 400.5);
    await ask([...due, null]);
    const whole = (await Requests.find({ mall, stage: 'in-progress' }).lean()).sort(byUrgency);
    const narrowed = async (part: Parameters<typeof listAllOpen>[3], at: Date) => (await listAllOpen(mall, at, 500, part)).map(({ _id }) => _id);
    const even = ({ _id }: { _id: string }) => Number.parseInt(_id.slice(-1), 16) % 2 === 0;
    const parts = [
      { until: now },
      { from: now, until: hours(3) },
      { from: now, until: hours(100), keep: even },
      { keep: even },
      { base: { program: 'mutual-aid' }, keep: even },
      { base: { program: 'labor' } },
    ];
    const expected = parts.map(({ from, until, keep, base }) => whole.filter((row) => {
      const inTime = (!from || (row.dueAt !== undefined && row.dueAt >= from)) && (!until || (row.dueAt !== undefined && row.dueAt < until));
      return inTime && (!keep || keep(row)) && (!base || row.program === base.program);
    }).map(({ _id }) => _id));
    for (const [at, part] of parts.entries()) expect(await narrowed(part, now), String(at)).toEqual(expected[at]);

    await ask(Array.from({ length: 900 }, () => 100_000), 'received');
    const later = hours(1 / 60);
    const old = new Set(whole.map(({ _id }) => _id));
    for (const [at, part] of parts.entries()) expect(await narrowed({ ...part, keep: (row) => old.has(row._id) && (!part.keep || part.keep(row)) }, later), String(at)).toEqual(expected[at]);
  });

  it('costs what its first page holds, however many wait behind', async () => {
    await ask(Array.from({ length: 30 }, () => 4));
    await ask(Array.from({ length: 1_500 }, () => 100));
    await listAllOpen(mall, now, 21);
    const read = await examinedBy(() => listAllOpen(mall, now, 21));
    expect(read.reduce((sum, { examined }) => sum + examined, 0)).toBe(30);
  });
});
