import 'i18next';
import type common from '#locales/en/common.json';
import type server from '#locales/en/server.json';
import type words from '#locales/en/words.json';

/** Keys are typed from the English files, so a text that doesn't exist is a type error. A new namespace adds its line here. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: { common: typeof common; server: typeof server; words: typeof words };
  }
}
