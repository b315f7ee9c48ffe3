import { Merchants } from '#models/merchant.server.ts';
import { type ShopPair, ShopPairs } from '#models/shop-pair.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { ALIKE, alikeKeys, similarity, wholeKey } from './name-keys.ts';

/** Shops that share a key with one shop; more than this share a name that says nothing. */
const MOST_ALIKE = 20;
const FIELDS = { names: 1, contactKey: 1 } as const;

type Compared = { _id: string; names: Record<string, string | undefined>; contactKey?: string };

function whyAlike(one: Compared, other: Compared): ShopPair['why'] | null {
  const wholes = (shop: Compared) => Object.values(shop.names).flatMap((name) => (name ? [wholeKey(name)] : []));
  if (wholes(one).some((key) => wholes(other).includes(key))) return 'same-name';
  if (one.contactKey && one.contactKey === other.contactKey) return 'contact';
  return similarity(one.names, other.names) >= ALIKE ? 'similar-name' : null;
}

/**
 * Writes down which open shops may be one with these, each pair once and never again after somebody said that they are two.
 * Outside of any transaction and repeatable: it only points, a person decides.
 */
export async function noticeDoubles(mall: string, merchants: readonly string[], now: Date): Promise<void> {
  const shops: Compared[] = await Merchants.find({ mall, _id: { $in: [...merchants] }, status: 'open' }, FIELDS).lean();
  for (const shop of shops) {
    const keys = alikeKeys(shop.names);
    const either = [{ nameKeys: { $in: keys } }, ...(shop.contactKey ? [{ contactKey: shop.contactKey }] : [])];
    const found = (await Promise.all(either.map((filter) => Merchants.find({ mall, ...filter }, { ...FIELDS, status: 1 }).limit(MOST_ALIKE).lean()))).flat();
    const others = new Map(found.filter((one) => one._id !== shop._id && one.status === 'open').map((one) => [one._id, one as Compared]));
    for (const other of others.values()) {
      const why = whyAlike(shop, other);
      if (why) await noticePair(mall, shop._id, other._id, why, now);
    }
  }
}

async function noticePair(mall: string, a: string, b: string, why: ShopPair['why'], now: Date): Promise<void> {
  const [one = '', other = ''] = [a, b].sort();
  if (await ShopPairs.exists({ mall, one, other })) return;
  try {
    await ShopPairs.create({ _id: newId(), mall, one, other, why, state: 'open', noticedAt: now });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
