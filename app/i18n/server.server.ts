/**
 * Words on the server. How the portal uses this room:
 * - root loader: `const language = detectLanguage(request, { account: accountLanguage, offered: mall.languages })`, returned as
 *   `language`; `<html lang={language} dir={directionOf(language)}>`; `useChangeLanguage(language)` of react.ts keeps the client in step.
 * - root `<head>`: `localePreloads(language, namespacesOf(useMatches())).map((href) => <link rel="preload" as="fetch" crossOrigin="anonymous" href={href} />)`.
 * - entry.server: `<I18nextProvider i18n={i18nFor(language)}>` around `<RemixServer>`; language from
 *   `remixContext.staticHandlerContext.loaderData.root?.language`, or `detectLanguage(request)` when the root loader failed.
 * - `/language` (routes/language.tsx) lists the languages and remembers a choice; `<LanguageLinks>` is its form, anywhere.
 * - routes name their words: `export const handle = { i18n: ['visits'] }`, and each new namespace adds its line to i18next.d.ts.
 * - entry.client: `const i18n = await startI18n()` from `client.ts`, then hydrate inside the same provider.
 * - loaders and commands that need words (titles of notices, exports, meta): `getT(language, 'notices')('sent.title')`, `getFormats(language)`.
 */
import { createInstance, type i18n as I18n, type FlatNamespace, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next/initReactI18next';
import { buildFormats, type Formats, type FormatTable } from './formats.ts';
import { FORMATS } from './namespaces.ts';
import { I18N_OPTIONS, setPluralRules } from './options.ts';
import type { Language } from './languages.ts';
import { rememberPlainWords } from './plain-words.ts';

const WORDS = import.meta.glob<Record<string, unknown>>('/locales/*/*.json', { import: 'default', eager: true });
const TABLES = import.meta.glob<Record<string, unknown>>('./tables/*.json', { import: 'default', eager: true });

/** Resources by language and namespace, as i18next wants them. */
function allResources(): Record<string, Record<string, Record<string, unknown>>> {
  const resources: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [path, words] of Object.entries(WORDS)) {
    const [language = '', file = ''] = path.split('/').slice(-2);
    (resources[language] ??= {})[file.replace('.json', '')] = words;
  }
  for (const [path, tables] of Object.entries(TABLES)) {
    const language = path.slice('./tables/'.length, -'.json'.length);
    (resources[language] ??= {})[FORMATS] = tables;
  }
  return resources;
}

let shared: I18n | undefined;

/** One instance with everything in it: a fresh one costs 0.4 ms, a fixed `t` of this one 0.005 ms. */
function sharedInstance(): I18n {
  if (shared) return shared;
  const resources = allResources();
  const instance = createInstance();
  // Without a backend and with `initImmediate: false`, i18next is ready when this returns.
  void instance.use(initReactI18next).init({ ...I18N_OPTIONS, resources, lng: 'zh', ns: Object.keys(resources.zh ?? {}), initImmediate: false });
  setPluralRules(instance);
  shared = instance;
  return instance;
}

/** The words of a language, for loaders and commands. */
export function getT<N extends FlatNamespace | readonly [FlatNamespace, ...FlatNamespace[]] = 'common'>(
  language: Language,
  namespaces?: N,
): TFunction<N> {
  return sharedInstance().getFixedT(language, namespaces ?? null) as TFunction<N>;
}

const formats = new Map<Language, Formats>();

/** Dates, numbers, durations and lists of a language, for loaders and commands. */
export function getFormats(language: Language): Formats {
  const known = formats.get(language);
  if (known) return known;
  const fresh = buildFormats(language, sharedInstance().getResourceBundle(language, FORMATS) as FormatTable);
  formats.set(language, fresh);
  return fresh;
}

const byLanguage = new Map<Language, I18n>();

/** The instance of a language, for rendering. Kept: rendering never changes its language, and a clone costs 0.1 ms. */
export function i18nFor(language: Language): I18n {
  const known = byLanguage.get(language) ?? rememberPlainWords(sharedInstance().cloneInstance({ lng: language, initImmediate: false }));
  byLanguage.set(language, known);
  return known;
}
