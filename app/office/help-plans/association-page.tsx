import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { boxesOf, COUNCIL } from '../letters/policy.ts';
import { actOnPlan } from './commands.server.ts';
import { PlanLines } from './plan-lines.tsx';
import { listPlans } from './queries.server.ts';
import { PlanActSchema } from './schema.ts';

export const handle = { i18n: ['office', 'letters'], title: (t) => t('office:plans.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, actor, now }) => ({
  plans: await listPlans(mall, now),
  mayAct: boxesOf(actor, mall._id).includes(COUNCIL),
  base: `/m/${mall.slug}`,
  today: dayIn(now, mall.zone),
  zone: mall.zone,
  now,
}));

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), PlanActSchema, async (act) => {
    await actOnPlan({ mall, actor, now }, act);
    return redirect(`/m/${mall.slug}/manage/help-plans`);
  }),
);

/** What an office offers the mall: the council answers, and both sides see how far it is. */
export default function HelpPlansRoute() {
  const { plans, mayAct, base, today, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const errors = useFormErrors(useActionData(), 'office');
  return (
    <>
      <BackBar to={base} title={t('plans.title')} />
      <PageTitle lead={t('plans.lead')}>{t('plans.title')}</PageTitle>
      <Fields>
        <FormErrorSummary errors={errors} labels={{}} />
      </Fields>
      {plans.length === 0 && <Empty title={t('plans.empty')}>{t('plans.empty-mall')}</Empty>}
      <PlanLines plans={plans} side="mall" mayAct={mayAct} today={today} zone={zone} now={now} />
    </>
  );
}
