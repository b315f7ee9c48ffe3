import { Deliveries } from '#models/notice.server.ts';
import type { Language } from '#app/i18n/languages.ts';
import { searchKeysOf, wantedWords } from '#app/i18n/search-words.ts';
import type { Actor } from '#app/platform/actor.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { findNotices } from './known.server.ts';
import { type Said, sayingOf } from './queries.server.ts';

/** What somebody has is few: a delivery goes seven days after its notice doesn't matter any more. */
const LOOKED_AT = 300;
const FOUND = 10;

export interface FoundNotice {
  id: string;
  title: Said;
  role: string;
  sentAt: Date;
}

interface Reader {
  mall: string;
  actor: Actor;
  language: Language;
}

/**
 * Notices that this account was sent, by the words of title and text in any language: the nearest first, of equals the newest. Their words
 * are opened and compared: nothing is kept for it, and what was sent to others isn't asked for at all.
 */
export async function searchNotices({ mall, actor, language }: Reader, query: string): Promise<FoundNotice[]> {
  const words = wantedWords(query);
  if (words.length === 0) return [];
  const rows = await Deliveries.find({ mall, account: actor.account }, { notice: 1 }).sort({ order: -1 }).limit(LOOKED_AT).lean();
  const notices = [...(await findNotices(mall, rows.map(({ notice }) => notice))).values()].filter(({ template }) => !template);
  const texts = await readTexts(mall, notices.flatMap(({ title, body }) => [title, body]), notices.map(({ _id }) => `notice:${_id}`));
  const said = (id: string | undefined): string[] => {
    const text = id ? texts.get(id) : undefined;
    return text ? [text.words, ...text.translations.flatMap((one) => (one.state === 'outdated' ? [] : [one.words]))] : [];
  };
  const found = notices.flatMap((notice) => {
    const keys = new Set([...said(notice.title), ...said(notice.body)].flatMap(searchKeysOf));
    const worths = words.map(({ worth }) => Math.max(0, ...worth.flatMap((one) => (keys.has(one.key) ? [one.worth] : []))));
    return worths.includes(0) ? [] : [{ notice, worth: worths.reduce((sum, one) => sum + one, 0) }];
  });
  const shown = found.sort((one, other) => other.worth - one.worth || other.notice.sentAt.getTime() - one.notice.sentAt.getTime()).slice(0, FOUND);
  const { titleOf } = await sayingOf(mall, shown.map(({ notice }) => notice), language);
  return shown.map(({ notice }) => ({ id: notice._id, title: titleOf(notice), role: notice.role, sentAt: notice.sentAt }));
}
