import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { SectionHead } from '#app/components/page.tsx';
import { GIVEN_REASONS } from './apart.ts';
import type { readPlanPage } from './page.server.ts';
import { MOST_MOVED } from './rules.ts';
import { apartField } from './schema.ts';
import styles from './grids.module.css';

type View = Awaited<ReturnType<typeof readPlanPage>> & { today: string };

/** Giving the plan its day, taking it back, giving it up. What stands against it is said before, not after. */
export function PlanSteps({ view, errors }: { view: View; errors: FormErrors }) {
  const { plan, steps, first, problem, split, today } = view;
  const { t } = useTranslation('grids');
  const sending = useNavigation().state === 'submitting';
  if (steps.length === 0) return null;
  const version = <input type="hidden" name="version" value={plan.version} />;
  return (
    <section className={styles.do} id="day">
      <SectionHead under={first ? t('plan.now-hint') : t('plan.day-hint')}>{first ? t('plan.now-title') : t('plan.day-title')}</SectionHead>
      {steps.includes('plan') && (
        <Form method="post" noValidate>
          <input type="hidden" name="step" value="plan" />
          {version}
          {split.length > 0 && <p className="small quiet">{t('plan.why-hint')}</p>}
          {split.map(({ id, number, apart }) => (
            <Select key={id} name={apartField(id)} label={t('plan.why', { number })} error={errors.errorOf(apartField(id))} defaultValue={errors.valueOf(apartField(id), apart)}>
              <option value="">{t('plan.why-choose')}</option>
              {GIVEN_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`apart.${reason}`)}
                </option>
              ))}
            </Select>
          ))}
          {!first && <Field name="day" type="date" label={t('plan.day')} hint={t('plan.told')} error={errors.errorOf('day')} defaultValue={errors.valueOf('day', plan.effectOn ?? '')} min={today} />}
          {(problem === 'too-many' || (problem === 'nothing-moves' && split.length === 0)) && <p className="small">{t(`refused.${problem}`, { max: MOST_MOVED })}</p>}
          <Button look="main" disabled={sending}>{first ? t('plan.now') : t('plan.plan')}</Button>
        </Form>
      )}
      {steps.includes('take-back') && (
        <Form method="post">
          <input type="hidden" name="step" value="take-back" />
          {version}
          <Button disabled={sending}>{t('plan.take-back')}</Button>
          <p className="small quiet">{t('plan.take-back-hint')}</p>
        </Form>
      )}
      {steps.includes('give-up') && (
        <Form method="post">
          <input type="hidden" name="step" value="give-up" />
          {version}
          <Button look="danger" disabled={sending}>{t('plan.give-up')}</Button>
        </Form>
      )}
    </section>
  );
}
