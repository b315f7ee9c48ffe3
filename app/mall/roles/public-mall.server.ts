import type { Actor } from '#app/platform/actor.ts';
import { notFound, type Visitor } from '#app/platform/authorise.server.ts';
import { findMall, type KnownMall } from '#app/platform/malls.server.ts';
import { holds } from '#app/platform/permissions.ts';

export interface RosterReader {
  mall: KnownMall;
  /** Null: somebody who passes by, officials and members of other malls among them. */
  actor: Actor | null;
  now: Date;
}

/** The mall of a page that is open to everybody, and as whom its reader comes. @throws a 404 Response where there is no such mall */
export async function getRosterMall({ params, actor, now }: Visitor): Promise<{ mall: KnownMall; reader: RosterReader }> {
  const mall = await findMall(String(params.mall), now);
  if (!mall) throw notFound();
  const member = actor && holds(actor, 'mall:read', mall._id) ? actor : null;
  return { mall, reader: { mall, actor: member, now } };
}
