import type { Localized } from '#models/mall.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { levelsOf } from '../queries.server.ts';
import { searchWords, SLICES, wholeKey } from './name-keys.ts';

/** Booths that a number finds at most. */
const NUMBERS = 20;
/** As many as a sample lets expect are read in one go. */
const READ_WHOLE = 200;
const SLICES_AT_ONCE = 8;

export type FoundUnit = { _id: string; number?: string; level: string };
export const UNIT = { number: 1, level: 1 } as const;
export const SHOP = { names: 1, trade: 1, status: 1 } as const;
export interface NamedShop {
  _id: string;
  names: Localized;
  trade: string;
  status: 'open' | 'closed';
}

/** `067` and `67` are looked for on every floor; whatever has a digit, `F1-0`, as a beginning too. At most twenty from each way. */
export async function unitsByNumber(mall: string, query: string): Promise<FoundUnit[]> {
  const number = query.trim().slice(0, 40);
  if (!number) return [];
  const typed = [...new Set([number, number.toUpperCase()])];
  if (!/\d/.test(number)) return Units.find({ mall, number: { $in: typed }, lettable: true }, UNIT).limit(NUMBERS).lean();
  const levels = await levelsOf(mall);
  const short = /^\d{1,3}$/.test(number) ? [...typed, number.padStart(3, '0'), number.padStart(4, '0')] : typed;
  const whole = levels.flatMap(({ shortName }) => short.map((each) => `${shortName}-${each}`));
  const [exact, begun] = await Promise.all([
    Units.find({ mall, number: { $in: [...typed, ...whole] }, lettable: true }, UNIT).limit(NUMBERS).lean(),
    Promise.all(typed.map((each) => Units.find({ mall, number: { $gte: each, $lt: `${each}\uffff` }, lettable: true }, UNIT).sort({ number: 1 }).limit(NUMBERS).lean())),
  ]);
  return [...new Map([...exact, ...begun.flat()].map((unit) => [unit._id, unit])).values()];
}

/**
 * Shops with a word on their sign that begins so, all of a search's words; the very name first. A name that half a mall bears costs what
 * a rare one does: a sample of the shops says how many to expect, and no more are read than are shown (docs/decisions/0115).
 * @param most shops at most; `more` says that there are others
 */
export async function shopsByName(mall: string, query: string, most: number, status?: 'open'): Promise<{ shops: NamedShop[]; more: boolean }> {
  const words = searchWords(query).sort((one, other) => other.length - one.length);
  if (words.length === 0) return { shops: [], more: false };
  const $and = words.map((word) => ({ nameKeys: { $elemMatch: { $gte: word, $lt: `${word}\uffff` } } }));
  const wanted = (shops: NamedShop[]) => shops.filter((shop) => !status || shop.status === status);
  const inSlice = async (slice: number) => wanted(await Merchants.find({ mall, slice, $and }, SHOP).lean());
  const [same, sample] = await Promise.all([Merchants.find({ mall, nameKeys: wholeKey(query) }, SHOP).lean(), inSlice(0)]);
  const found = new Map(wanted(same).map((shop) => [shop._id, shop]));
  const take = (shops: readonly NamedShop[]) => shops.forEach((shop) => found.set(shop._id, shop));
  take(sample);
  if (sample.length * SLICES <= READ_WHOLE) take(wanted(await Merchants.find({ mall, $and }, SHOP).lean()));
  else {
    for (let slice = 1; slice < SLICES && found.size <= most; slice += SLICES_AT_ONCE) {
      const slices = Array.from({ length: Math.min(SLICES_AT_ONCE, SLICES - slice) }, (_none, at) => slice + at);
      (await Promise.all(slices.map(inSlice))).forEach(take);
    }
  }
  return { shops: [...found.values()].slice(0, most), more: found.size > most };
}
