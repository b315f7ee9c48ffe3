import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isLanguage, type Language } from '#app/i18n/languages.ts';
import type { KnownAccount } from '#app/platform/actors.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { languageOf } from './language-of.ts';
import type { Words } from './words.server.ts';

const MB = 1024 * 1024;
/** Eight pictures of a phone with room for the form around them. */
const MOST_BODY = 40 * MB;

/** A form that may bring files. @throws a 413 Response before anything is read of one that is too large */
export async function readForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MOST_BODY) throw new Response(null, { status: 413 });
  return request.formData();
}

export function screenLanguage(request: Request, mall: Pick<KnownMall, 'languages'>, known: Pick<KnownAccount, 'language'>): Language {
  return detectLanguage(request, { account: known.language, offered: mall.languages.filter(isLanguage) });
}

/** Words with the language they are most likely in; undefined where nothing was written. */
export function wordsOf(words: string | undefined, screen: Language): Words | undefined {
  return words ? { words, language: languageOf(words, screen) } : undefined;
}
