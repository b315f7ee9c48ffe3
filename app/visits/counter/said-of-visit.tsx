import { useTranslation } from 'react-i18next';
import { Part } from '#app/components/facts.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { useFormats } from '#app/i18n/react.ts';
import { NEED_PROGRAMS, PROMISE_ROWS, QUESTION_ROWS } from '../form-limits.ts';
import styles from './counter.module.css';

/** The words that will be signed, as they were typed on the volunteer's phone. */
export function SaidOfVisit({ fields }: { fields: Readonly<Record<string, string>> }) {
  const { t } = useTranslation(['counter', 'visits', 'words']);
  const { formatDay } = useFormats();
  const nameOf = useProgramName();
  const rows = (count: number) => Array.from({ length: count }, (_, at) => at);
  const isDay = (day: string | undefined): day is string => /^\d{4}-\d{2}-\d{2}$/.test(day ?? '');
  const parts = [
    ...NEED_PROGRAMS.flatMap((program) => (fields[`wants-${program}`] ? [{ key: program, label: nameOf(program), words: fields[`need-${program}`] ?? '', dueOn: undefined }] : [])),
    ...rows(PROMISE_ROWS).flatMap((at) => (fields[`promise-${at}`] ? [{ key: `promise-${at}`, label: t('visits:form.promise'), words: fields[`promise-${at}`] ?? '', dueOn: fields[`due-${at}`] }] : [])),
    ...rows(QUESTION_ROWS).flatMap((at) => (fields[`reply-${at}`] ? [{ key: `reply-${at}`, label: t('counter:reply'), words: fields[`reply-${at}`] ?? '', dueOn: undefined }] : [])),
    ...(fields.note ? [{ key: 'note', label: t('words:thing.note'), words: fields.note, dueOn: undefined }] : []),
  ];
  return (
    <div className={styles.said}>
      {parts.length === 0 && <p>{t('counter:nothing-more')}</p>}
      {parts.map(({ key, label, words, dueOn }) => (
        <Part key={key} label={label}>
          <bdi>{words}</bdi>
          {isDay(dueOn) && (
            <p className="small quiet">
              {t('visits:form.promise-day')}: {formatDay(dueOn)}
            </p>
          )}
        </Part>
      ))}
    </div>
  );
}
