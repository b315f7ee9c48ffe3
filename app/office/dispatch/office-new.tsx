import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, Columns, PageTitle } from '#app/components/page.tsx';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { boxOfOffice } from '../letters/policy.ts';
import { findOfficeMall } from '../queries.server.ts';
import { DispatchMaps } from './maps.tsx';
import { readWhere, submitOpening } from './opening.server.ts';
import { OpeningForm, WhereForm } from './opening-form.tsx';

export const handle = { i18n: ['dispatch'], title: (t) => t('dispatch:open'), bar: 'own' } satisfies PageHandle;

const mallOf = async (request: Request, office: string, now: Date) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return mall;
};

export const loader = atOffice(async ({ request, office, now }) => {
  const mall = await mallOf(request, office, now);
  return { ...(await readWhere(request, mall)), base: `/office/${office}/dispatch`, mall: mall.slug };
});

export const action = atOffice(async ({ request, office, actor, now }) => {
  const mall = await mallOf(request, office, now);
  return submitOpening(request, { mall, actor, now }, boxOfOffice(office), (id) => redirect(`/office/${office}/dispatch/${id}?mall=${mall.slug}`));
});

/** An office opens an incident in a mall under it and offers tasks to grids. */
export default function OpenIncidentRoute() {
  const { grids, chosen, ready, wrong, maps, base, mall } = useLoaderData<typeof loader>();
  const { t } = useTranslation('dispatch');
  const errors = useFormErrors(useActionData(), 'dispatch');
  const change = `?${new URLSearchParams([['mall', mall], ...chosen.map((grid) => ['grid', grid])])}`;
  return (
    <>
      <BackBar to={`${base}?mall=${mall}`} title={t('open')} />
      <PageTitle lead={t('open-lead')}>{t('open')}</PageTitle>
      <Columns>
        <div>{ready ? <OpeningForm grids={grids} change={change} errors={errors} /> : <WhereForm grids={grids} chosen={chosen} mall={mall} wrong={wrong} />}</div>
        <DispatchMaps maps={maps} />
      </Columns>
    </>
  );
}
