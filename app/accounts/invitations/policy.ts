import { type Actor, gridsIn, isOfficer, isOperator, isVolunteer, ownedShopsIn, shopsIn } from '#app/platform/actor.ts';

/** What decides who may wake or confirm a slip. */
export interface SlipFacts {
  as: 'owner' | 'staff' | 'officer' | 'volunteer' | 'partner' | 'official';
  /** Who made it. */
  by?: string;
  mall?: string;
  merchant?: string;
  wokenBy?: string;
  /** Grids of whoever woke it, then and now. */
  wokenGrids: readonly string[];
  usedBy?: string;
}

/**
 * Who stands at the counter when a slip wakes: a volunteer for an owner, though never for her own shop; the owner for her
 * staff; an officer for a partner; an operator for an office. Who comes to work for the association takes two: whoever made
 * her slip, and another officer or the operator; an operator's own slip for the first officer is the exception.
 */
export function canWake(actor: Actor, { as, mall, merchant, by }: SlipFacts): boolean {
  if (as === 'official') return isOperator(actor);
  if (!mall) return false;
  if (as === 'officer' || as === 'volunteer') return isOperator(actor) || (isOfficer(actor, mall) && actor.account !== by);
  if (as === 'partner') return isOfficer(actor, mall);
  if (!merchant) return false;
  if (as === 'staff') return ownedShopsIn(actor, mall).includes(merchant);
  return isVolunteer(actor, mall) && !shopsIn(actor, mall).includes(merchant);
}

/** A slip for a shop opens its record only after somebody else confirmed; all others show nothing that was written before. */
export function needsConfirming({ as }: Pick<SlipFacts, 'as'>): boolean {
  return as === 'owner';
}

/**
 * RIGHTS.md, "Accounts": a confirmed owner of the shop, or a second volunteer who isn't the first, has no grid in common
 * with her, and no part in the shop. Whoever came by the slip never confirms herself.
 * @returns as what she confirms, or null
 */
export function confirmsAs(actor: Actor, slip: SlipFacts): 'owner' | 'volunteer' | null {
  const { mall, merchant, usedBy, wokenBy, wokenGrids } = slip;
  if (!needsConfirming(slip) || !mall || !merchant || !usedBy || actor.account === usedBy || actor.account === wokenBy) return null;
  if (ownedShopsIn(actor, mall).includes(merchant)) return 'owner';
  if (shopsIn(actor, mall).includes(merchant)) return null;
  const grids = gridsIn(actor, mall);
  return grids.length > 0 && !grids.some((grid) => wokenGrids.includes(grid)) ? 'volunteer' : null;
}
