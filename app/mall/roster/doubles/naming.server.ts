import { Merchants } from '#models/merchant.server.ts';
import { ShopPairs } from '#models/shop-pair.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { Doing } from '../about-shop.server.ts';
import { canKeepRoster } from '../policy.ts';

/**
 * An officer says herself that two shops may be one, whether the house noticed it or not; also two that somebody kept apart before.
 * Said twice, or by two at once, it is one pair. Nothing is merged yet.
 * @returns the pair's id @throws {Refusal} when one of them is closed, a 404 Response for shops that aren't two of this mall
 */
export async function namePair(doing: Doing, merchant: string, double: string): Promise<string> {
  if (!canKeepRoster(doing.actor, doing.mall._id) || merchant === double) throw notFound();
  try {
    return await writePair(doing, merchant, double);
  } catch (error) {
    // The house noticed the same two in this very moment: now the pair is there.
    if (isDuplicateKey(error)) return writePair(doing, merchant, double);
    throw error;
  }
}

function writePair({ mall, actor, now }: Doing, merchant: string, double: string): Promise<string> {
  const [one, other] = [merchant, double].sort() as [string, string];
  return runCommand({ name: 'shop:name-pair', mall: mall._id, actor, role: 'officer', subject: 'none', now }, async (tx) => {
    const shops = await Merchants.find({ mall: tx.mall, _id: { $in: [one, other] } }, { status: 1 }, { session: tx.session }).lean();
    if (shops.length !== 2) throw notFound();
    const there = await ShopPairs.findOne({ mall: tx.mall, one, other }, { state: 1 }, { session: tx.session }).lean();
    const id = there?._id ?? newId();
    tx.about(id);
    if (there && there.state !== 'apart') return id;
    if (shops.some((shop) => shop.status !== 'open')) throw new Refusal('roster:doubles.refused.closed');
    const named = { why: 'chosen' as const, state: 'open' as const, noticedAt: now };
    if (there) await ShopPairs.updateOne({ mall: tx.mall, _id: id }, { $set: named, $unset: { decidedAt: 1 } }, { session: tx.session });
    else await ShopPairs.create([{ _id: id, mall: tx.mall, one, other, ...named }], { session: tx.session });
    for (const shop of [one, other]) tx.also({ name: 'shop:name-pair', subject: `shop:${shop}`, target: id, fields: ['state'] });
    tx.publish({ type: 'roster:changed', id, version: 1, rooms: [`mall-officers:${tx.mall}`] });
    return id;
  });
}
