import type { Localized } from '#models/mall.server.ts';
import { Merchants, openTenancies, Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { type ShopPlan, ShopPlans } from '#models/shop-plan.server.ts';
import { inTurn, isInTheWay } from './rules.ts';

export interface PlannedPlace {
  unit: string;
  number: string;
  part: string;
}
/** A change of booths that waits for its day, or that couldn't be done on it. */
export interface PlanCard extends Pick<ShopPlan, 'kind' | 'day' | 'merchant'> {
  id: string;
  state: 'planned' | 'refused';
  /** The booth that it leaves, and the one that it gets. */
  from: PlannedPlace | null;
  to: PlannedPlace | null;
  /** The booth has a shop at present, and nothing says that it will be gone by then. */
  inTheWay: boolean;
  reason: string | null;
}

const OPEN = { $in: ['planned', 'refused'] as ShopPlan['state'][] };
/** A shop has a handful; a mall as many as a page shows. */
const MOST = 100;
/** Lines of the page of a whole mall. */
export const PLANS_SHOWN = 200;

async function cardsOf(mall: string, plans: readonly ShopPlan[]): Promise<PlanCard[]> {
  const wanted = [...new Set(plans.flatMap(({ state, unit }) => (state === 'planned' && unit ? [unit] : [])))];
  const [leaving, standing] = await Promise.all([
    Tenancies.find({ mall, _id: { $in: plans.flatMap(({ tenancy }) => tenancy ?? []) } }, { unit: 1, part: 1 }).lean(),
    openTenancies({ mall, unit: { $in: wanted } }),
  ]);
  const ids = [...new Set([...plans.flatMap(({ unit }) => unit ?? []), ...leaving.map(({ unit }) => unit)])];
  const [units, others] = await Promise.all([
    Units.find({ mall, _id: { $in: ids } }, { number: 1 }).lean(),
    standing.length === 0 ? [] : ShopPlans.find({ mall, merchant: { $in: standing.map((row) => row.merchant) }, state: 'planned' }).limit(PLANS_SHOWN).lean(),
  ]);
  const numberOf = new Map(units.map((unit) => [unit._id, unit.number ?? '']));
  const left = new Map(leaving.map((row) => [row._id, row]));
  const place = (unit: string | undefined, part = ''): PlannedPlace | null => (unit ? { unit, number: numberOf.get(unit) ?? '', part } : null);
  return inTurn(plans).map((plan) => {
    const { _id, kind, day, merchant, state, tenancy, unit, part, reason = null } = plan;
    const leaves = left.get(tenancy ?? '');
    return { id: _id, kind, day, merchant, state: state as PlanCard['state'], from: place(leaves?.unit, leaves?.part), to: place(unit, part), inTheWay: state === 'planned' && isInTheWay(plan, standing, others), reason };
  });
}

/** What is planned for a shop, and what couldn't be done and nobody has read yet. */
export async function listPlansOf(mall: string, merchant: string): Promise<PlanCard[]> {
  return cardsOf(mall, await ShopPlans.find({ mall, merchant, state: OPEN }).limit(MOST).lean());
}

/** Of the whole mall: what couldn't be done first, then the nearest day first; `more` says that there were others. @param apart shops that aren't shown to this reader */
export async function listPlans(mall: string, apart: readonly string[] = []): Promise<{ plans: (PlanCard & { names: Localized })[]; more: boolean }> {
  const of = (state: ShopPlan['state']) => ShopPlans.find({ mall, state }).sort({ day: 1, _id: 1 }).limit(PLANS_SHOWN + 1).lean();
  const rows = [...(await of('refused')), ...(await of('planned'))].filter(({ merchant }) => !apart.includes(merchant));
  const shown = rows.slice(0, PLANS_SHOWN);
  const [cards, shops] = await Promise.all([cardsOf(mall, shown), Merchants.find({ mall, _id: { $in: shown.map((row) => row.merchant) } }, { names: 1 }).lean()]);
  const namesOf = new Map(shops.map((shop) => [shop._id, shop.names]));
  const named = cards.map((card) => ({ ...card, names: namesOf.get(card.merchant) ?? {} }));
  return { plans: [...named.filter(({ state }) => state === 'refused'), ...named.filter(({ state }) => state === 'planned')], more: rows.length > PLANS_SHOWN };
}

/** How many couldn't be done and wait for an officer to read why. */
export function countRefusedPlans(mall: string): Promise<number> {
  return ShopPlans.countDocuments({ mall, state: 'refused' });
}
