import { z } from 'zod';
import { CONTENT_LANGUAGES, type ContentLanguage, type Localized } from '#app/i18n/languages.ts';

/** `2026-03-11`, a day that there is. */
export const DaySchema = z.string().refine(isDay, 'form.not-a-date');
/** The same where the field may stay empty. */
export const MaybeDaySchema = z.string().trim().refine((day) => day === '' || isDay(day), 'form.not-a-date').default('');
/** `16:40`, 24 hours. */
export const TimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'form.not-a-time');

/** 31 February is read as a day of March by some; here it is none. */
function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day;
}

/** Words that may be left out; only spaces are none. */
export const wordsUpTo = (most: number) => z.string().trim().max(most).optional().transform((text) => text || undefined);

/** `name-zh` … `name-en`: one field a language, so that an error stands at its own. */
export function perLanguage<N extends string>(name: N, most: number): Record<`${N}-${ContentLanguage}`, ReturnType<typeof wordsUpTo>> {
  return Object.fromEntries(CONTENT_LANGUAGES.map((language) => [`${name}-${language}`, wordsUpTo(most)])) as Record<`${N}-${ContentLanguage}`, ReturnType<typeof wordsUpTo>>;
}

/** What came of {@link perLanguage}, by language, without what was left empty. */
export function byLanguage(name: string, fields: object): Localized {
  const words = fields as Record<string, string | undefined>;
  return Object.fromEntries(CONTENT_LANGUAGES.flatMap((language) => (words[`${name}-${language}`] ? [[language, words[`${name}-${language}`]]] : [])));
}
