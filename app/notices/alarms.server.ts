import { Notices } from '#models/notice.server.ts';
import type { Language, PickedWords } from '#app/i18n/languages.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { NOTICE_DAYS } from './rules.ts';
import { listToAcknowledge } from './waiting.server.ts';

const emergencies = () => memoryOf<ReadonlySet<string>>('emergencies', ['notices']);
const DAY = 24 * 3600_000;
const MOST = 20;

export interface Alarm {
  id: string;
  title: PickedWords;
}

/** Emergencies that hold and that this account hasn't said "Got it" to. In a mall without one, which is nearly always, every page shares one question. */
export async function listAlarms(mall: KnownMall, account: string, language: Language, now: Date): Promise<Alarm[]> {
  const since = new Date(now.getTime() - NOTICE_DAYS * DAY);
  const read = async () => {
    const rows = await Notices.find({ mall: mall._id, class: 'emergency', sentAt: { $gte: since } }, { _id: 1 }).sort({ sentAt: -1 }).limit(MOST).lean();
    return new Set(rows.map(({ _id }) => _id));
  };
  const known = await emergencies().get(mall._id, read);
  if (known.size === 0) return [];
  return (await listToAcknowledge(mall, account, language, now)).filter(({ id }) => known.has(id));
}
