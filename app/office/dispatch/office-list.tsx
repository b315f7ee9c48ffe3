import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { boxOfOffice } from '../letters/policy.ts';
import { findOfficeMall } from '../queries.server.ts';
import { IncidentList } from './incident-list.tsx';
import { listIncidents } from './queries.server.ts';

export const handle = { i18n: ['dispatch'], title: (t) => t('dispatch:title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, actor, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return { incidents: await listIncidents(actor, mall, now, boxOfOffice(office)), base: `/office/${office}`, mall: { slug: mall.slug, name: mall.name, zone: mall.zone }, now };
});

/** What this office opened in one mall. */
export default function OfficeIncidentsRoute() {
  const { incidents, base, mall, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('dispatch');
  const language = useLanguage();
  const open = (
    <ButtonLink to={`${base}/dispatch/new?mall=${mall.slug}`} icon="plus">
      {t('open')}
    </ButtonLink>
  );
  return (
    <>
      <BackBar to={`${base}?mall=${mall.slug}`} title={t('title')} />
      <PageTitle lead={<bdi>{pickLocalized(mall.name, language)?.text}</bdi>} aside={incidents.length > 0 && open}>
        {t('title')}
      </PageTitle>
      {incidents.length === 0 ? (
        <Empty title={t('empty')} action={open}>
          {t('empty-office')}
        </Empty>
      ) : (
        <IncidentList incidents={incidents} to={(id) => `${base}/dispatch/${id}?mall=${mall.slug}`} zone={mall.zone} now={now} />
      )}
    </>
  );
}
