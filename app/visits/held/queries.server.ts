import { type HeldVisit, HeldVisits } from '#models/held-visit.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { findShops, type GridCard, listGrids, namesOf, type ShopCard } from '#app/mall/queries.server.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import type { Doing } from '../visitable.server.ts';
import { mayDecide } from './deciding.server.ts';

/** Lines of a page. */
const PAGE = 50;

export interface HeldLine extends Pick<HeldVisit, 'day' | 'half' | 'arrivedAt'> {
  id: string;
  shop: Pick<ShopCard, 'names' | 'unit'>;
}
export interface HeldByPerson extends Pick<HeldVisit, 'role'> {
  key: string;
  names: Localized;
  grid: Pick<GridCard, 'number' | 'hue' | 'weave'> | null;
  visits: HeldLine[];
}

/** What waits for an officer, those that arrived first above, by who wrote them. Nothing of what was written. */
export async function listHeld({ mall, actor }: Pick<Doing, 'mall' | 'actor'>): Promise<{ people: HeldByPerson[]; more: boolean }> {
  const [all, apart] = await Promise.all([HeldVisits.find({ mall: mall._id, state: 'waiting' }).sort({ arrivedAt: 1 }).limit(4 * PAGE).lean(), apartFrom(mall._id, actor.account)]);
  const mine = all.filter((row) => mayDecide(actor, mall._id, row, apart));
  const rows = mine.slice(0, PAGE);
  const [names, shops, grids] = await Promise.all([namesOf(rows.map((row) => row.author)), findShops(mall._id, rows.map((row) => row.merchant)), rows.length > 0 ? listGrids(mall._id) : []]);
  const people = new Map<string, HeldByPerson>();
  for (const { _id, author, role, grid: where, merchant, day, half, arrivedAt } of rows) {
    const key = `${author} ${where} ${role}`;
    const grid = grids.find((one) => one._id === where);
    const person = people.get(key) ?? { key, names: names.get(author) ?? {}, role, grid: grid ? { number: grid.number, hue: grid.hue, weave: grid.weave } : null, visits: [] };
    const shop = shops.get(merchant);
    person.visits.push({ id: _id, day, half, arrivedAt, shop: { names: shop?.names ?? {}, unit: shop?.unit ?? null } });
    people.set(key, person);
  }
  return { people: [...people.values()], more: mine.length > rows.length };
}

/** Whether anything waits for officers at all. */
export function countHeld(mall: string): Promise<number> {
  return HeldVisits.countDocuments({ mall, state: 'waiting' }).exec();
}
