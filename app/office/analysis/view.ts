import type { PaperCell, PaperTable } from '../report/paper.ts';

/** A week of a chart, as shares of what its top stands for; null: nothing was released by then. */
export interface BarOfWeek {
  sure: number | null;
  /** What may or may not be, on top of it. */
  doubt: number;
  before: number | null;
}
/** One measure over the weeks, with the same figures as rows. */
export interface WeeksChart {
  key: string;
  title: string;
  /** Of the newest week, and of the one as many weeks before. */
  now: PaperCell;
  before: PaperCell;
  bars: BarOfWeek[];
  top: PaperCell;
  /** A row a week, without its name. */
  rows: PaperCell[][];
}
/** Places side by side. */
export interface PlaceBar {
  key: string;
  label: string;
  depth: number;
  /** Address of the mall whose weeks can be looked at. */
  slug: string | null;
  sure: number;
  doubt: number;
  figure: PaperCell;
}

/** One table of the fixed set in one language, with its charts. */
export interface AnalysisPart {
  key: PaperTable['key'];
  title: string;
  columns: PaperTable['columns'];
  charts: WeeksChart[];
  places: PlaceBar[];
  rows: PaperCell[][];
}
export interface AnalysisView {
  asOf: string;
  parts: AnalysisPart[];
  notes: string[];
  /** The weeks, the oldest first. */
  weeks: string[];
}

/** A chart's rows, each with its week before it. */
export const rowsOf = ({ rows }: WeeksChart, weeks: readonly string[]): PaperCell[][] => rows.map((row, at) => [weeks[at] ?? '', ...row]);

/** As it goes into a file: each chart's rows under each other, with its name before them. */
export function tableOf({ key, title, columns, charts, rows }: AnalysisPart, weeks: readonly string[]): PaperTable {
  return { key, title, columns, rows: charts.length > 0 ? charts.flatMap((chart) => rowsOf(chart, weeks).map((row) => (charts.length > 1 ? [chart.title, ...row] : row))) : rows };
}
