import { readdirSync, readFileSync } from 'node:fs';
import { CONTENT_LANGUAGES, type ContentLanguage } from '#app/i18n/languages.ts';

export interface Text {
  language: ContentLanguage;
  namespace: string;
  /** `form.characters-left_one` */
  key: string;
  text: string;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The key without its plural ending. */
export function baseOf(key: string): string {
  return key.replace(PLURAL, '');
}

export function pluralOf(key: string): string | undefined {
  return PLURAL.exec(key)?.[1];
}

function* flatten(words: unknown, path: string[] = []): Generator<[key: string, text: unknown]> {
  if (words === null || typeof words !== 'object') yield [path.join('.'), words];
  else for (const [key, value] of Object.entries(words)) yield* flatten(value, [...path, key]);
}

export function namespacesIn(language: string): string[] {
  return readdirSync(`locales/${language}`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''))
    .sort();
}

/** Every text of every language people write in. */
export function allTexts(): Text[] {
  return CONTENT_LANGUAGES.flatMap((language) =>
    namespacesIn(language).flatMap((namespace) =>
      [...flatten(JSON.parse(readFileSync(`locales/${language}/${namespace}.json`, 'utf8')))].map(([key, text]) => ({
        language,
        namespace,
        key,
        text: typeof text === 'string' ? text : '',
      })),
    ),
  );
}
