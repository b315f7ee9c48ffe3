import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Table } from './table.tsx';
import styles from './figures.module.css';

/** A released figure: a number, a step ("5–9"), `<5` (zero included), or hidden because another could be worked out from it. */
export type Figure = number | string | '<5' | 'hidden';

/** `<5` and hidden figures lie on hatching; a screen reader hears what that means. */
export function FigureCell({ value }: { value: Figure }) {
  const { t } = useTranslation();
  if (value !== '<5' && value !== 'hidden') return <span className="num">{value}</span>;
  return <Veiled said={t('figure.under-five')}>{value === '<5' ? '<5' : '·'}</Veiled>;
}

/** The same for a page with hundreds of them, which says what it means once. */
export function Veiled({ said, children }: { said: string; children: string }) {
  return (
    <span className={styles.veiled} role="img" aria-label={said}>
      {children}
    </span>
  );
}

interface BarProps {
  /** Shares of the whole, 0 to 1: sure, and then what may or may not be. */
  sure: number;
  doubtful?: number;
  /** A threshold as a line, 0 to 1. */
  threshold?: number;
  tall?: boolean;
}

/** A bar from inline-start; decoration beside the number that says the same. One element: a page may have fifty. */
export function Bar({ sure, doubtful = 0, threshold, tall = false }: BarProps) {
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  return (
    <span className={`${styles.bar}${tall ? ` ${styles.tall}` : ''}`} style={{ '--sure': percent(sure), '--doubt': percent(sure + doubtful) } as CSSProperties} aria-hidden="true">
      {threshold !== undefined && <span style={{ insetInlineStart: percent(threshold) }} />}
    </span>
  );
}

export interface ChartRow {
  key: string;
  label: ReactNode;
  /** Said in the table twin where the label is a picture. */
  name?: ReactNode;
  sure: number;
  doubtful?: number;
  /** What stands beside the bar. */
  figure: ReactNode;
}

export interface WeekBar {
  /** Share of the chart's height, 0 to 1; 0: nothing of it is shown; null: there was nothing yet. */
  sure: number | null;
  doubtful?: number;
  /** The same a while before, hollow beside it. */
  before: number | null;
}

/** Bars over time from inline-start, the newest at inline-end; decoration beside numbers that say the same. One element a bar. */
export function WeekBars({ bars, top, ends }: { bars: readonly WeekBar[]; top: ReactNode; ends: readonly [ReactNode, ReactNode] }) {
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  return (
    <div aria-hidden="true">
      <p className={styles.top}>{top}</p>
      <div className={styles.weeks} data-flat={bars.every(({ sure, doubtful, before }) => !sure && !doubtful && !before) ? '' : undefined}>
        {bars.map(({ sure, doubtful = 0, before }, at) => (
          <i key={at} data-before={before === null ? undefined : ''} data-veiled={sure === 0 && doubtful === 0 ? '' : undefined} style={{ '--sure': percent(sure ?? 0), '--doubt': percent(Math.min(1, (sure ?? 0) + doubtful)), '--before': percent(before ?? 0) } as CSSProperties} />
        ))}
      </div>
      <p className={styles.ends}>
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </div>
  );
}

interface BarChartProps {
  title: string;
  rows: readonly ChartRow[];
  threshold?: number;
  /** What label and figure are, for the table's head. */
  heads: readonly [ReactNode, ReactNode];
  columns?: 1 | 2;
  /** A table that says more than the bars do, instead of theirs. */
  twin?: ReactNode;
}

/** Bars with the same figures as a table behind one tap. */
export function BarChart({ title, rows, threshold, heads, columns = 1, twin }: BarChartProps) {
  const { t } = useTranslation();
  return (
    <figure className={styles.chart} aria-label={title}>
      <ul className={columns === 2 ? styles.two : undefined}>
        {rows.map(({ key, label, sure, doubtful, figure }) => (
          <li key={key}>
            {label}
            <Bar sure={sure} doubtful={doubtful} threshold={threshold} />
            <span className={styles.figure}>{figure}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('figure.as-table')}</summary>
        {twin ?? (
          <Table
            caption={title}
            quiet
            columns={[{ key: 'what', label: heads[0] }, { key: 'figure', label: heads[1], number: true }]}
            rows={rows.map(({ key, label, name, figure }) => ({ key, cells: [name ?? label, figure] }))}
          />
        )}
      </details>
    </figure>
  );
}

interface WeekChartProps {
  title: string;
  /** The newest figure, and what it is compared with. */
  figure: ReactNode;
  under: ReactNode;
  bars: readonly WeekBar[];
  top: ReactNode;
  ends: readonly [ReactNode, ReactNode];
  twin: ReactNode;
}

/** One measure over the weeks, with the same figures as a table behind one tap. */
export function WeekChart({ title, figure, under, bars, top, ends, twin }: WeekChartProps) {
  const { t } = useTranslation();
  return (
    <figure className={styles.chart} aria-label={title}>
      <figcaption className={styles.said}>
        <span>{title}</span>
        <b className="num">{figure}</b>
        <small>{under}</small>
      </figcaption>
      <WeekBars bars={bars} top={top} ends={ends} />
      <details>
        <summary>{t('figure.as-table')}</summary>
        {twin}
      </details>
    </figure>
  );
}

export type PieceState = 'done' | 'held' | 'turn' | 'left' | 'doubt' | 'before';

/** One square a shop: offered, waiting on this phone, next, left. */
export function Track({ pieces, label }: { pieces: readonly PieceState[]; label: string }) {
  return (
    <div className={styles.track} role="img" aria-label={label} style={{ '--pieces': Math.min(pieces.length, 24) } as CSSProperties}>
      {pieces.map((piece, at) => (
        <i key={at} className={styles[piece]} />
      ))}
    </div>
  );
}

/** What the fills of a bar or track mean. */
export function Keys({ keys }: { keys: readonly { state: PieceState; label: ReactNode }[] }) {
  return (
    <ul className={styles.keys}>
      {keys.map(({ state, label }) => (
        <li key={state}>
          <i className={styles[state]} />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A whole in parts, each with its figure in a list below. Shares 0 to 1. */
export function StackBar({ parts }: { parts: readonly { key: string; state: PieceState; share: number; label: ReactNode; figure: ReactNode }[] }) {
  return (
    <div>
      <span className={styles.stack} aria-hidden="true">
        {parts.map(({ key, state, share }) => (
          <i key={key} className={styles[state]} style={{ flexGrow: share }} />
        ))}
      </span>
      <ul className={styles.parts}>
        {parts.map(({ key, state, label, figure }) => (
          <li key={key}>
            <i className={styles[state]} />
            <span>{label}</span>
            <b className="num">{figure}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
