import i18next from 'i18next';

/** Languages of the interface, in the order of the language list. The first one that a mall offers is its fallback. */
export const LANGUAGES = ['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Languages that people write in: Kazakh in Arabic script is made from the Cyrillic, never stored. */
export const CONTENT_LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];

/** Words per language; any may be missing. */
export type Localized = Partial<Record<ContentLanguage, string>>;

/** Each language's name in itself. */
export const OWN_NAMES: Record<Language, string> = {
  zh: '中文',
  ug: 'ئۇيغۇرچە',
  kk: 'Қазақша',
  'kk-Arab': 'قازاقشا',
  ru: 'Русский',
  en: 'English',
};

export function isLanguage(value: unknown): value is Language {
  return (LANGUAGES as readonly unknown[]).includes(value);
}

export function isContentLanguage(value: unknown): value is ContentLanguage {
  return (CONTENT_LANGUAGES as readonly unknown[]).includes(value);
}

const directions = new Map<string, 'ltr' | 'rtl'>(LANGUAGES.map((language) => [language, i18next.dir(language)]));

/** Derived from the language, never listed by hand. Also takes codes of quotations from elsewhere ('ar', 'fa'). */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return directions.get(language) ?? i18next.dir(language);
}

/** The language in which words for a reader of this one are stored. */
export function contentLanguageOf(language: Language): ContentLanguage {
  return language === 'kk-Arab' ? 'kk' : language;
}

/**
 * Where a reader's own language is missing: first what she most likely reads too, then everything else.
 * Russian before Chinese for Kazakh, Chinese before Russian for Uyghur, as in the mall's schools and markets.
 */
const FALLBACKS: Record<ContentLanguage, readonly ContentLanguage[]> = {
  zh: ['zh', 'en', 'ug', 'kk', 'ru'],
  ug: ['ug', 'zh', 'kk', 'ru', 'en'],
  kk: ['kk', 'ru', 'zh', 'ug', 'en'],
  ru: ['ru', 'en', 'kk', 'zh', 'ug'],
  en: ['en', 'ru', 'zh', 'kk', 'ug'],
};

export interface PickedWords {
  text: string;
  /** Language and script of `text`: set it as `lang` (and `directionOf` it as `dir`) wherever `own` is false. */
  language: Language;
  /** False: the words are in another language than the reader's, and the page says so. */
  own: boolean;
}

/**
 * The words for a reader and the language they came from; null when there are none at all.
 * Pure and small, for both sides. It leaves Kazakh in Cyrillic; `localizedFor` on the server also converts the script.
 */
export function pickLocalized(localized: Localized, reader: Language): PickedWords | null {
  const wanted = contentLanguageOf(reader);
  for (const language of FALLBACKS[wanted]) {
    const text = localized[language];
    if (text) return { text, language, own: language === reader };
  }
  return null;
}
