import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Bar, Keys } from '#app/components/figures.tsx';
import { Num } from '#app/components/num.tsx';
import { Panel } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { useProgramName, useProgramOrder } from '#app/components/program-name.ts';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { capitalized } from '#app/i18n/formats.ts';
import styles from './desk.module.css';
import type { ReleaseView } from './queries.server.ts';
import { ShownSpan, spanText } from './shown-span.tsx';
import { type GridRow, STAGE_COLUMNS } from './tables.ts';

interface ReleasedProps {
  release: ReleaseView | null;
  /** Address of the round's report. */
  report: string;
  /** Where the same figures stand the other way, as bars or as a table. */
  twin: { isTable: boolean; to: string };
  zone: string;
  now: Date;
}

/** Figures of the newest release; they change only when another is cut. */
export function DeskReleased({ release, report, twin, zone, now }: ReleasedProps) {
  const { t } = useTranslation(['office', 'common']);
  const { formatTime } = useFormats();
  if (!release) {
    return (
      <div className={styles.column}>
        <Empty title={t('release.none-title')}>{t('release.none-text')}</Empty>
      </div>
    );
  }
  return (
    <div className={styles.column}>
      <p className={styles.release}>
        <b>{t('common:state.as-of', { time: formatTime(release.cutAt, zone) })}</b>
        {release.nextAt > now && <span>{t('release.next', { time: formatTime(release.nextAt, zone) })}</span>}
      </p>
      <RoundPanel release={release} report={report} twin={twin} />
      <StagesPanel release={release} />
    </div>
  );
}

function RoundPanel({ release: { round, grids }, report, twin }: { release: ReleaseView } & Pick<ReleasedProps, 'report' | 'twin'>) {
  const { t } = useTranslation(['office', 'common']);
  if (!round) {
    return (
      <Panel title={t('round.title')}>
        <p className={styles.under}>{t('round.none')}</p>
      </Panel>
    );
  }
  const cloth = new Map(grids.map((grid) => [grid._id, grid]));
  const levels = round.levels.map((level) => ({ ...level, grids: level.grids.map((row) => ({ ...row, cloth: cloth.get(row.grid) ?? { number: 0, hue: 1, weave: 1 } })) }));
  return (
    <Panel title={t('round.title')} aside={twin.isTable ? undefined : t('round.aside')}>
      {twin.isTable ? <GridTable rows={levels.flatMap((level) => level.grids)} /> : <GridBars levels={levels} />}
      <p className={`${styles.under} ${styles.ways}`}>
        <Link to={twin.to} preventScrollReset>
          {t(twin.isTable ? 'common:figure.as-bars' : 'common:figure.as-table')}
        </Link>
        <Link to={report}>{t('round.report')}</Link>
      </p>
    </Panel>
  );
}

type ClothedRow = GridRow & { cloth: { number: number; hue: number; weave: number } };

function GridBars({ levels }: { levels: readonly { levels: readonly string[]; atLeast: number; of: number; grids: readonly ClothedRow[] }[] }) {
  const { t } = useTranslation('office');
  return (
    <>
      {levels.map((level) => {
        const names = level.levels.join(', ');
        return (
          <div key={names} className={styles.level}>
            <h3>
              <span>{t('round.levels', { count: level.levels.length, levels: names })}</span>
              <span>{t('round.at-least', { least: level.atLeast, of: level.of })}</span>
            </h3>
            <ul>
              {level.grids.map((row) => (
                <GridBar key={row.grid} {...row} />
              ))}
            </ul>
          </div>
        );
      })}
      <div className={styles.keys}>
        <Keys keys={[{ state: 'done', label: t('round.offered') }, { state: 'doubt', label: t('round.doubt') }, { state: 'left', label: t('round.not-yet') }]} />
      </div>
    </>
  );
}

/** The bars' twin. */
function GridTable({ rows }: { rows: readonly ClothedRow[] }) {
  const { t } = useTranslation('office');
  return (
    <Table
      caption={t('round.title')}
      quiet
      columns={[{ key: 'grid', label: t('round.grid') }, { key: 'offered', label: t('round.offered') }, { key: 'left', label: t('round.left'), number: true }]}
      rows={rows.map(({ grid, cloth, atLeast, of, span }) => ({ key: grid, cells: [<Num key="grid">{cloth.number}</Num>, t('round.at-least', { least: atLeast, of }), <ShownSpan key="left" span={span} />] }))}
    />
  );
}

function GridBar({ span, of, atLeast, cloth: { number, hue, weave } }: ClothedRow) {
  const { t } = useTranslation('office');
  return (
    <li>
      <Patch number={number} hue={hue} weave={weave} size={24} />
      <Bar sure={of > 0 ? atLeast / of : 0} doubtful={of > 0 && span ? (span.most - span.least) / of : 1} />
      <span className="visually-hidden">{`${t('round.at-least', { least: atLeast, of })}, ${t('round.left')}:`}</span>
      <span className={styles.left}>
        <ShownSpan span={span} />
      </span>
    </li>
  );
}

function StagesPanel({ release: { stages, asked, week } }: { release: ReleaseView }) {
  const { t } = useTranslation(['office', 'common', 'words']);
  const { formatDay, formatUnit } = useFormats();
  const nameOf = useProgramName();
  const inOrder = useProgramOrder();
  const stageName = (column: (typeof STAGE_COLUMNS)[number]) => (column === 'waiting-for-you' ? t('stages.waiting') : t(`words:stage.${column}`));
  const programName = (program: string) => (program === 'unsorted' ? t('stages.unsorted') : nameOf(program));
  const columns = [
    { key: 'program', label: t('stages.program') },
    ...STAGE_COLUMNS.map((column) => ({ key: column, label: stageName(column), number: true })),
    { key: 'sum', label: t('stages.sum'), number: true },
  ];
  const rows = inOrder(stages.rows).map(({ program, cells, sum }) => ({
    key: program,
    cells: [programName(program), ...cells.map(({ column, span }) => <ShownSpan key={column} span={span} />), <SumShown key="sum" sum={sum} />],
  }));
  const total = { key: 'total', sum: true, cells: [t('common:figure.sum-of-shown'), ...stages.sums.map((sum, at) => <SumShown key={STAGE_COLUMNS[at]} sum={sum} />), <SumShown key="sum" sum={stages.total} />] };
  return (
    <Panel title={t('stages.title')} aside={t('stages.week', { from: formatDay(week, { today: week }) })}>
      <div className={styles.wide}>
        <Table caption={t('stages.title')} quiet columns={columns} rows={[...rows, total]} />
      </div>
      <div className={styles.under}>
        <p>{t('stages.counted')}</p>
        {inOrder(asked).map(({ program, asked: many, hours }) => (
          <p key={program}>
            {hours
              ? t('asked.line', { program: capitalized(programName(program)), asked: spanText(many), hours: formatUnit(hours.least, 'working-hour') })
              : t('asked.short', { program: capitalized(programName(program)), asked: spanText(many) })}
          </p>
        ))}
        <p>{t('asked.rest')}</p>
      </div>
    </Panel>
  );
}

/** Where nothing of a row or column is shown there is no sum: a zero would say too much. */
function SumShown({ sum }: { sum: number }) {
  return sum > 0 ? <Num>{sum}</Num> : <span aria-hidden="true">–</span>;
}
