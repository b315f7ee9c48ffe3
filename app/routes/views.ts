import { type Actor, isOfficer, isOperator, isPartner, isVolunteer, levelsHeadedIn, officesOf, shopsIn } from '#app/platform/actor.ts';

/** Whose shell somebody sees: INTERFACE.md, "Ways around". */
export type View = 'merchant' | 'volunteer' | 'officer' | 'partner' | 'operator';
export const VIEWS: readonly View[] = ['officer', 'volunteer', 'merchant', 'partner', 'operator'];

/** Every view that this person has in this mall, the one with most on its desk first. */
export function viewsIn(actor: Actor, mall: string): View[] {
  const has: Record<View, boolean> = {
    officer: isOfficer(actor, mall),
    volunteer: isVolunteer(actor, mall) || levelsHeadedIn(actor, mall).length > 0,
    merchant: shopsIn(actor, mall).length > 0,
    partner: isPartner(actor, mall),
    operator: isOperator(actor),
  };
  return VIEWS.filter((view) => has[view]);
}

/** The view chosen in Me, as long as it is still held; else the first. */
export function viewIn(actor: Actor, mall: string, cookieHeader: string | null): View {
  const views = viewsIn(actor, mall);
  const chosen = /(?:^|;\s*)view=([a-z]+)/.exec(cookieHeader ?? '')?.[1] as View | undefined;
  return chosen && views.includes(chosen) ? chosen : (views[0] ?? 'merchant');
}

/** Remembered for a year; says nothing that the person's roles don't. */
export function viewCookie(view: View, { secure = false } = {}): string {
  return `view=${view}; Max-Age=31536000; Path=/; SameSite=Lax; HttpOnly${secure ? '; Secure' : ''}`;
}

/** The malls that somebody belongs to, by id, each once. */
export function mallsOf(actor: Actor): string[] {
  return [...new Set(actor.memberships.flatMap((m) => ('mall' in m ? [m.mall] : [])))];
}

/** Where an account lands that has no mall: its office, the house, or nowhere yet. */
export function landingWithoutMall(actor: Actor): string | null {
  const office = officesOf(actor)[0];
  if (office) return `/office/${office}`;
  return isOperator(actor) ? '/house' : null;
}
