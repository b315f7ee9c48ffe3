import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { boxesOf, COUNCIL } from '../letters/policy.ts';
import { IncidentList } from './incident-list.tsx';
import { listIncidents } from './queries.server.ts';

export const handle = { i18n: ['dispatch'], title: (t) => t('dispatch:title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'visits:coverage' }, async ({ mall, actor, now }) => ({
  incidents: await listIncidents(actor, mall, now),
  mayOpen: boxesOf(actor, mall._id).includes(COUNCIL),
  base: `/m/${mall.slug}`,
  zone: mall.zone,
  now,
}));

/** Incidents of the mall: all of them for its officers, those of their own grids for its volunteers. */
export default function IncidentsRoute() {
  const { incidents, mayOpen, base, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('dispatch');
  return (
    <>
      <BackBar to={base} title={t('title')} />
      <PageTitle
        lead={t('lead')}
        aside={
          mayOpen && (
            <ButtonLink to={`${base}/dispatch/new`} icon="plus">
              {t('open')}
            </ButtonLink>
          )
        }
      >
        {t('title')}
      </PageTitle>
      {incidents.length === 0 ? <Empty title={t('empty')}>{t('empty-mall')}</Empty> : <IncidentList incidents={incidents} to={(id) => `${base}/dispatch/${id}`} zone={zone} now={now} />}
    </>
  );
}
