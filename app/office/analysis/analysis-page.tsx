import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, Buttons } from '#app/components/button.tsx';
import { BarChart, Keys, Veiled, WeekChart } from '#app/components/figures.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { PaperCell } from '../report/paper.ts';
import styles from './analysis.module.css';
import { SPANS, type WeekCount } from './shown-weeks.ts';
import { type AnalysisPart, type AnalysisView, rowsOf } from './view.ts';

interface Props {
  view: AnalysisView;
  count: WeekCount;
  back: { to: string; title: string };
  /** What is looked at: a mall, or all of them. */
  places: readonly { key: string; name: string; current: boolean }[];
  /** Address of a choice. */
  to: (choice: { mall?: string; weeks?: WeekCount }) => string;
  file: string;
}

/** Released figures over weeks and places beside those of as many weeks before; every chart with its table. */
export function AnalysisPage({ view: { asOf, parts, notes, weeks: named }, count, back, places, to, file }: Props) {
  const { t } = useTranslation(['report', 'office']);
  const { formatUnit } = useFormats();
  return (
    <>
      <BackBar to={back.to} title={back.title} />
      <PageTitle lead={t('pack.lead')}>{t('analysis.title')}</PageTitle>
      <Section near>
        {places.length > 1 && (
          <Chips label={t('office:desk.malls')} pad>
            {places.map(({ key, name, current }) => (
              <ChipLink key={key} to={to({ mall: key })} on={current} desk>
                <bdi>{name}</bdi>
              </ChipLink>
            ))}
          </Chips>
        )}
        <div className={styles.spans}>
          <Chips label={t('analysis.span')} pad>
            {SPANS.map((weeks) => (
              <ChipLink key={weeks} to={to({ weeks })} on={weeks === count} desk>
                {formatUnit(weeks, 'week')}
              </ChipLink>
            ))}
          </Chips>
        </div>
      </Section>
      {parts.length === 0 ? (
        <Section near>
          <Empty title={t('office:release.none-title')}>{t('office:release.none-text')}</Empty>
        </Section>
      ) : (
        <>
          <Section near>
            <SectionHead under={t('analysis.beside', { weeks: formatUnit(count, 'week') })}>{asOf}</SectionHead>
            <div className="pad">
              <Keys keys={[{ state: 'done', label: t('analysis.these') }, { state: 'before', label: t('analysis.before') }, { state: 'doubt', label: t('office:round.doubt') }]} />
            </div>
            <div className={`pad ${styles.take}`}>
              <Buttons>
                <ButtonLink to={file} download icon="file-download">
                  {t('as-xlsx')}
                </ButtonLink>
              </Buttons>
            </div>
          </Section>
          {parts.map((part) => (
            <Part key={part.key} part={part} weeks={named} to={to} />
          ))}
          <div className={`pad ${styles.notes}`}>
            {notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
        </>
      )}
    </>
  );
}

function Part({ part, weeks, to }: { part: AnalysisPart; weeks: AnalysisView['weeks'] } & Pick<Props, 'to'>) {
  const { t } = useTranslation(['report', 'common']);
  const { title, columns, charts, places, rows } = part;
  const few = t('common:figure.under-five');
  // One chart's rows need no name before them.
  const ofWeek = charts.length > 1 ? columns.slice(1) : columns;
  return (
    <Section near>
      <SectionHead>{title}</SectionHead>
      {charts.length > 0 && (
        <div className={`pad ${charts.length > 1 ? styles.charts : ''}`}>
          {charts.map((chart) => (
            <WeekChart
              key={chart.key}
              title={chart.title}
              figure={shown(chart.now, few)}
              under={
                <>
                  {t('analysis.before')}: {shown(chart.before, few)}
                </>
              }
              bars={chart.bars.map(({ sure, doubt, before }) => ({ sure, doubtful: doubt, before }))}
              top={shown(chart.top, few)}
              ends={[weeks[0], weeks.at(-1)]}
              twin={<Twin title={chart.title} columns={ofWeek} rows={rowsOf(chart, weeks)} few={few} />}
            />
          ))}
        </div>
      )}
      {places.length > 0 && (
        <div className="pad">
          <BarChart
            title={title}
            heads={[columns[0]?.label, columns[1]?.label]}
            rows={places.map(({ key, label, depth, slug, sure, doubt, figure }) => ({
              key,
              label: (
                <span className={styles.place} data-depth={depth}>
                  {slug ? (
                    <Link to={to({ mall: slug })}>
                      <bdi>{label}</bdi>
                    </Link>
                  ) : (
                    <bdi>{label}</bdi>
                  )}
                </span>
              ),
              sure,
              doubtful: doubt,
              figure: shown(figure, few),
            }))}
            twin={<Twin title={title} columns={columns} rows={rows} few={few} />}
          />
        </div>
      )}
    </Section>
  );
}

function Twin({ title, columns, rows, few }: Pick<AnalysisPart, 'title' | 'columns' | 'rows'> & { few: string }) {
  return (
    <Table
      caption={title}
      quiet
      columns={columns.map(({ label, number }) => ({ key: label, label, number }))}
      // Rows of a release never move: their place is their name.
      rows={rows.map((cells, at) => ({ key: String(at), cells: cells.map((cell) => shown(cell, few)) }))}
    />
  );
}

/** A word or a plain number as it is: a page has hundreds of them. @param few what `<5` is said as */
function shown(cell: PaperCell, few: string): ReactNode {
  const figure = typeof cell === 'object' ? cell.figure : cell;
  if (figure === '<5') return <Veiled said={few}>{figure}</Veiled>;
  if (typeof figure === 'number') return figure;
  return (
    <bdi className={typeof cell === 'object' ? 'num' : undefined} dir={typeof cell === 'object' ? 'ltr' : undefined}>
      {figure}
    </bdi>
  );
}
