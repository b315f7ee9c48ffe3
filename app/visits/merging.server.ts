import { HeldVisits } from '#models/held-visit.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { VisitChoices } from '#models/visit-choice.server.ts';
import { Offers, Visits } from '#models/visit.server.ts';
import { registerMergeSource, type MergeSource, type Merging } from '#app/mall/roster/doubles/merge-source.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { ensureWish } from './offering.server.ts';
import { openSealed, replaceSealed, type SealedWish, WISHES_AGAINST } from './sealed-wishes.server.ts';

/** Both visits of a round stay, each with its author's words: what two people wrote is never made one. */
const visits: MergeSource = {
  id: 'visits',
  isLeft: async (mall, { goes }) => (await Visits.exists({ mall, merchant: goes })) !== null,
  async move(tx, _mall, { goes, stays }, most) {
    const rows = await Visits.find({ mall: tx.mall, merchant: goes }, { _id: 1 }, { session: tx.session }).limit(most).lean();
    const moved = { $set: { merchant: stays }, $inc: { version: 1 } };
    await Visits.updateMany({ mall: tx.mall, _id: { $in: rows.map((row) => row._id) } }, moved, { session: tx.session });
    await VisitChoices.updateMany({ mall: tx.mall, merchant: goes }, { $set: { merchant: stays } }, { session: tx.session });
    return rows.length;
  },
};

/** Offers of rounds in which the other wasn't offered a visit. Where both were, each row stays where it is: both were counted. */
async function offersThatMove({ goes, stays }: Merging, mall: string, most: number, tx?: Tx): Promise<string[]> {
  const session = tx?.session;
  const there = await Offers.find({ mall, merchant: stays }, { round: 1 }, { session }).limit(1_000).lean();
  const rows = await Offers.find({ mall, merchant: goes, round: { $nin: there.map((row) => row.round) } }, { _id: 1 }, { session }).limit(most).lean();
  return rows.map((row) => row._id);
}
const offers: MergeSource = {
  id: 'offers',
  isLeft: async (mall, merging) => (await offersThatMove(merging, mall, 1)).length > 0,
  async move(tx, _mall, merging, most) {
    const ids = await offersThatMove(merging, tx.mall, most, tx);
    await Offers.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $set: { merchant: merging.stays } }, { session: tx.session });
    return ids.length;
  },
};

/** "Never" and "not this person", said by either, hold for the shop. What it says isn't shown to whoever merges. */
const wishes: MergeSource = {
  id: 'wishes',
  isLeft: async (mall, { goes }) => (await Merchants.exists({ mall, _id: goes, visitWish: { $exists: true } })) !== null,
  async move(tx, _mall, { goes, stays }) {
    const { mall, session } = tx;
    const gone = (await Merchants.findOne({ mall, _id: goes }, { visitWish: 1 }, { session }).lean())?.visitWish;
    if (!gone) return 0;
    const kept = await ensureWish(tx, stays);
    const opened = await openSealed<SealedWish>({ mall, session }, [gone, kept]);
    const [theirs, own] = [opened.get(gone), opened.get(kept)];
    if (theirs && own) {
      const not = [...new Set([...own.not, ...theirs.not])].slice(-WISHES_AGAINST);
      await replaceSealed({ mall, session }, stays, kept, { never: own.never || theirs.never, not, by: own.by || theirs.by });
    }
    await Merchants.updateOne({ mall, _id: goes }, { $unset: { visitWish: 1 } }, { session });
    return 1;
  },
};

/** What waits for an officer is stored at the shop that there is. */
const held: MergeSource = {
  id: 'held-visits',
  isLeft: async (mall, { goes }) => (await HeldVisits.exists({ mall, merchant: goes })) !== null,
  async move(tx, _mall, { goes, stays }, most) {
    const rows = await HeldVisits.find({ mall: tx.mall, merchant: goes }, { _id: 1 }, { session: tx.session }).limit(most).lean();
    await HeldVisits.updateMany({ mall: tx.mall, _id: { $in: rows.map((row) => row._id) } }, { $set: { merchant: stays } }, { session: tx.session });
    return rows.length;
  },
};

export function registerVisitMerges(): void {
  for (const source of [visits, offers, wishes, held]) registerMergeSource(source);
}
