import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar } from '#app/components/page.tsx';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { boxOfOffice } from '../letters/policy.ts';
import { findOfficeMall } from '../queries.server.ts';
import { submitAct } from './acting.server.ts';
import { IncidentPage } from './incident-page.tsx';
import { mapsOf } from './maps.server.ts';
import { getIncident } from './queries.server.ts';

export const handle = { i18n: ['dispatch', 'letters'], title: (t) => t('dispatch:one'), bar: 'own' } satisfies PageHandle;

const mallOf = async (request: Request, office: string, now: Date) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return mall;
};

export const loader = atOffice(async ({ request, params, office, actor, now }) => {
  const mall = await mallOf(request, office, now);
  const incident = await getIncident(actor, mall, String(params.incident), now, boxOfOffice(office));
  return { incident, maps: await mapsOf(mall, incident), base: `/office/${office}/dispatch`, slug: mall.slug, zone: mall.zone, now };
});

export const action = atOffice(async ({ request, params, office, actor, now }) => {
  const mall = await mallOf(request, office, now);
  const id = String(params.incident);
  await getIncident(actor, mall, id, now, boxOfOffice(office));
  return submitAct(request, { mall, actor, now }, id, () => redirect(`/office/${office}/dispatch/${id}?mall=${mall.slug}`));
});

/** One incident of this office: every task in every grid, as it stands now. */
export default function OfficeIncidentRoute() {
  const { incident, maps, base, slug, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('dispatch');
  const errors = useFormErrors(useActionData(), 'dispatch');
  return (
    <>
      <BackBar to={`${base}?mall=${slug}`} title={t('one')} />
      <IncidentPage incident={incident} maps={maps} errors={errors} zone={zone} now={now} />
    </>
  );
}
