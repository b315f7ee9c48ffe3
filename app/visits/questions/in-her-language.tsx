import { directionOf, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

/** The association's words in the reader's language, or in one that she most likely reads too. */
export function InHerLanguage({ words }: { words: Localized }) {
  const picked = pickLocalized(words, useLanguage());
  return picked && <bdi lang={picked.language} dir={directionOf(picked.language)}>{picked.text}</bdi>;
}
