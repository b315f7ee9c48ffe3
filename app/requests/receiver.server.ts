import { findShops, namesOf, type ShopCard } from '#app/mall/queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type Actor, shopsIn } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Kind } from './engine/kind.ts';
import { firstRung, type Rung } from './engine/ladder.ts';
import { peopleOn, teamOf } from './people.server.ts';

export interface AskView {
  shops: ShopCard[];
  /** Who gets it where nothing else is chosen. */
  receiver: { rung: Exclude<Rung, 'shop' | 'named'>; names: Localized | null; grid: number | null };
  firstResponse: number;
}

/** Who would get a request of this kind from this person: shown before anything is sent. */
export async function getAskView(actor: Actor, mall: KnownMall, kind: Kind, now: Date): Promise<AskView> {
  const shops = [...(await findShops(mall._id, shopsIn(actor, mall._id))).values()].filter((shop) => shop.unit);
  const [shop] = shops;
  const request = { requester: actor.account, merchant: shop?.merchant };
  const ladder = kind.confidential || !shop?.grid ? 'program' : kind.ladder;
  const team = await teamOf(mall._id, ladder === 'grid' ? shop?.grid?._id : undefined, request, now);
  const rung = firstRung(ladder === 'named' ? 'program' : ladder, team);
  const [first] = ladder === 'grid' ? await peopleOn(mall._id, rung, team, request, now) : [];
  const names = first ? ((await namesOf([first])).get(first) ?? null) : null;
  return { shops, receiver: { rung, names, grid: ladder === 'grid' ? (shop?.grid?.number ?? null) : null }, firstResponse: kind.clocks['first-response'] };
}
