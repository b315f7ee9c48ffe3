import { type Actor, confirmedShopsIn, gridsIn, isOfficer, officesOf } from '#app/platform/actor.ts';

/** Malls whose members hear what the mall is told: partners and officials are none of them. */
export function mallsOf(actor: Actor): string[] {
  const malls = actor.memberships.flatMap((m) => ('mall' in m && m.kind !== 'partner' ? [m.mall] : []));
  return [...new Set(malls)];
}

/** Every room that the connection of this actor is in. Only the server asks, only with memberships read from the database. */
export function roomsOf(actor: Actor): Set<string> {
  const rooms = new Set([`account:${actor.account}`, `session:${actor.session}`]);
  for (const mall of mallsOf(actor)) {
    rooms.add(`mall:${mall}`);
    if (isOfficer(actor, mall)) rooms.add(`mall-officers:${mall}`);
    for (const shop of confirmedShopsIn(actor, mall)) rooms.add(`shop:${shop}`);
    for (const grid of gridsIn(actor, mall)) rooms.add(`grid:${grid}`);
  }
  for (const office of officesOf(actor)) rooms.add(`office:${office}`);
  return rooms;
}

export interface Moves {
  join: string[];
  leave: string[];
}

/** What to change so that a connection is in exactly the rooms it should be in. */
export function movesBetween(now: Iterable<string>, wanted: ReadonlySet<string>): Moves {
  const held = new Set(now);
  return { join: [...wanted].filter((room) => !held.has(room)), leave: [...held].filter((room) => !wanted.has(room)) };
}
