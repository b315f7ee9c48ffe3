import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { LetterBox } from './letter-box.tsx';
import { boxesOf, COUNCIL } from './policy.ts';
import { listBox } from './queries.server.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:box.council'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, actor, now }) => {
  if (!boxesOf(actor, mall._id).includes(COUNCIL)) throw notFound();
  return { ...(await listBox(mall, COUNCIL, now)), base: `/m/${mall.slug}`, today: dayIn(now, mall.zone) };
});

/** The council's letter box. */
export default function CouncilBoxRoute() {
  const { waiting, answered, base, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('letters');
  return (
    <>
      <BackBar to={base} title={t('box.council')} />
      <PageTitle lead={t('box.council-lead')}>{t('box.council')}</PageTitle>
      <LetterBox waiting={waiting} answered={answered} today={today} to={(id) => `${base}/manage/letters/${id}`} />
    </>
  );
}
