import { LANGUAGES } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { type Guesses, ROLES } from './read-geojson.ts';

const CATEGORIES = ['room', 'walkway', 'stairs', 'elevator', 'escalator', 'restroom', 'storage', 'foodservice', 'office', 'parking', 'nonpublic', 'opening', 'level'] as const;

/** What properties and rooms are called in plans of all our languages: lists with commas among the words of this room. */
export function guessesOfAll(): Guesses {
  const words = LANGUAGES.map((language) => getT(language, 'bringing'));
  const list = (read: (t: (typeof words)[number]) => string): string[] => [...new Set(words.flatMap((t) => read(t).split(/[,\u060c\u3001]/).map((word) => word.trim())))].filter(Boolean);
  const properties = Object.fromEntries(ROLES.map((key) => [key, list((t) => t(`guess.property.${key}`))])) as unknown as Guesses['properties'];
  return { properties, categories: Object.fromEntries(CATEGORIES.map((key) => [key, list((t) => t(`guess.category.${key}`))])), yes: list((t) => t('guess.yes')), no: list((t) => t('guess.no')) };
}
