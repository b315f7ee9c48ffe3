import { type Visit, Visits } from '#models/visit.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';

const MOST = 10;
const unanswered = () => memoryOf<readonly Pick<Visit, '_id' | 'merchant' | 'day' | 'half'>[]>('unanswered-visits', ['visits']);

/** Visits that a shop hasn't answered yet, newest first: a reminder, and never a sign that it agrees. At most ten. */
export async function listUnansweredVisits(mall: string, merchants: readonly string[]): Promise<{ id: string; merchant: string; day: string; half: 'am' | 'pm' }[]> {
  if (merchants.length === 0) return [];
  const before = mall.length + 1;
  const read = async (keys: string[]) => {
    const shops = keys.map((key) => key.slice(before));
    const all = await Visits.find({ mall, merchant: { $in: shops } }, { merchant: 1, day: 1, half: 1, outcome: 1, answer: 1 }).sort({ day: -1 }).limit(200 * shops.length).lean();
    const rows = all.filter(({ outcome, answer }) => outcome === 'met' && answer === 'none');
    return new Map(shops.map((shop) => [`${mall} ${shop}`, rows.filter((row) => row.merchant === shop).slice(0, MOST)]));
  };
  const found = await unanswered().many(merchants.map((merchant) => `${mall} ${merchant}`), read, mall);
  const rows = [...found.values()].flat().sort((a, b) => (a.day < b.day ? 1 : -1)).slice(0, MOST);
  return rows.map(({ _id, merchant, day, half }) => ({ id: _id, merchant, day, half }));
}
