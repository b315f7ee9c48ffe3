import { Visits } from '#models/visit.server.ts';

/** Visits that a shop hasn't answered yet, newest first: a reminder, and never a sign that it agrees. At most ten. */
export async function listUnansweredVisits(mall: string, merchants: readonly string[]): Promise<{ id: string; merchant: string; day: string; half: 'am' | 'pm' }[]> {
  if (merchants.length === 0) return [];
  const rows = await Visits.find({ mall, merchant: { $in: [...merchants] }, outcome: 'met', answer: 'none' }, { merchant: 1, day: 1, half: 1 }).sort({ day: -1 }).limit(10).lean();
  return rows.map(({ _id, merchant, day, half }) => ({ id: _id, merchant, day, half }));
}
