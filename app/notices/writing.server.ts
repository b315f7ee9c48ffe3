import type { Tx } from '#app/platform/command.server.ts';
import { translateText, writeText } from '#app/platform/texts.server.ts';
import { KEPT_AFTER_EXPIRY } from './rules.ts';
import type { NoticeInput } from './schema.ts';

type PerLanguage = NoticeInput['original'];
export type Words = Partial<Record<PerLanguage, string | undefined>>;

export interface ToWrite {
  notice: string;
  author: string;
  original: PerLanguage;
  words: Words;
  expiresAt: Date;
}

/** Words of a notice in its languages; they go with it. @returns the text's id; none where nothing was written */
export async function writeInAll(tx: Tx, { notice, author, original, words, expiresAt }: ToWrite): Promise<string | undefined> {
  const own = words[original];
  if (!own) return undefined;
  const eraseAt = new Date(expiresAt.getTime() + KEPT_AFTER_EXPIRY);
  const id = await writeText(tx, { language: original, words: own, author, subject: 'mall', readers: [`notice:${notice}`], eraseAt });
  for (const [language, said] of Object.entries(words)) if (said && language !== original) await translateText(tx, id, language, said, author);
  return id;
}
