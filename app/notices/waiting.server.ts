import { Deliveries, Notices } from '#models/notice.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';

const MOST = 10;

/** Notices that want a tap of this account and haven't had it, newest first. */
export async function listToAcknowledge(mall: string, account: string, now: Date): Promise<{ id: string; title: { language: string; words: string; translations: { language: string; words: string }[] } | null }[]> {
  const waiting = await Deliveries.find({ mall, account, asks: true, state: { $ne: 'acknowledged' } }, { notice: 1 }).sort({ order: -1 }).limit(MOST).lean();
  const rows = await Notices.find({ mall, _id: { $in: waiting.map((row) => row.notice) }, state: { $ne: 'withdrawn' }, $or: [{ expiresAt: { $exists: false } }, { expiresAt: { $gt: now } }] }, { title: 1 }).lean();
  const words = await readTexts(mall, rows.map((row) => row.title), ['mall', ...rows.map((row) => `notice:${row._id}`)]);
  return rows.map((row) => {
    const title = words.get(row.title);
    return { id: row._id, title: title ? { language: title.language, words: title.words, translations: title.translations } : null };
  });
}

/** What the tab's count says. At most 99. */
export function countToAcknowledge(mall: string, account: string): Promise<number> {
  return Deliveries.countDocuments({ mall, account, asks: true, state: { $ne: 'acknowledged' } }).limit(99).exec();
}
