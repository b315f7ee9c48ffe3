import type { i18n as I18n, InitOptions } from 'i18next';
import { LANGUAGES } from './languages.ts';

/** What server and client share. No fallback language: a missing text would hide as Chinese; the tests find it instead. */
export const I18N_OPTIONS = {
  supportedLngs: [...LANGUAGES],
  fallbackLng: false,
  load: 'currentOnly',
  defaultNS: 'common',
  fallbackNS: 'common',
  returnNull: false,
  // React escapes; escaping twice would show &amp; in shop names.
  interpolation: { escapeValue: false },
  react: { useSuspense: true },
} satisfies InitOptions;

const ONE_OR_OTHER = {
  select: (count: number) => (count === 1 ? 'one' : 'other'),
  resolvedOptions: () => ({ pluralCategories: ['one', 'other'] }),
};

interface PluralResolver {
  getRule(code: string, options?: { ordinal?: boolean }): unknown;
}

/**
 * i18next asks Intl.PluralRules, and browsers without Uyghur or Kazakh answer by their own language's rules
 * (in a Russian Chromium three requests would look for `_few`). Both languages' rules are one and other (CLDR).
 * Call it after `init`, which makes the resolver.
 */
export function setPluralRules(i18n: I18n): void {
  const resolver = i18n.services.pluralResolver as PluralResolver;
  const byIntl = resolver.getRule.bind(resolver);
  resolver.getRule = (code, options) => (/^(ug|kk)\b/.test(code) ? ONE_OR_OTHER : byIntl(code, options));
}
