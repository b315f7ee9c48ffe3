import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { rememberLanguage } from '#app/i18n/language.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { safePath } from '#app/platform/paths.ts';
import styles from './sign-in.module.css';

export const handle = { title: (t) => t('language.choose') } satisfies PageHandle;

export const loader = openToAnyone(({ request }) => ({ next: safePath(new URL(request.url).searchParams.get('next')) }));

/** Remembers the choice and goes back to where the form stood. */
export const action = openToAnyone(async ({ request }) => {
  const { headers, to } = await rememberLanguage(request);
  return redirect(to, { headers, status: 303 });
});

export default function LanguageRoute() {
  const { next } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to={next} title={t('language.label')} />
      <PageTitle>{t('language.choose')}</PageTitle>
      <LanguageLinks next={next} tall />
    </main>
  );
}
