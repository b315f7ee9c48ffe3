import mongoose from 'mongoose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Memberships } from '#models/account.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { deliverNotice, deliveriesUnderWay } from './delivering.server.ts';
import { countSums } from './queries.server.ts';
import { markDelivered } from './receipts.server.ts';
import { BATCH } from './rules.ts';
import { sendNotice } from './sending.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
/** What a test run has time for; `RECIPIENTS=50000` for the issue's own number. */
const RECIPIENTS = Number(process.env.RECIPIENTS ?? 6_000);

afterEach(() => void vi.restoreAllMocks());

/** The process dies when it has begun its n-th transaction: before that is written, or after it is written and before it is sent. */
function dieAt(nth: number, how: 'before' | 'after'): () => void {
  const real = mongoose.connection.startSession.bind(mongoose.connection);
  let begun = 0;
  const spy = vi.spyOn(mongoose.connection, 'startSession').mockImplementation(async (...options) => {
    const session = await real(...options);
    begun += 1;
    if (begun < nth) return session;
    const whole = session.withTransaction.bind(session);
    session.withTransaction = (async (...work: Parameters<typeof whole>) => {
      if (how === 'after') await whole(...work);
      throw new Error('killed');
    }) as typeof whole;
    return session;
  });
  return () => spy.mockRestore();
}

describe('delivery to many, killed between batches', () => {
  it(`${RECIPIENTS} recipients: all, once, and the sender’s sums right`, async () => {
    const made = await makeMall({ now, grids: 1, shops: 1 });
    const mall = made.mall._id;
    const officer = await buildOfficer(mall, { now });
    const accounts = Array.from({ length: RECIPIENTS - 2 }, newId);
    for (let from = 0; from < accounts.length; from += 1_000) {
      await Memberships.insertMany(accounts.slice(from, from + 1_000).map((account) => ({ account, kind: 'staff', mall, merchant: made.shops[0]?.[0]?.merchant, from: new Date(0) })));
    }
    const sent: string[] = [];
    const stop = onEvent((event: LiveEvent) => event.type === 'notice:sent' && sent.push(...event.rooms));

    // The first transaction is the sender’s own command.
    let alive = dieAt(2, 'before');
    const id = await sendNotice({ mall: made.mall, actor: officer, now }, { class: 'information', to: ['mall'], original: 'zh', title: { zh: '停电' }, body: {} }).catch((error: unknown) => error);
    await deliveriesUnderWay();
    alive();
    expect(typeof id).toBe('string');
    const notice = String(id);
    const batches = Math.ceil(RECIPIENTS / BATCH);
    // Anywhere in it, twice in the same place, and at the very end.
    const deaths = [[2, 'after'], [1, 'after'], [Math.ceil(batches / 3), 'before'], [Math.ceil(batches / 2), 'after'], [batches, 'after']] as const;
    for (const [batch, how] of deaths) {
      alive = dieAt(batch, how);
      await expect(deliverNotice(mall, notice)).rejects.toThrow('killed');
      alive();
      const row = await Notices.findOne({ mall, _id: notice }).lean();
      expect(row?.queued).toBe(await Deliveries.countDocuments({ mall, notice }));
    }
    await deliverNotice(mall, notice);
    stop();

    const rows = await Deliveries.find({ mall, notice }, { account: 1, state: 1 }).lean();
    expect([rows.length, new Set(rows.map(({ account }) => account)).size]).toEqual([RECIPIENTS, RECIPIENTS]);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(new Set(sent).size).toBe(RECIPIENTS);
    const head = await Notices.findOne({ mall, _id: notice }).lean();
    expect(head).toMatchObject({ state: 'sent', accounts: RECIPIENTS, queued: RECIPIENTS });
    await markDelivered(rows.slice(0, 100).map(({ account }) => ({ account, malls: [mall], notice })), now);
    expect(await countSums(mall, { _id: notice, accounts: RECIPIENTS })).toEqual({ accounts: RECIPIENTS, sent: RECIPIENTS, delivered: 100, acknowledged: 0 });
  }, 300_000);
});
