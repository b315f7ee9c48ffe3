import { Visits } from '#models/visit.server.ts';

/** Visits that a shop hasn't answered yet, newest first: a reminder, and never a sign that it agrees. At most ten. */
export async function listUnansweredVisits(mall: string, merchants: readonly string[]): Promise<{ id: string; merchant: string; day: string; half: 'am' | 'pm' }[]> {
  if (merchants.length === 0) return [];
  const all = await Visits.find({ mall, merchant: { $in: [...merchants] } }, { merchant: 1, day: 1, half: 1, outcome: 1, answer: 1 }).sort({ day: -1 }).limit(200).lean();
  const rows = all.filter(({ outcome, answer }) => outcome === 'met' && answer === 'none').slice(0, 10);
  return rows.map(({ _id, merchant, day, half }) => ({ id: _id, merchant, day, half }));
}
