import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { rememberLanguage } from '#app/i18n/language.server.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { belongsTo } from '#app/platform/actor.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { safePath } from '#app/platform/paths.ts';
import styles from './sign-in.module.css';

export const handle = { title: (t) => t('language.choose') } satisfies PageHandle;

/** From a page of a mall, the languages that it has on offer to its own people; from anywhere else all of them. */
export const loader = openToAnyone(async ({ request, actor, now }) => {
  const next = safePath(new URL(request.url).searchParams.get('next'));
  const slug = /^\/m\/([^/?#]+)/.exec(next)?.[1];
  const mall = actor && slug ? await findMall(slug, now) : null;
  const offered = actor && mall && belongsTo(actor, mall._id) ? LANGUAGES.filter((language) => mall.languages.includes(language)) : LANGUAGES;
  return { next, offered: offered.length > 0 ? offered : LANGUAGES };
});

/** Remembers the choice and goes back to where the form stood. */
export const action = openToAnyone(async ({ request }) => {
  const { headers, to } = await rememberLanguage(request);
  return redirect(to, { headers, status: 303 });
});

export default function LanguageRoute() {
  const { next, offered } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to={next} title={t('language.label')} />
      <PageTitle>{t('language.choose')}</PageTitle>
      <LanguageLinks next={next} offered={offered} tall />
    </main>
  );
}
