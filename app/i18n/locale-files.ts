import { FORMATS } from './namespaces.ts';
import type { Language } from './languages.ts';

/**
 * Addresses of all locale files, hashed and cached for good in a build. The same on server and client,
 * so that the server can preload what the client is about to fetch.
 */
const WORDS = import.meta.glob<string>('/locales/*/*.json', { query: '?url', import: 'default', eager: true });
const TABLES = import.meta.glob<string>('./tables/*.json', { query: '?url', import: 'default', eager: true });

/** Undefined where there is no such file. */
export function localeFileUrl(language: Language, namespace: string): string | undefined {
  return namespace === FORMATS ? TABLES[`./tables/${language}.json`] : WORDS[`/locales/${language}/${namespace}.json`];
}

/** For `<link rel="preload" as="fetch" crossorigin="anonymous" href={…}>` in the head: the files are there when hydration asks. */
export function localePreloads(language: Language, namespaces: readonly string[]): string[] {
  return namespaces.flatMap((namespace) => localeFileUrl(language, namespace) ?? []);
}
