import { RoleTerms } from '#models/account.server.ts';
import { LATE_DAYS } from '../rules.ts';
import { VISITING, visitingGridsIn } from '../policy.ts';
import type { Doing } from '../visitable.server.ts';

/** How long after a role ended what was written in it may still arrive, in days. */
const AFTER = 2 * LATE_DAYS;

export interface VisitingTerm {
  grid: string;
  from: Date;
  to: Date;
  role: (typeof VISITING)[number];
}

/** Terms in which she visited, that last or ended lately. */
export async function listVisitingTerms({ mall, actor, now }: Doing): Promise<VisitingTerm[]> {
  const since = new Date(now.getTime() - AFTER * 24 * 3600_000);
  const terms = await RoleTerms.find({ mall: mall._id, account: actor.account, to: { $gt: since } }, { grid: 1, role: 1, from: 1, to: 1 }).limit(100).lean();
  return terms.flatMap(({ grid, role, from, to }) => (role !== 'supervisor' && from <= now ? [{ grid, role: role as (typeof VISITING)[number], from, to }] : []));
}

/** Whether she visits in this mall, or did until lately: only then something of hers may be on its way. */
export async function everVisited(doing: Doing): Promise<boolean> {
  return visitingGridsIn(doing.actor, doing.mall._id).length > 0 || (await listVisitingTerms(doing)).length > 0;
}
