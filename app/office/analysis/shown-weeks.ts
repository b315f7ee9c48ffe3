import { addDays } from '#app/visits/days.ts';
import { cellKey, COUNTED_PROGRAMS, programByStage, type ReleasedTables, roundSum, STAGE_COLUMNS, type StageColumn } from '../tables.ts';

/** How many weeks are looked at; the same number of weeks before lies beside them. */
export const SPANS = [4, 12, 26] as const;
export type WeekCount = (typeof SPANS)[number];
const USUAL: WeekCount = 12;
const YEAR = 52;
/** Weeks that are always read, whatever is looked at: what a week shows must not depend on it. */
const READ = YEAR + Math.max(...SPANS);

export const readWeekCount = (asked: string | null): WeekCount => SPANS.find((weeks) => String(weeks) === asked) ?? USUAL;
const weeksBefore = (monday: string, weeks: number): string => addDays(monday, -7 * weeks);
/** The first week that matters to anybody who looks from this one. */
export const firstWeekRead = (newest: string): string => weeksBefore(newest, READ);

/** A round as it stands: offered to at least and at most so many. */
export interface RoundShown {
  of: number;
  atLeast: number;
  atMost: number;
}

/** Sums of what a release shows, in one place or over several malls. */
export interface Shown {
  programs: Record<string, number>;
  stages: Record<StageColumn, number>;
  round: RoundShown | null;
}

/** Nothing but what the release shows: exact figures added up, and steps of a round with both their ends. */
export function shownOf(tables: ReleasedTables): Shown {
  const { rows, sums } = programByStage(tables);
  return {
    programs: Object.fromEntries(rows.map(({ program, sum }) => [program, sum])),
    stages: Object.fromEntries(STAGE_COLUMNS.map((column, at) => [column, sums[at] ?? 0])) as Record<StageColumn, number>,
    round: tables.round && { ...roundSum(tables.cells, tables.round.id), atMost: offeredAtMost(tables.cells, tables.round.id) },
  };
}

function offeredAtMost(cells: ReleasedTables['cells'], round: string): number {
  const grids = Object.entries(cells).filter(([key]) => key.startsWith(cellKey.round(round, '')) && key !== cellKey.late(round));
  return grids.reduce((sum, [, { span, of }]) => sum + of - (span?.least ?? 0), 0);
}

function plusRound(a: RoundShown | null, b: RoundShown | null): RoundShown | null {
  return a && b ? { of: a.of + b.of, atLeast: a.atLeast + b.atLeast, atMost: a.atMost + b.atMost } : (a ?? b);
}
const plusEach = <K extends string>(keys: readonly K[], a: Record<K, number>, b: Record<K, number>) => Object.fromEntries(keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)])) as Record<K, number>;

/** Malls added up: whoever subtracts them again has what each mall's releases show anyway. */
export function addUp(malls: readonly (Shown | null)[]): Shown | null {
  return malls.reduce<Shown | null>((sum, mall) => (sum && mall ? { programs: plusEach(COUNTED_PROGRAMS, sum.programs, mall.programs), stages: plusEach(STAGE_COLUMNS, sum.stages, mall.stages), round: plusRound(sum.round, mall.round) } : (sum ?? mall)), null);
}

export interface WeekRow {
  week: string;
  shown: Shown;
}

/** What was last shown by the end of a week: a week without a release shows what the one before did. @param rows the oldest first */
export const asOfWeek = <R extends { week: string }>(rows: readonly R[], week: string): R | null => rows.findLast((row) => row.week <= week) ?? null;

export interface WeekPoint {
  /** Its Monday. */
  week: string;
  now: Shown | null;
  /** As many weeks before as are looked at. */
  before: Shown | null;
  yearBefore: Shown | null;
}

/** The last weeks beside the same weeks before and, where there were figures then, a year before. @param malls each one's weeks, the oldest first */
export function weekByWeek(malls: readonly (readonly WeekRow[])[], newest: string, count: WeekCount): WeekPoint[] {
  const at = (week: string) => addUp(malls.map((rows) => asOfWeek(rows, week)?.shown ?? null));
  return Array.from({ length: count }, (_, back) => weeksBefore(newest, count - 1 - back)).map((week) => ({ week, now: at(week), before: at(weeksBefore(week, count)), yearBefore: at(weeksBefore(week, YEAR)) }));
}

/** The week that a week is compared with. */
export const comparedWith = (week: string, count: WeekCount): string => weeksBefore(week, count);
