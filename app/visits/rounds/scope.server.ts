import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { Offers, type Round, type RoundScope } from '#models/visit.server.ts';
import { countDays, countScope, type Placed, type ScopeCount } from './scope.ts';

/** Every open shop where it is now: three reads, whatever the mall's size; for planning and for jobs, not for pages. */
async function listPlaced(mall: string): Promise<Placed[]> {
  const [shops, tenancies] = await Promise.all([
    Merchants.find({ mall, status: 'open' }, { trade: 1 }).lean(),
    Tenancies.find({ mall, to: { $exists: false } }, { merchant: 1, unit: 1 }).lean(),
  ]);
  const units = await Units.find({ mall, _id: { $in: tenancies.map((row) => row.unit) } }, { number: 1, grid: 1, level: 1 }).lean();
  const unitOf = new Map(units.map((unit) => [unit._id, unit]));
  const first = new Map<string, (typeof units)[number]>();
  for (const { merchant, unit: id } of tenancies) {
    const [unit, known] = [unitOf.get(id), first.get(merchant)];
    if (unit && (!known || (unit.number ?? '') < (known.number ?? ''))) first.set(merchant, unit);
  }
  return shops.map(({ _id, trade }) => ({ merchant: _id, trade, grid: first.get(_id)?.grid ?? null, level: first.get(_id)?.level ?? null }));
}

/** @param round whose offers count too, once it is open */
export async function readScope(mall: string, scope: RoundScope | undefined, round?: string): Promise<ScopeCount & Pick<Round, 'days'>> {
  const [placed, offered] = await Promise.all([listPlaced(mall), round ? Offers.find({ mall, round }, { merchant: 1, grid: 1, day: 1, _id: 0 }).lean() : []]);
  return { ...countScope(scope, placed, offered), days: countDays(offered) };
}
