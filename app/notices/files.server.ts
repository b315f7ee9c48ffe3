import type { Notice } from '#models/notice.server.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, contentLanguageOf, type Language } from '#app/i18n/languages.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { attachFiles, eraseFiles, findFileCards, readPictures, readRecording, type ReadyFile } from '#app/platform/files.server.ts';
import { KEPT_AFTER_EXPIRY } from './rules.ts';

export type Voices<T> = Partial<Record<ContentLanguage, T>>;

/** What goes with a notice: its words as somebody says them, and pictures; pages of a PDF are pictures too. */
export interface NoticeFiles {
  voices: Voices<ReadyFile>;
  pictures: ReadyFile[];
}

/** Recordings under `voice-<language>`. @throws {Refusal} */
export async function readVoices(form: FormData): Promise<Voices<ReadyFile>> {
  const voices: Voices<ReadyFile> = {};
  for (const language of CONTENT_LANGUAGES) {
    const voice = await readRecording(form, `voice-${language}`);
    if (voice) voices[language] = voice;
  }
  return voices;
}

/** @throws {Refusal} */
export async function readNoticeFiles(form: FormData): Promise<NoticeFiles> {
  return { voices: await readVoices(form), pictures: await readPictures(form, { papers: true }) };
}

interface Going {
  notice: string;
  author: string;
  sentAt: Date;
  expiresAt: Date;
}

/** Kept as long as the notice, a recording no longer than the mall keeps voices. @returns ids for the notice's row */
export async function keepWith(tx: Tx, { notice, author, sentAt, expiresAt }: Going, { voices, pictures }: NoticeFiles): Promise<Pick<Notice, 'voices' | 'pictures'>> {
  const belonging = { subject: 'mall', readers: [`notice:${notice}`], eraseAt: new Date(expiresAt.getTime() + KEPT_AFTER_EXPIRY), from: sentAt };
  const spoken = Object.entries(voices);
  const said = await attachFiles(tx, author, belonging, spoken.map(([, voice]) => voice));
  const shown = await attachFiles(tx, author, belonging, pictures);
  return {
    ...(said.length > 0 && { voices: Object.fromEntries(spoken.map(([language], at) => [language, said[at] ?? ''])) }),
    ...(shown.length > 0 && { pictures: shown }),
  };
}

/**
 * The recordings of a notice whose words are corrected: those that say the old words go for good, new ones come.
 * @param changed languages whose words are others now
 */
export async function replaceVoices(tx: Tx, going: Going, before: Voices<string>, { changed, voices }: { changed: readonly ContentLanguage[]; voices: Voices<ReadyFile> }): Promise<Voices<string>> {
  const goes = ([language]: [string, string]) => changed.includes(language as ContentLanguage) || language in voices;
  const held = Object.entries(before);
  await eraseFiles(tx, held.filter(goes).map(([, id]) => id));
  const made = await keepWith(tx, going, { voices, pictures: [] });
  return { ...Object.fromEntries(held.filter((one) => !goes(one))), ...made.voices };
}

export interface ShownFiles {
  /** The reader's language first, then the original's order. */
  voices: { language: ContentLanguage; id: string }[];
  pictures: string[];
}

/** What is still there of them. */
export async function shownFiles(mall: string, { voices = {}, pictures = [] }: Pick<Notice, 'voices' | 'pictures'>, language: Language): Promise<ShownFiles> {
  const there = await findFileCards(mall, [...Object.values(voices), ...pictures]);
  const own = contentLanguageOf(language);
  const spoken = CONTENT_LANGUAGES.flatMap((one) => (voices[one] && there.has(voices[one]) ? [{ language: one, id: voices[one] }] : []));
  return { voices: spoken.sort((one, other) => Number(other.language === own) - Number(one.language === own)), pictures: pictures.filter((id) => there.has(id)) };
}

export const filesOf = ({ voices = {}, pictures = [] }: Pick<Notice, 'voices' | 'pictures'>): string[] => [...Object.values(voices), ...pictures];
