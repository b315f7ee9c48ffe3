import { Merchants, openTenancies } from '#models/merchant.server.ts';
import { type ShopPair, ShopPairs } from '#models/shop-pair.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows } from '#app/platform/insert.server.ts';
import { ALIKE, alikeKeys, similarity, wholeKey } from '../name-keys.ts';

/** Shops that share a key with one shop; more than this share a name that says nothing. */
const MOST_ALIKE = 20;
/** Shops compared at a time. */
const AT_ONCE = 100;
const FIELDS = { names: 1, contactKey: 1, status: 1 } as const;

type Compared = { _id: string; names: Record<string, string | undefined>; contactKey?: string; status: string };

function whyAlike(one: Compared, other: Compared): ShopPair['why'] | null {
  const wholes = (shop: Compared) => Object.values(shop.names).flatMap((name) => (name ? [wholeKey(name)] : []));
  if (wholes(one).some((key) => wholes(other).includes(key))) return 'same-name';
  if (one.contactKey && one.contactKey === other.contactKey) return 'contact';
  return similarity(one.names, other.names) >= ALIKE ? 'similar-name' : null;
}

/** Of two shops in one booth less likeness is enough; without any they are a shop and its sublet. */
const ALIKE_HERE = 0.5;

/** Pairs of these shops and others in the same booths, each with the shop first. */
async function inOneBooth(mall: string, shops: readonly Compared[]): Promise<[Compared, Compared][]> {
  const mine = await openTenancies({ mall, merchant: { $in: shops.map((shop) => shop._id) } });
  const units = [...new Set(mine.map((row) => row.unit))];
  const all = await openTenancies({ mall, unit: { $in: units } });
  const shared = new Set(all.flatMap(({ unit, part }) => (part ? [unit] : [])));
  if (shared.size === 0) return [];
  const there = all.filter(({ unit }) => shared.has(unit));
  const found: Compared[] = await Merchants.find({ mall, status: 'open', _id: { $in: there.map((row) => row.merchant) } }, FIELDS).lean();
  const byId = new Map([...found, ...shops].map((shop) => [shop._id, shop]));
  return mine.flatMap(({ unit, merchant }) =>
    there.flatMap((row): [Compared, Compared][] => {
      const [one, other] = [byId.get(merchant), byId.get(row.merchant)];
      return row.unit === unit && row.merchant !== merchant && one && other ? [[one, other]] : [];
    }),
  );
}

/**
 * Writes down which open shops may be one with these, each pair once and never again after somebody said that they are two.
 * Outside of any transaction and repeatable: it only points, a person decides.
 */
export async function noticeDoubles(mall: string, merchants: readonly string[], now: Date): Promise<void> {
  for (let at = 0; at < merchants.length; at += AT_ONCE) await noticeAmong(mall, merchants.slice(at, at + AT_ONCE), now);
}

async function noticeAmong(mall: string, merchants: readonly string[], now: Date): Promise<void> {
  const open = { mall, status: 'open' as const };
  const shops: Compared[] = await Merchants.find({ ...open, _id: { $in: [...merchants] } }, FIELDS).lean();
  const keys = [...new Set(shops.flatMap((shop) => alikeKeys(shop.names)))];
  const phones = [...new Set(shops.flatMap((shop) => shop.contactKey ?? []))];
  const [byName, byPhone]: Compared[][] = await Promise.all([
    Merchants.find({ mall, nameKeys: { $in: keys } }, FIELDS).limit(AT_ONCE * MOST_ALIKE).lean(),
    phones.length === 0 ? [] : Merchants.find({ mall, contactKey: { $in: phones } }, FIELDS).limit(AT_ONCE * MOST_ALIKE).lean(),
  ]);
  const sharing = new Map<string, Compared[]>();
  const keysOf = (shop: Compared) => [...alikeKeys(shop.names), ...(shop.contactKey ? [shop.contactKey] : [])];
  for (const other of new Map([...(byName ?? []), ...(byPhone ?? [])].filter((one) => one.status === 'open').map((one) => [one._id, one])).values()) {
    for (const key of keysOf(other)) sharing.set(key, [...(sharing.get(key) ?? []), other]);
  }
  const pairs = new Map<string, { one: string; other: string; why: ShopPair['why'] }>();
  for (const shop of shops) {
    const others = keysOf(shop).flatMap((key) => (sharing.get(key) ?? []).slice(0, MOST_ALIKE));
    for (const alike of others) {
      const why = alike._id === shop._id ? null : whyAlike(shop, alike);
      const [one = '', other = ''] = [shop._id, alike._id].sort();
      if (why) pairs.set(`${one} ${other}`, { one, other, why });
    }
  }
  for (const [shop, beside] of await inOneBooth(mall, shops)) {
    const [one = '', other = ''] = [shop._id, beside._id].sort();
    if (!pairs.has(`${one} ${other}`) && similarity(shop.names, beside.names) >= ALIKE_HERE) pairs.set(`${one} ${other}`, { one, other, why: 'same-booth' });
  }
  await notice(mall, [...pairs.values()], now);
}

/** In two questions, however many. Somebody else may notice the same at once: what is there already stays as it is. */
async function notice(mall: string, pairs: readonly Pick<ShopPair, 'one' | 'other' | 'why'>[], now: Date): Promise<void> {
  const there = await ShopPairs.find({ mall, one: { $in: [...new Set(pairs.map(({ one }) => one))] } }, { one: 1, other: 1 }).lean();
  const known = new Set(there.map(({ one, other }) => `${one} ${other}`));
  const rows = pairs.filter(({ one, other }) => !known.has(`${one} ${other}`)).map((pair) => ({ _id: newId(), mall, ...pair, state: 'open' as const, noticedAt: now }));
  if (rows.length === 0) return;
  try {
    await insertRows({ ordered: false }, ShopPairs, rows);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
