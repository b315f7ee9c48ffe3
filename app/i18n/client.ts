import { createInstance, type BackendModule, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, LANGUAGES } from './languages.ts';
import { localeFileUrl } from './locale-files.ts';
import { namespacesOf } from './namespaces.ts';
import { I18N_OPTIONS, setPluralRules } from './options.ts';

/** Fetches a language's file of a namespace; the head has preloaded those of the first page. */
async function fetchWords(language: string, namespace: string): Promise<Record<string, unknown>> {
  const url = isLanguage(language) ? localeFileUrl(language, namespace) : undefined;
  if (!url) throw new Error(`no locale file ${language}/${namespace}`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`locale file ${url}: ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    fetchWords(language, namespace).then(
      (words) => done(null, words),
      (error: Error) => done(error, null),
    );
  },
};

/**
 * Ready with the page's language and the namespaces of its matched routes, so that hydration finds the same words as the server.
 * Await it before `hydrateRoot`. Namespaces of later pages are fetched when their route suspends on them.
 */
export async function startI18n(): Promise<I18n> {
  const wanted = document.documentElement.lang;
  const instance = createInstance();
  await instance
    .use(backend)
    .use(initReactI18next)
    .init({
      ...I18N_OPTIONS,
      lng: isLanguage(wanted) ? wanted : LANGUAGES[0],
      ns: namespacesOf(Object.values(globalThis.__remixRouteModules)),
    });
  setPluralRules(instance);
  return instance;
}
