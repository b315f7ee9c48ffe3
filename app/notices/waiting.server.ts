import type { Language, PickedWords } from '#app/i18n/languages.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { findAsking, findNotices } from './known.server.ts';
import { isHeld } from './rules.ts';
import { sayingOf } from './queries.server.ts';
import { wordsOf } from './saying.ts';

const MOST = 10;

/** Notices that want a tap of this account and haven't had it, newest first, with their titles in the reader's language. */
export async function listToAcknowledge(mall: KnownMall, account: string, language: Language, now: Date): Promise<{ id: string; title: PickedWords }[]> {
  const waiting = (await findAsking(mall._id, account)).slice(0, MOST);
  if (waiting.length === 0) return [];
  const found = await findNotices(mall._id, waiting.map((row) => row.notice));
  const rows = [...found.values()].filter((notice) => isHeld(notice, now));
  const saying = await sayingOf(mall._id, rows, language);
  const voice = { t: getT(language, 'notices'), formats: getFormats(language), language, today: dayIn(now, mall.zone) };
  return waiting.flatMap(({ notice }) => {
    const row = rows.find((one) => one._id === notice);
    return row ? [{ id: row._id, title: wordsOf(saying.titleOf(row), voice) }] : [];
  });
}
