import type { Localized } from '#models/mall.server.ts';
import { Merchants, openTenancies, Tenancies } from '#models/merchant.server.ts';
import { Levels, Units } from '#models/plan.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { levelsOf } from '../queries.server.ts';
import { type FoundUnit, SHOP, shopsByName, UNIT, unitsByNumber } from './finding.server.ts';

/** Rows of a page. */
export const PAGE = 50;
/** Units or shops looked through for one page of what is rare (vacant, without a booth): a page costs the same in a mall of any size. */
const WALKED = 1_000;

export type RosterView = 'booths' | 'vacant' | 'no-booth' | 'closed';
export const ROSTER_VIEWS: readonly RosterView[] = ['booths', 'vacant', 'no-booth', 'closed'];

export interface RosterShop {
  merchant: string;
  names: Localized;
  trade: string;
  part: string;
}
/** A booth with the shops in it, the one that has it whole first; or a shop without a booth. */
export interface RosterRow {
  key: string;
  unit: { id: string; number: string; level: string } | null;
  shops: RosterShop[];
}
export interface RosterPage {
  rows: RosterRow[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

/** The booths' shops in two reads, whatever their number. */
async function rowsOf(mall: string, units: readonly FoundUnit[]): Promise<RosterRow[]> {
  const tenancies = await openTenancies({ mall, unit: { $in: units.map((unit) => unit._id) } });
  const [shops, levels] = await Promise.all([
    Merchants.find({ mall, _id: { $in: tenancies.map((row) => row.merchant) } }, SHOP).lean(),
    Levels.find({ mall, _id: { $in: [...new Set(units.map((unit) => unit.level))] } }, { shortName: 1 }).lean(),
  ]);
  const byId = new Map(shops.map((shop) => [shop._id, shop]));
  const levelOf = new Map(levels.map((level) => [level._id, level.shortName]));
  return units.map((unit) => ({
    key: unit._id,
    unit: { id: unit._id, number: unit.number ?? '', level: levelOf.get(unit.level) ?? '' },
    shops: tenancies
      .filter((row) => row.unit === unit._id)
      .flatMap(({ merchant, part = '' }) => {
        const shop = byId.get(merchant);
        return shop ? [{ merchant, names: shop.names, trade: shop.trade, part }] : [];
      })
      .sort((a, b) => (a.part < b.part ? -1 : 1)),
  }));
}

/**
 * Booths from the lowest level up, by number, from after this one on. A level is read whole: the embedded engine sorts whatever a
 * condition leaves before it cuts, and a level is as large in a mall of any size (docs/decisions/0063).
 */
async function unitsAfter(mall: string, after: string | null, count: number): Promise<FoundUnit[]> {
  const from = after ? await Units.findOne({ mall, _id: after, lettable: true }, { level: 1 }).lean() : null;
  if (after && !from) throw notFound();
  const levels = (await levelsOf(mall)).map((level) => level._id).reverse();
  const found: FoundUnit[] = [];
  for (const level of from ? levels.slice(levels.indexOf(from.level)) : levels) {
    const units = await Units.find({ mall, level, lettable: true }, UNIT).sort({ number: 1, _id: 1 }).lean();
    found.push(...units.slice(level === from?.level ? units.findIndex((unit) => unit._id === after) + 1 : 0));
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

/** One page of the list. @throws a 404 Response when the page begins after something that isn't here */
export async function listRosterPage(mall: string, view: RosterView, after: string | null): Promise<RosterPage> {
  if (view === 'closed') return closedPage(mall, after);
  if (view === 'no-booth') return noBoothPage(mall, after);
  if (view === 'vacant') return vacantPage(mall, after);
  const units = await unitsAfter(mall, after, PAGE + 1);
  const shown = units.slice(0, PAGE);
  return { rows: await rowsOf(mall, shown), next: units.length > PAGE ? (shown.at(-1)?._id ?? null) : null };
}

async function vacantPage(mall: string, after: string | null): Promise<RosterPage> {
  const units = await unitsAfter(mall, after, WALKED);
  const taken = new Set((await openTenancies({ mall, unit: { $in: units.map((unit) => unit._id) } })).map((row) => row.unit));
  const vacant = units.filter((unit) => !taken.has(unit._id));
  const rows = await rowsOf(mall, vacant.slice(0, PAGE));
  const more = vacant.length > PAGE || units.length === WALKED;
  return { rows, next: more ? ((vacant.length > PAGE ? rows.at(-1)?.key : units.at(-1)?._id) ?? null) : null };
}

const alone = (shop: { _id: string; names: Localized; trade: string }): RosterRow => ({ key: shop._id, unit: null, shops: [{ merchant: shop._id, names: shop.names, trade: shop.trade, part: '' }] });

/** Newest first: ids sort by the time they were made. */
async function closedPage(mall: string, after: string | null): Promise<RosterPage> {
  const shops = await Merchants.find({ mall, status: 'closed', ...(after ? { _id: { $lt: after } } : {}) }, SHOP).sort({ _id: -1 }).limit(PAGE + 1).lean();
  const shown = shops.slice(0, PAGE);
  return { rows: shown.map(alone), next: shops.length > PAGE ? (shown.at(-1)?._id ?? null) : null };
}

async function noBoothPage(mall: string, after: string | null): Promise<RosterPage> {
  const shops = await Merchants.find({ mall, status: 'open', ...(after ? { _id: { $gt: after } } : {}) }, SHOP).sort({ _id: 1 }).limit(WALKED).lean();
  const placed = new Set((await openTenancies({ mall, merchant: { $in: shops.map((shop) => shop._id) } })).map((row) => row.merchant));
  const without = shops.filter((shop) => !placed.has(shop._id));
  const rows = without.slice(0, PAGE).map(alone);
  const more = without.length > PAGE || shops.length === WALKED;
  return { rows, next: more ? ((without.length > PAGE ? rows.at(-1)?.key : shops.at(-1)?._id) ?? null) : null };
}

/** By booth number or any part of a name; at most fifty, `more` says that there were others. */
export async function searchRoster(mall: string, query: string): Promise<{ rows: RosterRow[]; more: boolean }> {
  const [units, { shops, more }] = await Promise.all([unitsByNumber(mall, query), shopsByName(mall, query, PAGE)]);
  const tenancies = await openTenancies({ mall, merchant: { $in: shops.map((shop) => shop._id) } });
  const known = new Set(units.map((unit) => unit._id));
  const theirs = await Units.find({ mall, _id: { $in: tenancies.map((row) => row.unit).filter((unit) => !known.has(unit)) } }, UNIT).sort({ number: 1 }).lean();
  const placed = new Set(tenancies.map((row) => row.merchant));
  const rows = [...(await rowsOf(mall, [...units, ...theirs])), ...shops.filter((shop) => !placed.has(shop._id)).map(alone)];
  return { rows: rows.slice(0, PAGE), more };
}

export interface TenancyCard {
  id: string;
  merchant: string;
  names: Localized;
  unit: string;
  number: string;
  part: string;
  from: Date;
  to: Date | null;
}

async function tenancyCards(mall: string, filter: object, limit: number): Promise<TenancyCard[]> {
  const rows = await Tenancies.find({ mall, ...filter }).sort({ from: -1 }).limit(limit).lean();
  const [shops, units] = await Promise.all([
    Merchants.find({ mall, _id: { $in: rows.map((row) => row.merchant) } }, { names: 1 }).lean(),
    Units.find({ mall, _id: { $in: rows.map((row) => row.unit) } }, { number: 1 }).lean(),
  ]);
  const names = new Map(shops.map((shop) => [shop._id, shop.names]));
  const numbers = new Map(units.map((unit) => [unit._id, unit.number ?? '']));
  return rows.map(({ _id, merchant, unit, part = '', from, to }) => ({ id: _id, merchant, names: names.get(merchant) ?? {}, unit, number: numbers.get(unit) ?? '', part, from, to: to ?? null }));
}

const HISTORY = 100;

/** A booth with who is in it now and who was before: names and days, for officers. @throws a 404 Response */
export async function getBooth(mall: string, unit: string) {
  const found = await Units.findOne({ mall, _id: unit, lettable: true }, { number: 1, level: 1, grid: 1 }).lean();
  if (!found) throw notFound();
  const [level, cards] = await Promise.all([Levels.findOne({ mall, _id: found.level }, { shortName: 1 }).lean(), tenancyCards(mall, { unit }, HISTORY)]);
  return {
    id: found._id,
    number: found.number ?? '',
    level: level?.shortName ?? '',
    now: cards.filter((card) => !card.to).sort((a, b) => (a.part < b.part ? -1 : 1)),
    before: cards.filter((card) => card.to),
  };
}

/** A shop as its officer changes it, phone included: a look, which the caller records. @throws a 404 Response */
export async function getRosterShop(mall: string, merchant: string) {
  const shop = await Merchants.findOne({ mall, _id: merchant }, { names: 1, trade: 1, status: 1, wishedTime: 1, contact: 1, mergedInto: 1 }).lean();
  if (!shop) throw notFound();
  const [tenancies, words] = await Promise.all([tenancyCards(mall, { merchant }, HISTORY), readTexts(mall, [shop.contact], [`shop:${merchant}`])]);
  return {
    merchant: shop._id,
    names: shop.names,
    trade: shop.trade,
    status: shop.status,
    wishedTime: shop.wishedTime ?? '',
    contact: words.get(shop.contact ?? '')?.words ?? '',
    mergedInto: shop.mergedInto ?? null,
    booths: tenancies.filter((row) => !row.to),
    before: tenancies.filter((row) => row.to),
  };
}

const vacantMemory = () => memoryOf<readonly string[]>('vacant-booths', ['units', 'levels', 'tenancies']);

/** Vacant booths near a beginning, for choosing one: numbers only, at most a screenful. */
export function listVacantNumbers(mall: string): Promise<readonly string[]> {
  return vacantMemory().get(mall, async () => (await vacantPage(mall, null)).rows.flatMap((row) => (row.unit ? [row.unit.number] : [])));
}
