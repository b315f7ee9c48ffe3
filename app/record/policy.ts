import { type Actor, ownedShopsIn } from '#app/platform/actor.ts';

export interface OwnedShop {
  mall: string;
  merchant: string;
}

/** Shops whose record is the actor's to read: those she owns, in any mall. Staff read none. */
export function recordsOf(actor: Actor): OwnedShop[] {
  const malls = [...new Set(actor.memberships.flatMap((m) => (m.kind === 'owner' ? [m.mall] : [])))];
  return malls.flatMap((mall) => ownedShopsIn(actor, mall).map((merchant) => ({ mall, merchant })));
}

export function findOwned(actor: Actor, merchant: string): OwnedShop | null {
  return recordsOf(actor).find((shop) => shop.merchant === merchant) ?? null;
}

/** Every mall in which something may have been written about the account. */
export function mallsAbout(actor: Actor): string[] {
  return [...new Set(actor.memberships.flatMap((m) => ('mall' in m ? [m.mall] : [])))];
}
