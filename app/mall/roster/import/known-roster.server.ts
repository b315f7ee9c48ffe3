import { Merchants, Tenancies } from '#models/merchant.server.ts';
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
  const units = await inChunks(numbers, (chunk) => Units.find({ mall, number: { $in: chunk }, lettable: true }, { number: 1 }).lean());
  const open = { mall, to: { $exists: false } };
  const FIELDS = { merchant: 1, unit: 1, part: 1 } as const;
  const here = await inChunks(units.map((unit) => unit._id), (chunk) => Tenancies.find({ ...open, unit: { $in: chunk } }, FIELDS).lean());
  const keys = [...new Set(read.flatMap(({ row }) => Object.values(row.names).map((name) => wholeKey(name ?? ''))))];
  const SHOP = { names: 1, trade: 1, wishedTime: 1, contactKey: 1 } as const;
  const named = await inChunks(keys, (chunk) => Merchants.find({ mall, status: 'open', nameKeys: { $in: chunk } }, SHOP).lean());
  const tenants = await inChunks([...new Set(here.map((row) => row.merchant))], (chunk) => Merchants.find({ mall, _id: { $in: chunk } }, SHOP).lean());
  const shops = new Map([...named, ...tenants].map(({ _id, names, trade, wishedTime = '', contactKey }): [string, KnownShop] => [_id, { names, trade, wishedTime, contactKey }]));
  const theirs = await inChunks([...shops.keys()], (chunk) => Tenancies.find({ ...open, merchant: { $in: chunk } }, FIELDS).lean());
  const slots = new Map([...here, ...theirs].map(({ _id, merchant, unit, part = '' }): [string, Slot] => [slotKey(unit, part), { tenancy: _id, merchant }]));
  const byNumber = new Map<string, string[]>();
  for (const unit of units) byNumber.set(unit.number ?? '', [...(byNumber.get(unit.number ?? '') ?? []), unit._id]);
  return { units: byNumber, slots, shops };
}
