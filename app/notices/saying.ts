import type { TFunction } from 'i18next';
import type { Formats } from '#app/i18n/formats.ts';
import { type Language, type Localized, type PickedWords, pickLocalized } from '#app/i18n/languages.ts';
import type { Named, Said } from './queries.server.ts';

interface Voice {
  t: TFunction<'notices'>;
  formats: Formats;
  language: Language;
  /** Today in the mall's zone. */
  today: string;
}

/** Names and numbers inside a sentence keep their own direction: first strong isolate … pop. */
const isolated = (text: string) => `\u2068${text}\u2069`;

function namesFor({ number, grid, day, from, until, shop, person }: Named, { formats, language, today }: Voice): Record<string, string> {
  const name = (words: Localized | undefined) => (words ? isolated(pickLocalized(words, language)?.text ?? '·') : '·');
  const fact = (text: string | undefined) => (text ? isolated(text) : '·');
  return {
    number: fact(number),
    from: fact(from),
    until: fact(until),
    day: day ? formats.formatDay(day, { today }) : '·',
    grid: grid === undefined ? '·' : isolated(String(grid)),
    shop: name(shop),
    person: name(person),
  };
}

/** One of the texts that nobody writes: to be acknowledged, or an emergency. */
export const isFixed = (template: string | undefined): boolean => template?.startsWith('fixed.') === true || template?.startsWith('emergency.') === true;

/** A notice's title (or the body of a fixed one) in the reader's language, on server and client alike. */
export function wordsOf(said: Said, voice: Voice, part: 'title' | 'body' = 'title'): PickedWords {
  if (said.template === undefined) return said.words;
  const { template, named } = said;
  const key = isFixed(template) ? `${template}.${part}` : `template.${template}`;
  const text: string = voice.t(key as 'template.erased', namesFor(named, voice) as Record<never, never>);
  return { text, language: voice.language, own: true };
}
