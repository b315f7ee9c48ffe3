import { Memberships } from '#models/account.server.ts';
import { Invitations } from '#models/invitation.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Texts } from '#models/text.server.ts';
import { Ties } from '#models/tie.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import type { MergeSource, Merging } from './merge-source.server.ts';

/** Members go along as what they are. Whoever is a member of both stays one once; her other row ends and is kept. An account never changes. */
const members: MergeSource = {
  id: 'members',
  isLeft: async (mall, { goes }) => (await Memberships.exists({ mall, merchant: goes, to: { $exists: false } })) !== null,
  async move(tx, _mall, { goes, stays }, most) {
    const rows = await Memberships.find({ mall: tx.mall, merchant: goes, to: { $exists: false } }, { account: 1, kind: 1 }, { session: tx.session }).limit(most).lean();
    const there = await Memberships.find({ mall: tx.mall, merchant: stays, to: { $exists: false }, account: { $in: rows.map((row) => row.account) } }, { account: 1 }, { session: tx.session }).lean();
    const twice = new Set(there.map((row) => row.account));
    const ends = rows.filter((row) => twice.has(row.account)).map((row) => row._id);
    const moves = rows.filter((row) => !twice.has(row.account)).map((row) => row._id);
    await Memberships.updateMany({ _id: { $in: ends } }, { $set: { to: tx.now } }, { session: tx.session });
    await Memberships.updateMany({ _id: { $in: moves } }, { $set: { merchant: stays } }, { session: tx.session });
    for (const account of new Set(rows.map((row) => row.account))) tx.publish({ type: 'memberships:changed', id: account, version: 1, rooms: [`account:${account}`] });
    if (rows.length > 0) tx.changed('members');
    return rows.length;
  },
};

/** Slips on paper that nobody has used yet. */
const slips: MergeSource = {
  id: 'slips',
  isLeft: async (mall, { goes }) => (await Invitations.exists({ mall, merchant: goes })) !== null,
  async move(tx, _mall, { goes, stays }, most) {
    const rows = await Invitations.find({ mall: tx.mall, merchant: goes }, { _id: 1 }, { session: tx.session }).limit(most).lean();
    await Invitations.updateMany({ _id: { $in: rows.map((row) => row._id) } }, { $set: { merchant: stays } }, { session: tx.session });
    return rows.length;
  },
};

/** A tie with the double is one with the shop. One that somebody has with both stays as it is. */
async function tiesThatMove({ goes, stays }: Merging, mall: string, most: number, tx?: Tx): Promise<string[]> {
  const session = tx?.session;
  const kept = await Ties.find({ mall, merchant: stays }, { account: 1 }, { session }).limit(5_000).lean();
  const rows = await Ties.find({ mall, merchant: goes, account: { $nin: kept.map((row) => row.account) } }, { _id: 1 }, { session }).limit(most).lean();
  return rows.map((row) => row._id);
}
const ties: MergeSource = {
  id: 'ties',
  isLeft: async (mall, merging) => (await tiesThatMove(merging, mall, 1)).length > 0,
  async move(tx, _mall, merging, most) {
    const ids = await tiesThatMove(merging, tx.mall, most, tx);
    await Ties.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $set: { merchant: merging.stays } }, { session: tx.session });
    return ids.length;
  },
};

/** Words, phones and sealed wishes: their cipher is bound to their own id, so that they only change hands. Erasing the shop's record erases them. */
const words: MergeSource = {
  id: 'texts',
  isLeft: async (mall, { goes }) => (await Texts.exists({ mall, subject: `shop:${goes}` })) !== null,
  async move(tx, _mall, { goes, stays }, most) {
    const rows = await Texts.find({ mall: tx.mall, subject: `shop:${goes}` }, { readers: 1 }, { session: tx.session }).limit(most).lean();
    const renamed = (reader: string) => (reader === `shop:${goes}` ? `shop:${stays}` : reader);
    const writes = rows.map(({ _id, readers }) => ({ updateOne: { filter: { mall: tx.mall, _id }, update: { $set: { subject: `shop:${stays}`, readers: readers.map(renamed) } }, timestamps: false } }));
    if (writes.length > 0) await Texts.bulkWrite(writes, { session: tx.session });
    return rows.length;
  },
};

/** Shops that were merged into the double earlier are part of the one that stays now. */
const merged: MergeSource = {
  id: 'merged-before',
  isLeft: async (mall, { goes }) => (await Merchants.exists({ mall, mergedInto: goes })) !== null,
  async move(tx, _mall, { goes, stays }) {
    const { modifiedCount } = await Merchants.updateMany({ mall: tx.mall, mergedInto: goes }, { $set: { mergedInto: stays } }, { session: tx.session });
    return modifiedCount;
  },
};

/** What the mall itself stores about a shop besides its booths, which move with the decision. */
export const OWN_MOVES: readonly MergeSource[] = [members, slips, ties, merged, words];
