import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { actOnPlan, offerPlan } from './commands.server.ts';
import { MOST, LOAN_ROWS, TASK_ROWS } from './limits.ts';
import { LoanFields, TaskFields } from './offer-fields.tsx';
import { PlanLines } from './plan-lines.tsx';
import { listPlans } from './queries.server.ts';
import { OfferSchema, PlanActSchema } from './schema.ts';

export const handle = { i18n: ['office', 'letters'], title: (t) => t('office:plans.title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return { plans: await listPlans(mall, now, office), base: `/office/${office}`, mall: { slug: mall.slug, name: mall.name, zone: mall.zone }, today: dayIn(now, mall.zone), now };
});

export const action = atOffice(async ({ request, office, actor, now }) => {
  const form = await request.formData();
  const { mall } = await findOfficeMall(office, String(form.get('mall') ?? ''), now);
  if (!mall) throw notFound();
  const back = () => redirect(`/office/${office}/help-plans?mall=${mall.slug}`);
  if (form.has('act')) {
    return submitForm(form, PlanActSchema, async (act) => {
      await actOnPlan({ mall, actor, now }, act);
      return back();
    });
  }
  return submitForm(form, OfferSchema, async (offer) => {
    await offerPlan({ mall, actor, now }, office, offer, dayIn(now, mall.zone));
    return back();
  }, { ...Object.fromEntries(form), language: contentLanguageOf(detectLanguage(request)) });
});

/** What this office offers one mall, and a form to offer more. */
export default function OfficePlansRoute() {
  const { plans, base, mall, today, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'office');
  const sending = useNavigation().state === 'submitting';
  const rows = [...TASK_ROWS.map((row) => [`task-${row}`, t('plans.task', { number: row })]), ...LOAN_ROWS.flatMap((row) => [[`loan-${row}`, t('plans.loan', { number: row })], [`until-${row}`, t('plans.until-label')]])];
  return (
    <>
      <BackBar to={`${base}?mall=${mall.slug}`} title={t('plans.title')} />
      <PageTitle lead={<bdi>{pickLocalized(mall.name, language)?.text}</bdi>}>{t('plans.title')}</PageTitle>
      {plans.length === 0 && <Empty title={t('plans.empty')}>{t('plans.empty-office')}</Empty>}
      <PlanLines plans={plans} side="office" mayAct mall={mall.slug} today={today} zone={mall.zone} now={now} />
      <Section>
        <SectionHead under={t('plans.new-under')}>{t('plans.new')}</SectionHead>
        <KeptForm key={plans[0]?.id} keep="help-plan">
          <input type="hidden" name="mall" value={mall.slug} />
          <Fields>
            <FormErrorSummary errors={errors} labels={{ missing: t('plans.missing'), ...Object.fromEntries(rows) }} />
            <TextArea name="missing" label={t('plans.missing')} maxLength={MOST.missing} defaultValue={errors.valueOf('missing')} error={errors.errorOf('missing')} />
            {TASK_ROWS.map((row) => (
              <TaskFields key={row} row={row} errors={errors} />
            ))}
            {LOAN_ROWS.map((row) => (
              <LoanFields key={row} row={row} errors={errors} today={today} />
            ))}
            <Button look="main" icon="send" disabled={sending}>
              {t('plans.send')}
            </Button>
          </Fields>
        </KeptForm>
      </Section>
    </>
  );
}
