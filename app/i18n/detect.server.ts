/**
 * Which language a request wants. The remembered choice first, then the account's, then the browser's, then the mall's.
 * remix-i18next's detector is not used: of `Accept-Language: de, ru;q=0.8` it reads only the first and gives up on Russian.
 */
import { isLanguage, LANGUAGES, type Language } from './languages.ts';

const LANGUAGE_COOKIE = 'lng';
const ONE_YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

export interface DetectOptions {
  /** What the signed-in person chose for herself. */
  account?: string | null;
  /** What the mall offers, in its order; all of them where no mall is in sight. */
  offered?: readonly Language[];
}

/** Kazakh of China is written in Arabic script even where the tag doesn't say so. */
function languageOfTag(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split('-');
  return language === 'kk' && (rest.includes('arab') || rest.includes('cn')) ? 'kk-Arab' : language;
}

function languagesOfBrowser(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((q) => q !== undefined);
      return { language: languageOfTag(tag.trim()), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}

function rememberedLanguage(request: Request): string | undefined {
  return /(?:^|;\s*)lng=([\w-]+)/.exec(request.headers.get('Cookie') ?? '')?.[1];
}

export function detectLanguage(request: Request, { account, offered = LANGUAGES }: DetectOptions = {}): Language {
  const header = request.headers.get('Accept-Language')?.slice(0, 500) ?? '';
  const wishes = [rememberedLanguage(request), account, ...languagesOfBrowser(header)];
  const wish = wishes.find((language): language is Language => isLanguage(language) && offered.includes(language));
  return wish ?? offered[0] ?? LANGUAGES[0];
}

/**
 * The `Set-Cookie` value that remembers a choice for a year. It says nothing about a person, and an offline page may set it too:
 * so it is neither signed nor HttpOnly. Sign-in sends it with the account's language, so that a phone follows its person.
 */
export function languageCookie(language: Language, { secure = false } = {}): string {
  return `${LANGUAGE_COOKIE}=${language}; Max-Age=${ONE_YEAR_IN_SECONDS}; Path=/; SameSite=Lax${secure ? '; Secure' : ''}`;
}
