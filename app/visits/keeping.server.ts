import type { ClientSession, Model } from 'mongoose';
import { Merchants } from '#models/merchant.server.ts';
import { Takeovers } from '#models/takeover.server.ts';
import { WalkingSheets } from '#models/walking-sheet.server.ts';
import { Erasures } from '#models/text.server.ts';
import { VisitChoices } from '#models/visit-choice.server.ts';
import { Offers, Rounds, type VisitNeed, Visits } from '#models/visit.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { settingsOf } from '#app/platform/malls.server.ts';
import { eraseTexts } from '#app/platform/texts.server.ts';
import { inTransaction } from '#app/platform/transaction.server.ts';
import { addDays, cutToDay } from './days.ts';
import { KEPT_DAYS, roundErasedAt } from './rules.ts';

type Dated = { _id: string; mall: string; day: string; createdAt: Date };

const BATCH = 50;
const DAY = 24 * 3600_000;
const before = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY);

/** Words and rows go in one transaction with the entry in the register, or not at all. */
const atOnce = (mall: string, now: Date, work: (tx: { session: ClientSession; mall: string; now: Date }) => Promise<void>): Promise<void> => inTransaction((session) => work({ session, mall, now }));

/** Drafts that the shop didn't turn into a request: seven days. */
async function eraseDrafts(mall: string, now: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const due = { mall, at: { $lte: before(now, KEPT_DAYS.draft) }, 'needs.state': 'draft' as const };
    const rows = await Visits.find(due, { needs: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return erased;
    await atOnce(mall, now, async (tx) => {
      for (const row of rows) {
        const drafts = row.needs.filter((need) => need.state === 'draft');
        const needs: VisitNeed[] = row.needs.map((need) => (need.state === 'draft' ? { ...need, state: 'dropped' } : need));
        await Visits.updateOne({ mall, _id: row._id }, { $set: { needs }, $inc: { version: 1 } }, { session: tx.session });
        await eraseTexts(tx, drafts.map((need) => need.text));
      }
    });
    erased += rows.length;
  }
}

/** Notes without the shop's yes: 30 days. */
async function eraseNotes(mall: string, now: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const due = { mall, at: { $lte: before(now, KEPT_DAYS.note) }, noteAgreed: false, note: { $exists: true } };
    const rows = await Visits.find(due, { note: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return erased;
    await atOnce(mall, now, async (tx) => {
      await eraseTexts(tx, rows.flatMap((row) => row.note ?? []));
      await Visits.updateMany({ mall, _id: { $in: rows.map((row) => row._id) } }, { $unset: { note: 1 }, $inc: { version: 1 } }, { session: tx.session });
    });
    erased += rows.length;
  }
}

/** Of visits of earlier days the day and its half remain: no row says at which minute somebody was where. */
async function cutMinutes(mall: string, now: Date): Promise<number> {
  // A day that has ended in every zone.
  const until = addDays(now.toISOString().slice(0, 10), -1);
  return (await cutDays(Visits as unknown as Model<Dated>, mall, until)) + (await cutDays(Offers as unknown as Model<Dated>, mall, until));
}

async function cutDays(model: Model<Dated>, mall: string, until: string): Promise<number> {
  const days = await model.aggregate<{ _id: string; latest: Date }>([
    { $match: { mall, day: { $lte: until } } },
    { $group: { _id: '$day', latest: { $max: '$createdAt' } } },
  ]);
  let cut = 0;
  for (const { _id: day, latest } of days) {
    const at = cutToDay(day);
    if (latest.getTime() === at.getTime()) continue;
    const minute = model.schema.path('at') ? { at } : {};
    // The driver itself: mongoose would keep `createdAt`.
    cut += (await model.collection.updateMany({ mall, day, createdAt: { $ne: at } }, { $set: { ...minute, createdAt: at, updatedAt: at } })).modifiedCount;
  }
  return cut;
}

/** Offers and visits: 90 days after the round; its tallies stay, they name nobody. */
async function eraseRounds(mall: string, now: Date): Promise<number> {
  let erased = 0;
  const days = keptDays({ settings: await settingsOf(mall, now) }, 'offers');
  for (const round of await Rounds.find({ mall }, { closesOn: 1, finishedAt: 1 }).lean()) {
    if (roundErasedAt(round, days) > now) continue;
    erased += await eraseVisits(mall, round._id, now);
    erased += await eraseOffers(mall, round._id, now);
    erased += await eraseSheets(mall, round._id, now);
    erased += (await VisitChoices.deleteMany({ mall, round: round._id })).deletedCount;
    erased += (await Takeovers.deleteMany({ mall, round: round._id })).deletedCount;
  }
  return erased;
}

async function eraseVisits(mall: string, round: string, now: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const rows = await Visits.find({ mall, round }, { needs: 1, promises: 1, replies: 1, note: 1, contest: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return erased;
    const ids = rows.map((row) => row._id);
    const words = rows.flatMap((row) => [...row.needs.map((need) => need.text), ...row.promises.map((promise) => promise.text), ...(row.replies ?? []).map((reply) => reply.text), row.note ?? [], row.contest ?? []].flat());
    await atOnce(mall, now, async (tx) => {
      await eraseTexts(tx, words);
      await Erasures.create([{ mall, collectionName: 'visits', ids, at: now }], { session: tx.session });
      await Visits.deleteMany({ mall, _id: { $in: ids } }, { session: tx.session });
    });
    erased += rows.length;
  }
}

/** Printed lists that nobody ticked off go with what was typed in of them. */
async function eraseSheets(mall: string, round: string, now: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const rows = await WalkingSheets.find({ mall, round }, { lines: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return erased;
    await atOnce(mall, now, async (tx) => {
      await eraseTexts(tx, rows.flatMap((row) => row.lines ?? []));
      await WalkingSheets.deleteMany({ mall, _id: { $in: rows.map((row) => row._id) } }, { session: tx.session });
    });
    erased += rows.length;
  }
}

async function eraseOffers(mall: string, round: string, now: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const rows = await Offers.find({ mall, round }, { answer: 1, merchant: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return erased;
    const ids = rows.map((row) => row._id);
    await atOnce(mall, now, async (tx) => {
      await eraseTexts(tx, rows.flatMap((row) => row.answer ?? []));
      await Merchants.updateMany({ mall, _id: { $in: rows.map((row) => row.merchant) } }, { $set: { offeredBefore: true } }, { session: tx.session });
      await Erasures.create([{ mall, collectionName: 'offers', ids, at: now }], { session: tx.session });
      await Offers.deleteMany({ mall, _id: { $in: ids } }, { session: tx.session });
    });
    erased += rows.length;
  }
}

/** RIGHTS.md, "Keeping", as far as visits go. */
export const VISIT_RULES = [
  { name: 'drafts of needs: 7 days', run: eraseDrafts },
  { name: 'notes without a yes: 30 days', run: eraseNotes },
  { name: 'minutes of visits: one day', run: cutMinutes },
  { name: 'offers and visits: 90 days after the round', run: eraseRounds },
];

export function registerVisitKeeping(): void {
  VISIT_RULES.forEach(registerKeeping);
}
