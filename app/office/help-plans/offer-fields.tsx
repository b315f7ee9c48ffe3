import { useTranslation } from 'react-i18next';
import { Field, FieldRow, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { LOAN_KINDS, MOST, TASK_DAYS } from './limits.ts';

interface RowProps {
  row: number;
  errors: FormErrors;
}

/** One task of the office, with the time that it gives itself. */
export function TaskFields({ row, errors: { valueOf, errorOf } }: RowProps) {
  const { t } = useTranslation('office');
  return (
    <FieldRow>
      <Field name={`task-${row}`} label={t('plans.task', { number: row })} maxLength={MOST.task} autoComplete="off" dir="auto" defaultValue={valueOf(`task-${row}`)} error={errorOf(`task-${row}`)} optional />
      <Select name={`days-${row}`} label={t('plans.days')} defaultValue={valueOf(`days-${row}`, '5')} error={errorOf(`days-${row}`)}>
        {TASK_DAYS.map((days) => (
          <option key={days} value={days}>
            {t('plans.within', { count: Number(days) })}
          </option>
        ))}
      </Select>
    </FieldRow>
  );
}

/** One thing that one side lends the other. */
export function LoanFields({ row, errors: { valueOf, errorOf }, today }: RowProps & { today: string }) {
  const { t } = useTranslation('office');
  return (
    <>
      <FieldRow>
        <Field name={`loan-${row}`} label={t('plans.loan', { number: row })} maxLength={MOST.loan} autoComplete="off" dir="auto" defaultValue={valueOf(`loan-${row}`)} error={errorOf(`loan-${row}`)} optional />
        <Field name={`until-${row}`} label={t('plans.until-label')} type="date" min={today} defaultValue={valueOf(`until-${row}`)} error={errorOf(`until-${row}`)} optional />
      </FieldRow>
      <FieldRow>
        <Select name={`kind-${row}`} label={t('plans.kind')} defaultValue={valueOf(`kind-${row}`, 'room')} error={errorOf(`kind-${row}`)}>
          {LOAN_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`plans.kinds.${kind}`)}
            </option>
          ))}
        </Select>
        <Select name={`from-${row}`} label={t('plans.who-lends')} defaultValue={valueOf(`from-${row}`, 'office')} error={errorOf(`from-${row}`)}>
          {(['office', 'mall'] as const).map((side) => (
            <option key={side} value={side}>
              {t(`plans.from-${side}`)}
            </option>
          ))}
        </Select>
      </FieldRow>
    </>
  );
}
