import { createContext, useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { buildFormats, type Formats, type FormatTable } from './formats.ts';
import { directionOf, isLanguage, LANGUAGES, type Language } from './languages.ts';
import { FORMATS } from './namespaces.ts';

/** The language that the words on screen are in right now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : LANGUAGES[0];
}

export function useDirection(): 'ltr' | 'rtl' {
  return directionOf(useLanguage());
}

interface Reason {
  key: string;
  params?: Record<string, string | number>;
}

/** Says a {@link Reason} of the server (`form.required`, `visits:refused.ended`); its namespace is one of the route's. */
export function useReasons(): (reason: Reason) => string {
  const { t } = useTranslation();
  // Reasons come over the wire, so their keys are no literals; the tests of each room hold that they exist.
  return ({ key, params }) => t(key as 'form.required', params ?? {});
}

/** In the root: follows the root loader's language after a switch, once the words of all namespaces in use have been fetched. */
export function useChangeLanguage(language: Language): void {
  const { i18n } = useTranslation();
  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);
}

/** The second zone that this mall has all times printed in; around its pages by the shell. */
export const AlsoZone = createContext<string | undefined>(undefined);

const built = new WeakMap<object, Map<string | undefined, Formats>>();

/** Formats of the language on screen. Its table was fetched with the words. */
export function useFormats(): Formats {
  const { i18n } = useTranslation(FORMATS as 'common');
  const language = useLanguage();
  const table = i18n.getResourceBundle(language, FORMATS) as FormatTable;
  const also = useContext(AlsoZone);
  const known = built.get(table) ?? new Map<string | undefined, Formats>();
  built.set(table, known);
  const formats = known.get(also) ?? buildFormats(language, table, also);
  known.set(also, formats);
  return formats;
}
