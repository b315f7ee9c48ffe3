import { Form, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, OWN_NAMES, type Language } from './languages.ts';
import { useLanguage } from './react.ts';

/** One button a language, each named in itself: a plain form, so it works before and without JavaScript, and keeps what is typed elsewhere. */
export function LanguageSwitch({ offered = LANGUAGES, className }: { offered?: readonly Language[]; className?: string }) {
  const { t } = useTranslation();
  const current = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action="/language" replace preventScrollReset className={className} aria-label={t('language.choose')}>
      <input type="hidden" name="redirectTo" value={pathname + search} />
      {offered.map((language) => (
        <button key={language} type="submit" name="language" value={language} lang={language} aria-pressed={language === current}>
          {OWN_NAMES[language]}
        </button>
      ))}
    </Form>
  );
}
