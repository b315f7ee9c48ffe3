import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { BackBar, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { LetterLines } from './letter-lines.tsx';
import { listOwn } from './queries.server.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:mine.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ mall, actor, now }) => ({ letters: await listOwn(actor, mall, now), base: `/m/${mall.slug}`, today: dayIn(now, mall.zone) }));

/** What I asked the office and the council. */
export default function MyLettersRoute() {
  const { letters, base, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('letters');
  const ask = (
    <ButtonLink icon="message-2-plus" to={`${base}/letters/new`}>
      {t('ask.button')}
    </ButtonLink>
  );
  return (
    <>
      <BackBar to={`${base}/answers`} title={t('mine.title')} />
      <PageTitle aside={letters.length > 0 && ask}>{t('mine.title')}</PageTitle>
      <Section near>
        {letters.length === 0 ? (
          <Empty title={t('mine.empty')} action={ask}>
            {t('mine.empty-text')}
          </Empty>
        ) : (
          <LetterLines letters={letters} today={today} to={(id) => `${base}/letters/${id}`} />
        )}
      </Section>
    </>
  );
}
