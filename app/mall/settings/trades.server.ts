import { CONTENT_LANGUAGES, type Localized } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { TradeSetting } from '#app/platform/mall-settings.ts';

/** A trade with its name in all five languages. */
export interface Trade {
  id: string;
  names: Localized;
  /** Kept by the shops that have it, offered to no other. */
  retired: boolean;
}

/** The closed list that every mall begins with; their words are `words:trade.<id>`. */
export const HOUSE_TRADES = [
  'fabrics', 'garments', 'shoes', 'hats-scarves', 'bags', 'carpets', 'curtains-bedding', 'jewellery', 'cosmetics', 'dried-fruit-nuts', 'tea', 'spices', 'sweets',
  'naan-bakery', 'restaurant', 'household-goods', 'furniture', 'appliances', 'mobile-phones', 'musical-instruments', 'handicrafts', 'toys', 'pharmacy', 'tailor',
  'logistics', 'other',
] as const;

function houseNames(id: string): Localized {
  if (!(HOUSE_TRADES as readonly string[]).includes(id)) return {};
  return Object.fromEntries(CONTENT_LANGUAGES.map((language) => [language, getT(language, 'words')(`trade.${id as 'tea'}`)]));
}

const named = ({ id, names, retired }: TradeSetting): Trade => ({ id, names: { ...houseNames(id), ...names }, retired });

/** The mall's trades in its order, retired ones included: what lists, imports and forms of shops choose from. */
export function tradesOf({ settings }: Pick<KnownMall, 'settings'>): Trade[] {
  const set = settings?.trades;
  return (set && set.length > 0 ? set : HOUSE_TRADES.map((id): TradeSetting => ({ id, retired: false }))).map(named);
}

/** By id, the trades that the mall named itself, in all languages that it or the house has a word in; the others are the house's words. */
export function ownTradeNames({ settings }: Pick<KnownMall, 'settings'>): Record<string, Localized> {
  const own = (settings?.trades ?? []).filter(({ names }) => names && Object.keys(names).length > 0);
  return Object.fromEntries(own.map((trade) => [trade.id, named(trade).names]));
}

/** The names of a shop's trade; of one that is on no list any more its id alone. */
export function tradeNames(mall: Pick<KnownMall, 'settings'>, id: string): Localized {
  return tradesOf(mall).find((trade) => trade.id === id)?.names ?? { ...houseNames(id), ...(houseNames(id).zh ? {} : { en: id }) };
}
