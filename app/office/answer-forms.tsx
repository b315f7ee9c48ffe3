import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { ContentLanguage } from '#app/i18n/languages.ts';
import styles from './desk.module.css';
import { MOST_WORDS } from './schema.ts';

interface AnswerFormsProps {
  takenOn: boolean;
  turn: number;
  language: ContentLanguage;
  /** What the action answered, if it refused. */
  answer: unknown;
}

const OUTCOMES = ['solved', 'half-fixed', 'wont-do'] as const;

/** Take on, answer, hand back: three plain forms of one address. */
export function AnswerForms({ takenOn, turn, language, answer }: AnswerFormsProps) {
  const { t } = useTranslation(['office', 'common', 'words']);
  const errors = useFormErrors(answer, 'office');
  const handsBack = errors.refusal?.values.act === 'hand-back';
  const hidden = (
    <>
      <input type="hidden" name="turn" value={turn} />
      <input type="hidden" name="language" value={language} />
    </>
  );
  return (
    <>
      <FormErrorSummary errors={errors} labels={{ words: t('request.answer-label'), reason: t('request.hand-back-why'), outcome: t('request.outcome') }} />
      {takenOn ? (
        <p className={styles.say}>{t('request.taken')}</p>
      ) : (
        <Form method="post" className={styles.takeOn}>
          {hidden}
          <Button look="main" name="act" value="take-on">
            {t('common:button.take-on')}
          </Button>
          <p className="small quiet">{t('request.take-on-note')}</p>
        </Form>
      )}
      <Section near>
        <SectionHead>{t('request.answer')}</SectionHead>
        <Form method="post">
          {hidden}
          <Fields>
            <Select name="outcome" label={t('request.outcome')} defaultValue={errors.valueOf('outcome', 'solved')} error={errors.errorOf('outcome')}>
              {OUTCOMES.map((outcome) => (
                <option key={outcome} value={outcome}>
                  {t(`words:outcome.${outcome}`)}
                </option>
              ))}
            </Select>
            <TextArea name="words" label={t('request.answer-label')} hint={t('request.answer-hint')} maxLength={MOST_WORDS} defaultValue={errors.valueOf('words')} error={handsBack ? undefined : errors.errorOf('words')} />
            <Button look={takenOn ? 'main' : 'plain'} name="act" value="answer">
              {t('request.send-answer')}
            </Button>
          </Fields>
        </Form>
      </Section>
      <Section near>
        <Sheet>
          <LineFold title={t('request.hand-back')} open={handsBack}>
            <Form method="post">
              {hidden}
              <Fields plain>
                <TextArea name="reason" label={t('request.hand-back-why')} maxLength={MOST_WORDS} defaultValue={errors.valueOf('reason')} error={errors.errorOf('reason') ?? (handsBack ? errors.errorOf('words') : undefined)} />
                <Button look="plain" name="act" value="hand-back">
                  {t('request.hand-back')}
                </Button>
              </Fields>
            </Form>
          </LineFold>
        </Sheet>
      </Section>
    </>
  );
}
