import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LiveState } from '#app/components/live-state.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, Panel, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { directionOf } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import styles from './desk.module.css';
import { OfficeClockMark } from './office-clock.tsx';
import { LetterMark } from './letters/letter-clock.tsx';
import type { LetterLine } from './letters/queries.server.ts';
import type { PassedOnRow } from './passed-on.server.ts';
import type { NoticeReach } from './notices.server.ts';
import { spanText } from './shown-span.tsx';
import type { Warning } from './warnings/closed-list.ts';
import { WarningLines } from './warnings/warning-lines.tsx';

interface NowProps {
  passed: readonly PassedOnRow[];
  questions: readonly LetterLine[];
  notices: readonly NoticeReach[];
  warnings: readonly Warning[];
  today: string;
  base: string;
  /** Slug of the mall that is shown. */
  mall: string;
}

/** What is addressed to the office, live. */
export function DeskNow({ passed, questions, notices, warnings, base, mall, today }: NowProps) {
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
        {warnings.length === 0 ? <Empty title={t('warnings.empty')} /> : <WarningLines warnings={warnings} base={base} mall={mall} today={today} />}
      </Panel>
      <ReachPanel notices={notices} base={base} mall={mall} />
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

/** How far the office's own notices got: at least so many, and how many are left in steps of five. */
function ReachPanel({ notices, base, mall }: Pick<NowProps, 'notices' | 'base' | 'mall'>) {
  const { t } = useTranslation('office');
  const { formatNumber } = useFormats();
  return (
    <Panel title={t('notices.title')} aside={<Link to={`${base}/notices?mall=${mall}`}>{t('questions.all')}</Link>}>
      {notices.length === 0 && <Empty title={t('notices.empty')} />}
      <Sheet list>
        {notices.map(({ id, title, of, least, undelivered }) => (
          <Line key={id}>
            {title && (
              <b lang={title.language} dir={directionOf(title.language)}>
                {title.text}
              </b>
            )}
            <p className="small quiet">{least === null ? t('notices.too-few') : t('notices.reach', { least: formatNumber(least), of: formatNumber(of), left: spanText(undelivered) })}</p>
          </Line>
        ))}
      </Sheet>
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
