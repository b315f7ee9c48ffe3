import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar } from '#app/components/page.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitAct } from './acting.server.ts';
import { IncidentPage } from './incident-page.tsx';
import { mapsOf } from './maps.server.ts';
import { getIncident } from './queries.server.ts';

export const handle = { i18n: ['dispatch', 'letters'], title: (t) => t('dispatch:one'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'visits:coverage' }, async ({ params, mall, actor, now }) => {
  const incident = await getIncident(actor, mall, String(params.incident), now);
  return { incident, maps: await mapsOf(mall, incident), base: `/m/${mall.slug}/dispatch`, zone: mall.zone, now };
});

export const action = authorised({ can: 'visits:coverage' }, async ({ request, params, mall, actor, now }) => {
  const id = String(params.incident);
  await getIncident(actor, mall, id, now);
  return submitAct(request, { mall, actor, now }, id, () => redirect(`/m/${mall.slug}/dispatch/${id}`));
});

/** One incident inside the mall: officers see all of it, people of a grid what is offered to theirs. */
export default function MallIncidentRoute() {
  const { incident, maps, base, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('dispatch');
  const errors = useFormErrors(useActionData(), 'dispatch');
  return (
    <>
      <BackBar to={base} title={t('one')} />
      <IncidentPage incident={incident} maps={maps} errors={errors} zone={zone} now={now} />
    </>
  );
}
