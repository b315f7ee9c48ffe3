import { Requests } from '#models/request.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';

/** Below this a figure isn't shown: RIGHTS.md, "Figures". */
const FEWEST = 5;

/**
 * How many requests of a program were solved since the month began, and of how many that closed: for the mall's own
 * pages. Null where fewer than five different people asked, or where nothing about outcomes is ever shown.
 */
export async function solvedThisMonth(mall: string, program: string, kinds: readonly string[], zone: string, now: Date): Promise<{ solved: number; closed: number } | null> {
  if (kinds.length === 0) return null;
  const begin = new Date(`${dayIn(now, zone).slice(0, 7)}-01T00:00:00Z`);
  const [sum] = await Requests.aggregate<{ closed: number; solved: number; people: string[] }>([
    { $match: { mall, program, kind: { $in: [...kinds] }, stage: 'closed', ladder: { $ne: 'shop' }, closedAt: { $gte: begin } } },
    { $group: { _id: null, closed: { $sum: 1 }, solved: { $sum: { $cond: [{ $eq: ['$outcome', 'solved'] }, 1, 0] } }, people: { $addToSet: '$requester' } } },
  ]);
  return sum && sum.people.length >= FEWEST ? { solved: sum.solved, closed: sum.closed } : null;
}
