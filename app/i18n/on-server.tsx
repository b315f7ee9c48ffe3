/**
 * What pages use of react-i18next, for rendering on the server, where words are all there and the language never changes:
 * no hooks, no waiting. `vite.config.ts` puts it in the place of react-i18next in the server's build, as it does `lean.tsx` in the
 * browser's (docs/decisions/0034).
 */
import type { i18n as I18n, TFunction } from 'i18next';
import { createContext, type ReactNode, useContext } from 'react';

export { Trans } from './lean.tsx';

const Words = createContext<I18n | null>(null);

export function I18nextProvider({ i18n, children }: { i18n: I18n; children: ReactNode }) {
  return <Words.Provider value={i18n}>{children}</Words.Provider>;
}

interface Translation {
  t: TFunction;
  i18n: I18n;
  ready: true;
}
const known = new WeakMap<I18n, Map<unknown, Translation>>();

export function useTranslation(namespace: string | readonly string[] = 'common'): Translation {
  const i18n = useContext(Words);
  if (!i18n) throw new Error('no words around this page');
  const ofInstance = known.get(i18n) ?? new Map<unknown, Translation>();
  known.set(i18n, ofInstance);
  const name = typeof namespace === 'string' ? namespace : namespace.join();
  const found = ofInstance.get(name) ?? { t: i18n.getFixedT(null, namespace as 'common') as unknown as TFunction, i18n, ready: true };
  ofInstance.set(name, found);
  return found;
}
