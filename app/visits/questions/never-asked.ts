import { CONTENT_LANGUAGES, type ContentLanguage, type Localized } from '#app/i18n/languages.ts';
import words from './never-asked.json';

/** Between the words of a language without spaces there is nothing to begin after. */
const begins = (language: ContentLanguage): string => (language === 'zh' ? '' : '(?<![\\p{L}\\p{M}])');
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const PATTERNS = new Map(CONTENT_LANGUAGES.map((language) => [language, new RegExp(`${begins(language)}(?:${words[language].map(escaped).join('|')})`, 'iu')]));

/**
 * The first language in which a question's words speak of what is never asked: who somebody is, her family, faith, journeys,
 * income, who works for her (DESIGN.md, "A closed field list"). It catches the plain cases; the seven days and the council are for the others.
 */
export function languageOfForbidden(question: Localized): ContentLanguage | null {
  return CONTENT_LANGUAGES.find((language) => PATTERNS.get(language)?.test(question[language] ?? '')) ?? null;
}
