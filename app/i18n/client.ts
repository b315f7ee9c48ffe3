import type { i18n as I18n } from 'i18next';
import { isLanguage, LANGUAGES } from './languages.ts';
import { Words } from './lean.tsx';
import { localeFileUrl } from './locale-files.ts';
import { namespacesOf } from './namespaces.ts';

/** Fetches a language's file of a namespace; the head has preloaded those of the first page. */
async function fetchWords(language: string, namespace: string) {
  const url = isLanguage(language) ? localeFileUrl(language, namespace) : undefined;
  if (!url) throw new Error(`no locale file ${language}/${namespace}`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`locale file ${url}: ${response.status}`);
  return response.json();
}

/**
 * Ready with the page's language and the namespaces of its matched routes, so that hydration finds the same words as the server.
 * Await it before `hydrateRoot`. Namespaces of later pages are fetched when their route suspends on them.
 * In the browser lean.tsx stands in for react-i18next, whose provider takes it; the type says what pages may use of it.
 */
export async function startI18n(): Promise<I18n> {
  const wanted = document.documentElement.lang;
  const words = new Words(isLanguage(wanted) ? wanted : LANGUAGES[0], fetchWords);
  await words.load(namespacesOf(Object.values(globalThis.__remixRouteModules)));
  return words as unknown as I18n;
}
