import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { LetterBox } from './letter-box.tsx';
import { boxOfOffice } from './policy.ts';
import { listBox } from './queries.server.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:box.office'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return { ...(await listBox(mall, boxOfOffice(office), now)), base: `/office/${office}`, mall: { slug: mall.slug, name: mall.name }, today: dayIn(now, mall.zone) };
});

/** Questions to this office from one mall. */
export default function OfficeBoxRoute() {
  const { waiting, answered, base, mall, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('letters');
  const language = useLanguage();
  return (
    <>
      <BackBar to={`${base}?mall=${mall.slug}`} title={t('box.office')} />
      <PageTitle lead={<bdi>{pickLocalized(mall.name, language)?.text}</bdi>}>{t('box.office')}</PageTitle>
      <LetterBox waiting={waiting} answered={answered} today={today} to={(id) => `${base}/letters/${id}?mall=${mall.slug}`} />
    </>
  );
}
