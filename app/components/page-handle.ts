import type { FlatNamespace, TFunction } from 'i18next';
import type { TranslatedHandle } from '#app/i18n/namespaces.ts';

/** Every namespace's keys, written `namespace:section.element`. */
export type AnyT = TFunction<FlatNamespace[]>;

/**
 * What a route says about its page: the namespaces of its words and its title, from its own words and its loader's data.
 * `export const handle = { i18n: ['visits'], title: (t) => t('visits:day.title') } satisfies PageHandle;`
 * The root writes `<title>` from the deepest route that has one; `data` is undefined where the loader failed.
 */
export interface PageHandle<Data = unknown> extends Partial<TranslatedHandle> {
  title?(t: AnyT, data: Data | undefined): string | undefined;
  /** On a phone: the mall's bar with the logo, or one that the page draws itself ({@link BackBar}). */
  bar?: 'logo' | 'own';
  /** False where the page's own buttons lie at the bottom ({@link Dock}). */
  tabs?: boolean;
}
