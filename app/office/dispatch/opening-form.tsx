import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldError, FieldRow, Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Section, SectionHead } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { GridCard } from '#app/mall/queries.server.ts';
import styles from './dispatch.module.css';
import { ANSWER_MINUTES, INCIDENT_KINDS, MOST, TASK_ROWS } from './limits.ts';
import { boxOf } from './boxes.ts';

interface WhereProps {
  grids: readonly GridCard[];
  chosen: readonly string[];
  /** Slug, where the page shows one of several malls. */
  mall?: string;
  /** Sent without a grid, or with too many. */
  wrong: boolean;
}

/** First step: where. A plain GET, so that the next page shows the places and nothing is stored. */
export function WhereForm({ grids, chosen, mall, wrong }: WhereProps) {
  const { t } = useTranslation(['dispatch', 'common']);
  return (
    <Form className="pad stack-2">
      {mall && <input type="hidden" name="mall" value={mall} />}
      <fieldset aria-describedby={wrong ? 'f-grid-error' : undefined}>
        <legend className="strong">{t('where')}</legend>
        <p className="small quiet">{t('where-under', { most: MOST.grids })}</p>
        {wrong && <FieldError id="f-grid-error">{t('refused.no-place', { most: MOST.grids })}</FieldError>}
        <div className={styles.ticks}>
          {grids.map((grid) => (
            <CheckboxLine key={grid._id} name="grid" value={grid._id} defaultChecked={chosen.includes(grid._id)}>
              <Patch {...grid} size={24} silent /> {t('common:grid.named', { number: grid.number })}
            </CheckboxLine>
          ))}
        </div>
      </fieldset>
      <Button look="main" name="step" value="tasks" icon="arrow-right">
        {t('next')}
      </Button>
    </Form>
  );
}

interface OpeningProps {
  grids: readonly GridCard[];
  /** Back to the first step, with the same places chosen. */
  change: string;
  errors: FormErrors;
}

/** Second step: what happened, and which task is offered to which of the places. */
export function OpeningForm({ grids, change, errors }: OpeningProps) {
  const { t } = useTranslation(['dispatch', 'common']);
  const { formatList } = useFormats();
  const sending = useNavigation().state === 'submitting';
  const { errorOf, valueOf } = errors;
  const first = grids[0]?._id ?? '';
  const rows = TASK_ROWS.flatMap((row) => [[`task-${row}`, t('task', { number: row })], [boxOf(row, first), t('offer-to')]]);
  return (
    <Section near>
      <SectionHead
        aside={
          <Link to={change}>{t('change')}</Link>
        }
        under={formatList(grids.map(({ number }) => t('common:grid.named', { number })))}
      >
        {t('where')}
      </SectionHead>
      <KeptForm keep="incident">
        <Fields>
          <FormErrorSummary errors={errors} labels={{ what: t('what'), kind: t('kind-label'), ...Object.fromEntries(rows) }} />
          <Select name="kind" label={t('kind-label')} defaultValue={valueOf('kind', '')} error={errorOf('kind')}>
            <option value="">{t('choose')}</option>
            {INCIDENT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
          <TextArea name="what" label={t('what')} hint={t('what-hint')} maxLength={MOST.what} defaultValue={valueOf('what')} error={errorOf('what')} />
          {TASK_ROWS.map((row) => (
            <TaskFields key={row} row={row} grids={grids} errors={errors} />
          ))}
          <Button look="main" icon="send" disabled={sending}>
            {t('send')}
          </Button>
        </Fields>
      </KeptForm>
    </Section>
  );
}

/** One task, the time for an answer, and the grids that it is offered to: all of the chosen ones unless a tick is taken away. */
function TaskFields({ row, grids, errors: { refusal, errorOf, valueOf } }: { row: number; grids: readonly GridCard[]; errors: FormErrors }) {
  const { t } = useTranslation(['dispatch', 'common']);
  const { formatDuration } = useFormats();
  const wrong = errorOf(boxOf(row, grids[0]?._id ?? ''));
  return (
    <div className={styles.task}>
      <FieldRow>
        <Field name={`task-${row}`} label={t('task', { number: row })} maxLength={MOST.task} autoComplete="off" dir="auto" defaultValue={valueOf(`task-${row}`)} error={errorOf(`task-${row}`)} optional={row > 1} />
        <Select name={`minutes-${row}`} label={t('minutes')} defaultValue={valueOf(`minutes-${row}`, '60')} error={errorOf(`minutes-${row}`)}>
          {ANSWER_MINUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {formatDuration(Number(minutes))}
            </option>
          ))}
        </Select>
      </FieldRow>
      <fieldset aria-describedby={wrong ? `f-on-${row}-error` : undefined}>
        <legend className="small">{t('offer-to-task', { number: row })}</legend>
        {wrong && <FieldError id={`f-on-${row}-error`}>{wrong}</FieldError>}
        <div className={styles.ticks}>
          {grids.map((grid) => {
            const box = boxOf(row, grid._id);
            return (
              <CheckboxLine key={grid._id} id={`f-${box}`} name={box} defaultChecked={refusal ? refusal.values[box] === 'on' : true}>
                {t('common:grid.named', { number: grid.number })}
              </CheckboxLine>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
