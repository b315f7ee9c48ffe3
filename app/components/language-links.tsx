import { useLocation } from '@remix-run/react';
import { LANGUAGES, OWN_NAMES, type Language } from '#app/i18n/languages.ts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#app/i18n/react.ts';
import styles from './language-links.module.css';

/** All languages by their own names, as one plain form: choosing one is remembered and comes back to `next`, without script too. */
export function LanguageLinks({ next, offered = LANGUAGES, tall = false }: { next?: string; offered?: readonly Language[]; tall?: boolean }) {
  const { t } = useTranslation();
  const shown = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <form method="post" action="/language" className={tall ? styles.tall : styles.links} aria-label={t('language.label')}>
      <input type="hidden" name="next" value={next ?? pathname + search} />
      {offered.map((language) => (
        <button key={language} type="submit" name="language" value={language} lang={language} aria-current={language === shown ? 'true' : undefined}>
          {OWN_NAMES[language]}
        </button>
      ))}
    </form>
  );
}
