import { useLocation, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SCHEMES, type Scheme } from './scheme.ts';
import styles from './scheme-choice.module.css';

const WORDS = { auto: 'system', light: 'light', dark: 'dark' } as const;

/** Light, dark or as the device has it: one form, remembered in a cookie, so the server paints it right at once. */
export function SchemeChoice() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const chosen = useRouteLoaderData<{ scheme: Scheme }>('root')?.scheme ?? 'auto';
  return (
    <form method="post" action="/appearance" className={styles.choice} aria-label={t('theme.label')}>
      <input type="hidden" name="next" value={pathname} />
      {SCHEMES.map((scheme) => (
        <button key={scheme} type="submit" name="scheme" value={scheme} aria-current={scheme === chosen ? 'true' : undefined}>
          {t(`theme.${WORDS[scheme]}`)}
        </button>
      ))}
    </form>
  );
}
