import { Units } from '#models/plan.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { searchShops } from '../map.server.ts';
import { getLevelPlan } from '../plan.server.ts';
import { levelsOf } from '../queries.server.ts';
import { namesOfMerchants, tenantsOf } from '../tenants.server.ts';
import { frameAround } from './frame.ts';
import type { CodedPlace } from './places.server.ts';

/** What stands on a sign and on a door, and nothing else of a shop: RIGHTS.md knows no more that is anybody's. */
export interface SignedShop {
  unit: string;
  number: string;
  part: string;
  level: string;
  /** Null where nobody trades at present. */
  names: Localized | null;
}

/** By the name on a sign or the number on a door, as whoever stands in the mall reads them. At most twenty. */
export async function findSigns(mall: string, query: string): Promise<SignedShop[]> {
  const found = await searchShops(mall, query);
  const units = await Units.find({ mall, _id: { $in: found.map(({ unit }) => unit) } }, { level: 1 }).lean();
  const [levels, levelIn] = [await levelsOf(mall), new Map(units.map(({ _id, level }) => [_id, level]))];
  return found.map(({ unit, number, part, names }) => ({ unit, number, part, names, level: levels.find(({ _id }) => _id === levelIn.get(unit))?.shortName ?? '' }));
}

/** One booth on its floor, with the place of the code where that is on the same one. @throws a 404 Response for what is no booth of this mall */
export async function showSign(mall: KnownMall, unit: string, from: CodedPlace) {
  const row = await Units.findOne({ mall: mall._id, _id: unit, lettable: true }, { number: 1, level: 1 }).lean();
  const level = (await levelsOf(mall._id)).find(({ _id }) => _id === row?.level);
  if (!row || !level) throw notFound();
  const [plan, tenants] = await Promise.all([getLevelPlan(mall, level), tenantsOf(mall._id, [unit])]);
  const place = plan.places.get(unit);
  const names = await namesOfMerchants(mall._id, (tenants.get(unit) ?? []).map(({ merchant }) => merchant));
  const stands = from.level.id === level._id ? (plan.places.get(from.id) ?? plan.assets.find(({ id }) => id === from.id) ?? null) : null;
  const here = stands && from.id !== unit ? { x: stands.x, y: stands.y } : null;
  const spots = [place, here].flatMap((spot) => spot ?? []);
  const [x, y, width, height] = spots.length > 0 ? frameAround(spots, plan.viewBox) : plan.viewBox;
  const inFrame = (spot: { x: number; y: number }) => spot.x >= x && spot.x <= x + width && spot.y >= y && spot.y <= y + height;
  return {
    shop: {
      number: row.number ?? '',
      level: level.shortName,
      names: (tenants.get(unit) ?? []).map(({ merchant }) => names.get(merchant) ?? {}),
      sameFloor: from.level.id === level._id,
      here: from.id === unit,
    },
    plan: place && { key: `find:${level._id}:${plan.version}`, viewBox: [x, y, width, height] as const, place: { d: place.d, x: place.x, y: place.y }, here, streets: plan.streets.filter(inFrame), assets: plan.assets.filter(inFrame) },
    markup: plan.picture(),
  };
}
