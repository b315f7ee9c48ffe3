import { Grids } from '#models/plan.server.ts';
import { findShops, type GridCard, listRoster } from '../queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { PlaceKind } from './place-kinds.ts';
import type { CodedPlace } from './places.server.ts';
import { shopIn } from './queries.server.ts';

/** What anybody may read who stands there: what is on the sign and the door, and which grid looks after it. */
export interface PublicPlace {
  kind: PlaceKind;
  number: string | null;
  names: Localized | null;
  shop: Localized | null;
  lettable: boolean;
  level: string;
  grid: GridCard | null;
  /** How many volunteers the grid has now. */
  volunteers: number;
}

export async function getPublicPlace(mall: KnownMall, place: CodedPlace, now: Date): Promise<PublicPlace> {
  const { kind, number, names, lettable, level } = place;
  const [merchant, grid] = await Promise.all([
    lettable ? shopIn(mall._id, place.id) : null,
    place.grid ? Grids.findOne({ mall: mall._id, _id: place.grid }, { number: 1, hue: 1, weave: 1 }).lean() : null,
  ]);
  const shop = merchant ? ((await findShops(mall._id, [merchant])).get(merchant)?.names ?? null) : null;
  const roster = grid ? await listRoster(mall._id, [grid._id], now) : [];
  return { kind, number, names, shop, lettable, level: level.shortName, grid, volunteers: new Set(roster.map((one) => one.account)).size };
}
