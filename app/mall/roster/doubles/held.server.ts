import type { ClientSession } from 'mongoose';
import { Memberships } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Recoveries } from '#models/recovery.server.ts';

/** What stands in the way of merging a shop, as it is now or in a transaction. */
export async function heldBy(at: { mall: string; session?: ClientSession }, merchant: string): Promise<{ open: boolean; owners: string[]; recovering: boolean }> {
  const { mall, session } = at;
  const shop = await Merchants.findOne({ mall, _id: merchant }, { status: 1 }, { session }).lean();
  const owners = await Memberships.find({ mall, merchant, kind: 'owner', to: { $exists: false } }, { account: 1 }, { session }).limit(200).lean();
  const recovering = await Recoveries.exists({ shops: merchant, state: { $in: ['vouching', 'waiting'] } }).session(session ?? null);
  return { open: shop?.status === 'open', owners: owners.map((row) => row.account), recovering: recovering !== null };
}
