import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FieldError } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { PlanLine } from './plan-line.tsx';
import type { PlanCard } from './queries.server.ts';
import styles from '../roster.module.css';

/** What is planned for a shop, each to be taken back before its day; above it what couldn't be done, until an officer has read it. */
export function PlannedSection({ plans, today, errors }: { plans: readonly PlanCard[]; today: string; errors: FormErrors }) {
  const { t } = useTranslation('roster');
  const refused = plans.filter(({ state }) => state === 'refused');
  const planned = plans.filter(({ state }) => state === 'planned');
  const wrong = errors.errorOf('plan') ?? errors.errorOf('form');
  return (
    <>
      {wrong && <div className="pad"><FieldError>{wrong}</FieldError></div>}
      {refused.length > 0 && <Plans plans={refused} today={today} title={t('planned.refused')} under={t('planned.refused-hint')} intent="noted" button={t('planned.noted')} />}
      {planned.length > 0 && <Plans plans={planned} today={today} title={t('planned.title')} under={t('planned.hint')} intent="take-back" button={t('planned.take-back')} />}
    </>
  );
}

function Plans({ plans, today, title, under, intent, button }: { plans: readonly PlanCard[]; today: string; title: string; under: string; intent: string; button: string }) {
  return (
    <Section near>
      <SectionHead under={under}>{title}</SectionHead>
      <Sheet list label={title}>
        {plans.map((plan) => (
          <Line key={plan.id}>
            <Form method="post" className={styles.same}>
              <input type="hidden" name="plan" value={plan.id} />
              <PlanLine plan={plan} today={today} />
              <Button name="intent" value={intent}>
                {button}
              </Button>
            </Form>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
