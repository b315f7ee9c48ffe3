import { Merchants, openTenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { wholeKey } from '../name-keys.ts';
import { type KnownShop, type Roster, type Slot, slotKey } from './plan.ts';
import type { ReadResult } from './read-row.ts';

/** Values of one `$in`. */
const CHUNK = 500;

async function inChunks<V, R>(values: readonly V[], read: (chunk: V[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let at = 0; at < values.length; at += CHUNK) found.push(...(await read(values.slice(at, at + CHUNK))));
  return found;
}

/** The part of a mall's list that these rows can touch: their booths, who is in them, and shops of the same names with all their booths. */
export async function readKnownRoster(mall: string, read: readonly ReadResult[]): Promise<Roster> {
  const numbers = [...new Set(read.map(({ row }) => row.booth).filter(Boolean))];
  const units = (await inChunks(numbers, (chunk) => Units.find({ mall, number: { $in: chunk } }, { number: 1, lettable: 1 }).lean())).filter((unit) => unit.lettable);
  const here = await inChunks(units.map((unit) => unit._id), (chunk) => openTenancies({ mall, unit: { $in: chunk } }));
  const keys = [...new Set(read.flatMap(({ row }) => Object.values(row.names).map((name) => wholeKey(name ?? ''))))];
  const SHOP = { names: 1, trade: 1, wishedTime: 1, contactKey: 1, status: 1 } as const;
  const named = (await inChunks(keys, (chunk) => Merchants.find({ mall, nameKeys: { $in: chunk } }, SHOP).lean())).filter((shop) => shop.status === 'open');
  const tenants = await inChunks([...new Set(here.map((row) => row.merchant))], (chunk) => Merchants.find({ mall, _id: { $in: chunk } }, SHOP).lean());
  const shops = new Map([...named, ...tenants].map(({ _id, names, trade, wishedTime = '', contactKey }): [string, KnownShop] => [_id, { names, trade, wishedTime, contactKey }]));
  const theirs = await inChunks([...shops.keys()], (chunk) => openTenancies({ mall, merchant: { $in: chunk } }));
  const slots = new Map([...here, ...theirs].map(({ _id, merchant, unit, part = '' }): [string, Slot] => [slotKey(unit, part), { tenancy: _id, merchant }]));
  const byNumber = new Map<string, string[]>();
  for (const unit of units) byNumber.set(unit.number ?? '', [...(byNumber.get(unit.number ?? '') ?? []), unit._id]);
  return { units: byNumber, slots, shops };
}
