import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Shape } from '#app/components/icon.tsx';
import { LiveState } from '#app/components/live-state.tsx';
import { Num } from '#app/components/num.tsx';
import { Panel } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { directionOf } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import styles from './desk.module.css';
import { OfficeClockMark } from './office-clock.tsx';
import { LetterMark } from './letters/letter-clock.tsx';
import type { LetterLine } from './letters/queries.server.ts';
import type { PassedOnRow } from './passed-on.server.ts';
import type { Warning } from './warnings.ts';

interface NowProps {
  passed: readonly PassedOnRow[];
  questions: readonly LetterLine[];
  warnings: readonly Warning[];
  base: string;
  /** Slug of the mall that is shown. */
  mall: string;
}

/** What is addressed to the office, live. */
export function DeskNow({ passed, questions, warnings, base, mall }: NowProps) {
  const { t } = useTranslation('office');
  return (
    <div className={styles.column}>
      <p className={styles.release}>
        <b>{t('now.title')}</b>
        <span>{t('now.under')}</span>
        <span className={styles.end}>
          <LiveState />
        </span>
      </p>
      <PassedPanel passed={passed} base={base} />
      <Panel title={t('warnings.title')} aside={t('warnings.kinds')}>
        {warnings.length === 0 ? <Empty title={t('warnings.empty')} /> : <WarningList warnings={warnings} base={base} mall={mall} />}
      </Panel>
      <Panel title={t('notices.title')}>
        <Empty title={t('notices.empty')} />
      </Panel>
      <QuestionsPanel questions={questions} base={base} mall={mall} />
    </div>
  );
}

function PassedPanel({ passed, base }: Pick<NowProps, 'passed' | 'base'>) {
  const { t } = useTranslation('office');
  if (passed.length === 0) {
    return (
      <Panel title={t('passed.title')}>
        <Empty title={t('passed.empty')}>{t('passed.empty-text')}</Empty>
      </Panel>
    );
  }
  const rows = passed.map((row) => ({
    key: row.number,
    cells: [
      <Link key="number" className={styles.number} to={`${base}/requests/${row.number}`}>
        <Num>{row.number}</Num>
      </Link>,
      row.words ? (
        <span key="words" className={styles.words} lang={row.words.language} dir={directionOf(row.words.language)}>
          {row.words.text}
        </span>
      ) : (
        <span key="words" className="quiet">
          {t('passed.no-words')}
        </span>
      ),
      <span key="clock" className={styles.clock}>
        <OfficeClockMark {...row} />
      </span>,
    ],
  }));
  return (
    <Panel title={t('passed.title')}>
      <Table
        caption={t('passed.title')}
        quiet
        firm={false}
        columns={[{ key: 'number', label: t('passed.number') }, { key: 'words', label: t('passed.what') }, { key: 'clock', label: t('passed.clock'), number: true }]}
        rows={rows}
      />
    </Panel>
  );
}

/** Questions that wait for an answer: the words and the clock, and nothing of who asks. */
function QuestionsPanel({ questions, base, mall }: Pick<NowProps, 'questions' | 'base' | 'mall'>) {
  const { t } = useTranslation('office');
  const rows = questions.map(({ id, words, ...line }) => ({
    key: id,
    cells: [
      <Link key="words" className={styles.words} to={`${base}/letters/${id}?mall=${mall}`} lang={words.language} dir={directionOf(words.language)}>
        {words.text}
      </Link>,
      <span key="clock" className={styles.clock}>
        <LetterMark {...line} />
      </span>,
    ],
  }));
  return (
    <Panel title={t('questions.title')} aside={<Link to={`${base}/letters?mall=${mall}`}>{t('questions.all')}</Link>}>
      {rows.length === 0 ? (
        <Empty title={t('questions.empty')} />
      ) : (
        <Table caption={t('questions.title')} quiet firm={false} columns={[{ key: 'words', label: t('questions.what') }, { key: 'clock', label: t('passed.clock'), number: true }]} rows={rows} />
      )}
    </Panel>
  );
}

function WarningList({ warnings, base, mall }: Pick<NowProps, 'warnings' | 'base' | 'mall'>) {
  const { t } = useTranslation(['office', 'common']);
  const { formatDuration } = useFormats();
  return (
    <ul className={styles.warnings}>
      {warnings.map(({ number, path, overMinutes }) => (
        <li key={path}>
          <Shape name="bad" />
          <div>
            <b>{t('warnings.own-late')}</b>
            <p>
              {number ? <Num>{number}</Num> : t('warnings.a-question')} · {t('common:clock.over', { duration: formatDuration(overMinutes) })}
            </p>
          </div>
          <ButtonLink to={`${base}/${path}?mall=${mall}`} look="plain" size="desk">
            {t('warnings.answer')}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}

