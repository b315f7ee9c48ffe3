import type { Localized } from '#models/mall.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Buildings, Grids, Levels, Units } from '#models/plan.server.ts';
import { nameKeys, sliceOf } from '#app/mall/roster/name-keys.ts';
import { newId } from '#app/platform/ids.ts';

/** A building with one floor; `ordinal` 0 is F1. @returns the level's id */
export async function buildLevel(mall: string, overrides: { ordinal?: number; shortName?: string; building?: string } = {}): Promise<string> {
  const { ordinal = 0, shortName = `F${ordinal + 1}`, building = newId() } = overrides;
  const _id = newId();
  if (!overrides.building) await Buildings.create({ _id: building, mall, name: { en: 'Hall' }, transform: { origin: [87.6, 43.8], bearing: 0, madeUp: true } });
  await Levels.create({ _id, mall, building, ordinal, shortName, name: { en: `Floor ${shortName}`, zh: shortName } });
  return _id;
}

/** @returns the grid's id */
export async function buildGrid(mall: string, { number, levels = [], shops = 0 }: { number: number; levels?: string[]; shops?: number }): Promise<string> {
  const _id = newId();
  await Grids.create({ _id, mall, number, hue: ((number - 1) % 8) + 1, weave: ((number - 1) % 3) + 1, levels, shops });
  return _id;
}

export interface BuiltShop {
  merchant: string;
  unit: string;
  /** On the door: F1-001. */
  number: string;
  grid: string;
}

/** A shop that trades in a lettable unit of its own. */
export async function buildMerchant(mall: string, place: { level: string; grid: string; number: string }, overrides: { names?: Localized; trade?: string; from?: Date } = {}): Promise<BuiltShop> {
  const { level, grid, number } = place;
  const [merchant, unit] = [newId(), newId()];
  const names = overrides.names ?? { zh: `店铺 ${number}`, en: `Shop ${number}` };
  await Promise.all([
    Units.create({ _id: unit, mall, level, number, category: 'retail', lettable: true, grid }),
    Merchants.create({ _id: merchant, mall, names, trade: overrides.trade ?? 'fabrics', status: 'open', nameKeys: nameKeys(names), slice: sliceOf(merchant) }),
    Tenancies.create({ mall, merchant, unit, from: overrides.from ?? new Date('2024-01-01T00:00:00Z') }),
  ]);
  return { merchant, unit, number, grid };
}
