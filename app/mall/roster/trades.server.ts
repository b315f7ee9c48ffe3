import { CONTENT_LANGUAGES, type Localized } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import words from '#locales/en/words.json';

export interface Trade {
  key: string;
  names: Localized;
}

/** The closed list of what shops sell in this mall, `other` last. Every page and import that asks for a trade reads it here. */
export function tradesOf(_mall: Pick<KnownMall, '_id'>): readonly Trade[] {
  return Object.keys(words.trade).map((key) => ({
    key,
    names: Object.fromEntries(CONTENT_LANGUAGES.map((language) => [language, getT(language, 'words')(`trade.${key}` as 'trade.other')])),
  }));
}
