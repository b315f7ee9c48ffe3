import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, Columns, PageTitle } from '#app/components/page.tsx';
import { authorised, type InMallContext, notFound } from '#app/platform/authorise.server.ts';
import { boxesOf, COUNCIL } from '../letters/policy.ts';
import { DispatchMaps } from './maps.tsx';
import { readWhere, submitOpening } from './opening.server.ts';
import { OpeningForm, WhereForm } from './opening-form.tsx';

export const handle = { i18n: ['dispatch'], title: (t) => t('dispatch:open'), bar: 'own' } satisfies PageHandle;

const requireCouncil = ({ actor, mall }: InMallContext): void => {
  if (!boxesOf(actor, mall._id).includes(COUNCIL)) throw notFound();
};

export const loader = authorised({ can: 'mall:manage' }, async (context) => {
  requireCouncil(context);
  return { ...(await readWhere(context.request, context.mall)), base: `/m/${context.mall.slug}/dispatch` };
});

export const action = authorised({ can: 'mall:manage' }, async (context) => {
  requireCouncil(context);
  return submitOpening(context.request, context, COUNCIL, (id) => redirect(`/m/${context.mall.slug}/dispatch/${id}`));
});

/** The council opens an incident for its own grids. */
export default function CouncilOpensRoute() {
  const { grids, chosen, ready, wrong, maps, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation('dispatch');
  const errors = useFormErrors(useActionData(), 'dispatch');
  const change = `?${new URLSearchParams(chosen.map((grid) => ['grid', grid]))}`;
  return (
    <>
      <BackBar to={base} title={t('open')} />
      <PageTitle lead={t('open-lead-council')}>{t('open')}</PageTitle>
      <Columns>
        <div>{ready ? <OpeningForm grids={grids} change={change} errors={errors} /> : <WhereForm grids={grids} chosen={chosen} wrong={wrong} />}</div>
        <DispatchMaps maps={maps} />
      </Columns>
    </>
  );
}
