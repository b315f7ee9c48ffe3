import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { ContentLanguage } from '#app/i18n/languages.ts';
import { ActForm } from '../act-form.tsx';
import type { RequestDetail } from '../detail.server.ts';
import { Words } from '../history-view.tsx';
import { MOST_TITLE } from '../limits.ts';
import styles from './checklist.module.css';

/** What is to be done, line by line: of whoever asked and whoever works on it together. Each tick is one tap, with script or without. */
export function Checklist({ detail, content, errors }: { detail: RequestDetail; content: ContentLanguage; errors: FormErrors }) {
  const { t } = useTranslation(['case', 'common']);
  const { steps, can } = detail;
  if (steps.length === 0 && !can.addStep) return null;
  const refused = errors.refusal?.values.intent === 'add-step';
  return (
    <Section id="steps">
      <SectionHead aside={steps.length > 0 && <Num>{t('steps.of', { done: steps.filter(({ done }) => done).length, all: steps.length })}</Num>}>{t('steps.title')}</SectionHead>
      <Sheet list>
        {steps.map(({ id, done, words }) => (
          <Line key={id}>
            <div className={styles.step}>
              {can.tickStep || can.addStep ? (
                <Form method="post">
                  <input type="hidden" name="step" value={id} />
                  <Button look="text" icon={done ? 'square-check' : 'square'} name="intent" value={done ? 'untick-step' : 'tick-step'}>
                    <span className="visually-hidden">{t(done ? 'steps.untick' : 'steps.tick')}</span>
                  </Button>
                </Form>
              ) : (
                <span>
                  <Icon name={done ? 'square-check' : 'square'} size={24} />
                  <span className="visually-hidden">{t(done ? 'steps.done' : 'steps.open')}</span>
                </span>
              )}
              <div className={done ? styles.done : undefined}>{words ? <Words said={words} content={content} alone={false} /> : <span className="quiet">{t('steps.erased')}</span>}</div>
            </div>
          </Line>
        ))}
        {can.addStep && (
          <ActForm key={steps.length} as="li" intent="add-step" icon="plus" button={t('steps.add-button')}>
            <Field name="words" id={refused ? 'f-words' : 'f-step'} maxLength={MOST_TITLE} label={t('steps.add')} error={refused ? errors.errorOf('words') : undefined} defaultValue={refused ? errors.valueOf('words') : undefined} />
          </ActForm>
        )}
      </Sheet>
    </Section>
  );
}
