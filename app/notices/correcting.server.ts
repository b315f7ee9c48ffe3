import { type Notice, Notices } from '#models/notice.server.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, type Localized } from '#app/i18n/languages.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import type { ReadyFile } from '#app/platform/files.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts } from '#app/platform/texts.server.ts';
import { type Doing, getChangeable, noticeChanged } from './commands.server.ts';
import { startDelivery } from './delivering.server.ts';
import { replaceVoices, type Voices } from './files.server.ts';
import { expiryOf, isHeld, isUnsent, type NoticeClass } from './rules.ts';
import type { CorrectionInput } from './schema.ts';
import { type Words, writeInAll } from './writing.server.ts';

type Change = [field: 'title' | 'body', was: Localized, words: Words, name: string];

export interface Correctable {
  id: string;
  class: Exclude<NoticeClass, 'personal'>;
  template?: string;
  original: ContentLanguage;
  title: Localized;
  body: Localized;
  /** Day and times of a fixed one. */
  blanks: Record<string, string>;
  /** Recordings of the words as they are. */
  spoken: boolean;
}

const canBeCorrected = (notice: Notice, now: Date) => isHeld(notice, now) && notice.class !== 'personal';

/** The words as they are, for whoever may correct them. @throws a 404 Response for everybody else, and once it is over */
export async function getCorrectable({ mall, actor, now }: Doing, id: string): Promise<Correctable> {
  const notice = await getChangeable({ mall, actor }, id);
  if (!canBeCorrected(notice, now) || notice.class === 'personal') throw notFound();
  const texts = await readTexts(mall._id, [notice.title, notice.body], [`notice:${id}`]);
  const inAll = (text: string | undefined): Localized => {
    const found = text ? texts.get(text) : undefined;
    return found ? { [found.language]: found.words, ...Object.fromEntries(found.translations.map(({ language, words }) => [language, words])) } : {};
  };
  const original = (texts.get(notice.title) ?? texts.get(notice.body ?? ''))?.language as ContentLanguage | undefined;
  return { id, class: notice.class, template: notice.template, original: original ?? 'zh', title: inAll(notice.title), body: inAll(notice.body), blanks: notice.params ?? {}, spoken: Object.keys(notice.voices ?? {}).length > 0 };
}

/** Languages whose words stayed while the original's changed: they may say the old thing. */
export function leftBehind(before: Localized, after: Words, original: ContentLanguage): ContentLanguage[] {
  if (before[original] === after[original]) return [];
  return CONTENT_LANGUAGES.filter((language) => language !== original && after[language] && after[language] === before[language]);
}

/** Languages in which it says something else now; day and times stand in every one. */
function saidAnew(changes: readonly Change[], blanks: Record<string, string>, input: CorrectionInput): ContentLanguage[] {
  const timed = input.class === 'must-acknowledge' && (['day', 'from', 'until'] as const).some((blank) => blanks[blank] !== input[blank]);
  return CONTENT_LANGUAGES.filter((language) => timed || changes.some(([, was, words]) => (was[language] ?? '') !== (words[language] ?? '')));
}

/**
 * Corrects the words: the old ones and recordings of them are erased, the notice is marked, and everybody who has it is sent it anew, to be
 * acknowledged again. A language whose words stayed though the original changed doesn't go out without asking.
 * @throws {Refusal}
 */
export async function correctNotice(doing: Doing, id: string, input: CorrectionInput, voices: Voices<ReadyFile> = {}): Promise<void> {
  const { mall, actor, now } = doing;
  const before = await getCorrectable(doing, id);
  if (before.class !== input.class) throw new Refusal('form.not-a-choice', 'class');
  const { original } = input;
  const changes: Change[] = input.class === 'information' ? [['title', before.title, input.title, 'title'], ['body', before.body, input.body, 'body']] : [['body', before.body, input.added, 'added']];
  for (const [field, was, words, name] of changes) {
    const needed = field === 'title' || Object.values(words).some(Boolean) || before.template === 'fixed.recall';
    if (needed && !words[original]) throw new Refusal('notices:refused.no-original', `${name}-${original}`);
    const [behind] = input.still ? [] : leftBehind(was, words, original);
    if (behind) throw new Refusal('notices:refused.original-changed', `${name}-${behind}`);
  }
  if (input.class === 'must-acknowledge' && input.until <= input.from) throw new Refusal('notices:refused.until-before-from', 'until');
  const notice = await getChangeable(doing, id);
  await runCommand({ name: 'notice:correct', mall: mall._id, actor, role: notice.author === actor.account ? notice.role : 'officer', subject: 'none', target: id, now }, async (tx) => {
    const write = (words: Words) => writeInAll(tx, { notice: id, author: actor.account, original, words, expiresAt: notice.expiresAt ?? expiryOf(now) });
    const written: Partial<Record<'title' | 'body', string>> = {};
    for (const [field, , words] of changes) written[field] = (await write(words)) ?? '';
    await eraseTexts(tx, changes.flatMap(([field]) => notice[field] || []));
    const going = { notice: id, author: actor.account, sentAt: notice.sentAt, expiresAt: notice.expiresAt ?? expiryOf(now) };
    const said = await replaceVoices(tx, going, notice.voices ?? {}, { changed: saidAnew(changes, before.blanks, input), voices });
    const params = input.class === 'must-acknowledge' ? { params: { day: input.day, from: input.from, until: input.until } } : {};
    const again = isUnsent(notice.state) ? {} : { state: 'queued' as const };
    const { matchedCount } = await Notices.updateOne({ mall: mall._id, _id: id, state: notice.state }, { $set: { ...written, ...params, voices: said, ...again, correctedAt: now, correctedOrder: newId() } }, { session: tx.session });
    if (matchedCount === 0) throw new Refusal('form.changed-meanwhile');
    tx.changed(...changes.map(([field]) => field), ...Object.keys(params));
    tx.publish(noticeChanged(mall._id, notice));
  });
  if (!isUnsent(notice.state)) startDelivery(mall._id, id);
}
