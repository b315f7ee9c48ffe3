import { Requests } from '#models/request.server.ts';
import { type Actor, isOfficer, isVolunteer } from '#app/platform/actor.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import type { LayerQuestion, MapMark, MapSign } from '#app/mall/layers.server.ts';
import { workOf } from './queries.server.ts';

/** Worst last: a booth with several shows the one that presses most. */
const PRESSING: readonly MapMark[] = ['doing', 'turn', 'late'];
const MOST = 5_000;

export const hasOpenRequests = (actor: Actor, mall: string): boolean => isVolunteer(actor, mall) || isOfficer(actor, mall);

/** Booths with something open and how much of it, of those requests only that are on this person's lists; confidential ones are on no map. */
export async function openRequestMarks({ actor, mall, shops, now }: LayerQuestion): Promise<Map<string, MapSign>> {
  const apart = await apartFrom(mall._id, actor.account);
  const scope = [...(isVolunteer(actor, mall._id) ? [workOf('desk', actor, mall._id, apart)] : []), ...(isOfficer(actor, mall._id) ? [workOf('all', actor, mall._id)] : [])];
  const unitOf = new Map([...shops].flatMap(([unit, { merchants }]) => merchants.filter((merchant) => !apart.includes(merchant)).map((merchant) => [merchant, unit] as const)));
  const rows = await Promise.all(
    scope.map((filter) => Requests.find({ ...filter, mall: mall._id, confidential: false, merchant: { $in: [...unitOf.keys()] } }, { merchant: 1, holder: 1, dueAt: 1 }).limit(MOST).lean()),
  );
  const marks = new Map<string, Required<MapSign>>();
  // Whoever is a volunteer and an officer has some on both of her lists.
  const each = new Map(rows.flat().map((row) => [row._id, row]));
  for (const { merchant, holder, dueAt } of each.values()) {
    const unit = unitOf.get(merchant ?? '');
    if (!unit) continue;
    const mark: MapMark = holder.kind === 'requester' ? 'turn' : dueAt && dueAt < now ? 'late' : 'doing';
    const known = marks.get(unit);
    const presses = !known || PRESSING.indexOf(mark) > PRESSING.indexOf(known.mark);
    marks.set(unit, { mark: presses ? mark : known.mark, count: (known?.count ?? 0) + 1 });
  }
  return marks;
}
