import { type Actor, gridRolesIn, gridsIn, type GridRole, isOfficer, levelsHeadedIn, ownedShopsIn, shopsIn } from '#app/platform/actor.ts';

/** Roles that visit; a supervisor watches, and so visits nobody. */
export const VISITING = ['leader', 'manager', 'assistant', 'information'] as const satisfies readonly GridRole[];
export const visits = (role: GridRole): boolean => (VISITING as readonly GridRole[]).includes(role);

/** Grids whose shops the actor may visit. */
export function visitingGridsIn(actor: Actor, mall: string): string[] {
  return [...new Set(gridRolesIn(actor, mall).flatMap(({ grid, role }) => (visits(role) ? [grid] : [])))];
}

/** The capacity that shows beside a visit: the first of her roles in that grid, in the order of the five. */
export function visitingRole(actor: Actor, mall: string, grid: string): GridRole | null {
  const held = gridRolesIn(actor, mall).filter((one) => one.grid === grid);
  return VISITING.find((role) => held.some((one) => one.role === role)) ?? null;
}

export interface VisitableShop {
  merchant: string;
  trade: string;
  grid: string | null;
  /** The shop asked for a visit: its yes to somebody of its own trade. */
  asked: boolean;
}
/** What else is known about the visitor: shops she declared a tie with, and where her own ones trade. */
export interface VisitorTies {
  declared: readonly string[];
  own: readonly { trade: string; grid: string | null }[];
}

export type VisitRefusal = 'not-here' | 'own-shop' | 'declared-tie' | 'same-trade';

/** Whoever visits: her own shop, a declared tie and a rival's shop that didn't ask are none of hers. */
export function whyNotHers(own: readonly string[], ties: VisitorTies, shop: VisitableShop): Exclude<VisitRefusal, 'not-here'> | null {
  if (own.includes(shop.merchant)) return 'own-shop';
  if (ties.declared.includes(shop.merchant)) return 'declared-tie';
  const rival = ties.own.some((one) => one.trade === shop.trade && one.grid === shop.grid);
  return rival && !shop.asked ? 'same-trade' : null;
}

/**
 * Whether somebody may visit a shop: one of her grids', never her own, one she works for or is tied to; of her own
 * trade in the same grid only after that shop asked.
 * @returns null when she may; `not-here` is a 404, the others are told
 */
export function whyNotVisit(actor: Actor, mall: string, shop: VisitableShop, ties: VisitorTies): VisitRefusal | null {
  if (!shop.grid || !visitingGridsIn(actor, mall).includes(shop.grid)) return 'not-here';
  return whyNotHers(shopsIn(actor, mall), ties, shop);
}

/** Owners read their shop's record and answer it; staff don't. */
export function canAnswerFor(actor: Actor, mall: string, merchant: string): boolean {
  return ownedShopsIn(actor, mall).includes(merchant);
}

/** Rounds are the association's: its officers plan, change and end them. */
export function canPlanRound(actor: Actor, mall: string): boolean {
  return isOfficer(actor, mall);
}

/** Whose coverage somebody sees: officers the whole mall's, volunteers that of their grids, a level head that of her levels'. */
export function coverageScope(actor: Actor, mall: string): 'mall' | readonly string[] {
  if (isOfficer(actor, mall)) return 'mall';
  return [...new Set([...gridsIn(actor, mall), ...levelsHeadedIn(actor, mall).flatMap(({ grids }) => grids)])];
}
