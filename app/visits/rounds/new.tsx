import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { NamesFields } from '#app/components/names-fields.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { addDays } from '../days.ts';
import { checkRound, planRound } from './commands.server.ts';
import { findListInForce } from '../questions/queries.server.ts';
import { NeedFields } from './need-fields.tsx';
import { QuestionFields } from './question-fields.tsx';
import { scopeChoice } from './queries.server.ts';
import { LIMITS, RoundSchema, roundOfForm } from './schema.ts';
import { ScopeFields } from './scope-fields.tsx';

export const handle = { i18n: ['rounds', 'visits', 'questions'], title: (t) => t('rounds:new.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => {
  const today = dayIn(now, mall.zone);
  return { base: `/m/${mall.slug}/manage/rounds`, today, usual: addDays(today, 29), choice: await scopeChoice(mall), list: await findListInForce(mall, now), published: `/m/${mall.slug}/visit-questions` };
});

/** First how many shops it would be for; planned only by the second button. */
export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) => {
  const form = await request.formData();
  const input = roundOfForm(form);
  // Chosen boxes come back as one value each, as they do in every other field.
  for (const list of ['grids', 'levels', 'trades', 'questions', 'needs']) form.set(list, form.getAll(list).join(' '));
  const doing = { mall, actor, now };
  return submitForm(
    form,
    RoundSchema,
    async (round) => {
      if (round.intent === 'count') return { ok: true as const, shops: await checkRound(doing, round), values: formValues(form), errors: {} };
      return redirect(`/m/${mall.slug}/manage/rounds/${await planRound(doing, round)}`);
    },
    input,
  );
});

/** What for, when, and which shops. */
export default function NewRoundRoute() {
  const { base, today, usual, choice, list, published } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation('rounds');
  const errors = useFormErrors(answer, 'rounds');
  const sending = useNavigation().state === 'submitting';
  const counted = answer && 'shops' in answer ? answer : null;
  const valueOf: FormErrors['valueOf'] = (name, start) => counted?.values[name] ?? errors.valueOf(name, start);
  const fill = { ...errors, valueOf };
  const labels = { 'name-zh': t('new.name'), opensOn: t('new.opens'), closesOn: t('new.closes'), scope: t('new.scope'), grids: t('scope.grids'), levels: t('scope.levels'), trades: t('scope.trades'), questions: t('new.questions'), needs: t('new.needs') };
  return (
    <>
      <BackBar to={base} title={t('new.title')} />
      <PageTitle lead={t('new.lead')}>{t('new.title')}</PageTitle>
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={labels} />
          <NamesFields label={t('new.name')} errors={fill} maxLength={LIMITS.name} />
          <FieldRow>
            <Field name="opensOn" type="date" dir="ltr" min={today} label={t('new.opens')} defaultValue={valueOf('opensOn', today)} error={errors.errorOf('opensOn')} />
            <Field name="closesOn" type="date" dir="ltr" min={today} label={t('new.closes')} defaultValue={valueOf('closesOn', usual)} error={errors.errorOf('closesOn')} />
          </FieldRow>
          <ScopeFields choice={choice} fill={fill} />
        </Fields>
        <NeedFields fill={fill} />
        <QuestionFields list={list} published={published} fill={fill} />
        <Section>
          <SectionHead under={t('new.purpose-hint')}>{t('new.purpose')}</SectionHead>
          <Fields>
            <NamesFields name="purpose" label={t('new.purpose')} errors={fill} maxLength={LIMITS.purpose} long />
            {counted && <Strip tone={counted.shops > 0 ? 'ok' : 'warn'} icon="building-store" live title={t('new.counted', { count: counted.shops })} />}
            <Buttons>
              <Button size="desk" name="intent" value="count" icon="eye" disabled={sending}>
                {t('new.count')}
              </Button>
              <Button size="desk" look="main" name="intent" value="save" disabled={sending}>
                {t('new.save')}
              </Button>
            </Buttons>
          </Fields>
        </Section>
      </KeptForm>
    </>
  );
}
