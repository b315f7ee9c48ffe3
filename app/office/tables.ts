import type { Samples, Shown, Span } from './figures.ts';
import { offeredAtLeast, sumShown } from './figures.ts';

/** Every table that an office or the public can ever see figures from. No filters, no trade, no language. */
export const TABLES = ['round-by-grid', 'round-by-level', 'round-by-day', 'program-by-stage', 'asked-in-confidence', 'by-office', 'by-week'] as const;
export type TableName = (typeof TABLES)[number];

/** Rows of program × stage; requests that nobody sorted yet are the last. */
export const COUNTED_PROGRAMS = ['mutual-aid', 'public-health', 'labor', 'safety', 'permits', 'training', 'unsorted'] as const;
/** Programs of which only is said how many asked, and how long until the first answer. */
export const CONFIDENTIAL_PROGRAMS = ['mediation', 'legal'] as const;

export const STAGE_COLUMNS = ['received', 'taken-on', 'in-progress', 'waiting-for-you', 'done'] as const;
export type StageColumn = (typeof STAGE_COLUMNS)[number];

/** Stages that stand in another one's column; those that aren't here are over and in none. */
const COLUMN_OF: Record<string, StageColumn> = {
  received: 'received',
  'taken-on': 'taken-on',
  'in-progress': 'in-progress',
  'sent-back': 'in-progress',
  reopened: 'in-progress',
  'handed-up': 'in-progress',
  'passed-on': 'in-progress',
  'waiting-for-you': 'waiting-for-you',
  done: 'done',
};
export function columnOf(stage: string): StageColumn | null {
  return COLUMN_OF[stage] ?? null;
}

export const cellKey = {
  round: (round: string, grid: string) => `round/${round}/${grid}`,
  /** What came in after the round's figures froze. */
  late: (round: string) => `round/${round}/late`,
  stage: (program: string, column: string) => `stage/${program}/${column}`,
  asked: (program: string, week: string) => `asked/${program}/${week}`,
  answer: (program: string, week: string) => `answer/${program}/${week}`,
};

/** One request's way, in order of time, in ms. */
export interface RequestWay {
  /** Its shop, or its account where it has none. */
  who: string;
  /** Asked in the week of the table. */
  thisWeek: boolean;
  moves: { at: number; program: string; stage: string }[];
  /** First answer by somebody else, in working hours after asking. */
  answer?: { at: number; hours: number };
  confidential: boolean;
}

export interface Rows {
  shops: number;
  /** `endedAt`: offers after it are late, and in no grid; `grids` is empty where those figures are settled already. */
  round: { id: string; shops: number; grids: { id: string; shops: number }[]; offers: { merchant: string; grid: string; at: number }[]; endedAt?: number } | null;
  requests: RequestWay[];
  /** Monday of the week, `2026-03-09`, in the mall's zone. */
  week: string;
}

/** Every cell of the fixed list as it was at a moment, from stored rows alone. */
export function samplesAt(rows: Rows, at: number): Samples {
  const samples = new Map<string, { kind: 'left' | 'count' | 'mean'; of: number; who: Set<string>; sum: number }>();
  const open = (key: string, kind: 'left' | 'count' | 'mean', of: number) => samples.set(key, { kind, of, who: new Set(), sum: 0 });
  const { round, week } = rows;
  for (const grid of round?.grids ?? []) open(cellKey.round(round!.id, grid.id), 'left', grid.shops);
  if (round?.endedAt !== undefined) open(cellKey.late(round.id), 'count', round.shops);
  for (const program of COUNTED_PROGRAMS) for (const column of STAGE_COLUMNS) open(cellKey.stage(program, column), 'count', rows.shops);
  for (const program of CONFIDENTIAL_PROGRAMS) {
    open(cellKey.asked(program, week), 'count', rows.shops);
    open(cellKey.answer(program, week), 'mean', rows.shops);
  }
  for (const offer of round?.offers ?? []) {
    const late = round?.endedAt !== undefined && offer.at > round.endedAt;
    if (offer.at <= at) samples.get(late ? cellKey.late(round!.id) : cellKey.round(round!.id, offer.grid))?.who.add(offer.merchant);
  }
  for (const request of rows.requests) countRequest(request);
  return samples;

  function countRequest({ who, moves, thisWeek, answer, confidential }: RequestWay) {
    const now = moves.findLast((move) => move.at <= at);
    if (!now) return;
    const column = columnOf(now.stage);
    if (column && !confidential) samples.get(cellKey.stage(now.program, column))?.who.add(who);
    if (thisWeek) samples.get(cellKey.asked(now.program, week))?.who.add(who);
    const answers = answer && thisWeek && answer.at <= at && samples.get(cellKey.answer(now.program, week));
    if (answers && !answers.who.has(who)) {
      answers.who.add(who);
      answers.sum += answer.hours;
    }
  }
}

/** A cell as stored in a release and shown to anybody. */
export type ShownCell = Pick<Shown, 'span' | 'of'>;

/** How far a round was at the end of a day, out of that day's last release. */
export interface ReleasedDay {
  day: string;
  of: number;
  atLeast: number;
}

export interface ReleasedTables {
  cells: Record<string, ShownCell>;
  /** `days` is missing in releases from before. */
  round: { id: string; name: Record<string, string>; days?: ReleasedDay[] } | null;
  week: string;
}

/** What a round's shown cells add up to; what came late isn't among them. */
export function roundSum(cells: Record<string, ShownCell>, round: string): { of: number; atLeast: number } {
  const shown = Object.entries(cells).filter(([key]) => key.startsWith(cellKey.round(round, '')) && key !== cellKey.late(round));
  return shown.reduce((total, [, cell]) => ({ of: total.of + cell.of, atLeast: total.atLeast + offeredAtLeast(cell) }), { of: 0, atLeast: 0 });
}

/** The days of the last release and today's, made of nothing but what is shown: no cell can be worked out from them. */
export function daysWith(before: readonly ReleasedDay[], day: string, cells: Record<string, ShownCell>, round: string): ReleasedDay[] {
  return [...before.filter((row) => row.day !== day), { day, ...roundSum(cells, round) }];
}

export interface GridRow extends ShownCell {
  grid: string;
  atLeast: number;
}
export interface LevelRows {
  /** Levels of these grids, from above: `F1`, or several for grids that go over more than one. */
  levels: string[];
  of: number;
  atLeast: number;
  grids: GridRow[];
}

/** Round × level is nothing but round × grid added up; a grid on several levels stands under a row of its own. */
export function roundByLevel(tables: ReleasedTables, grids: readonly { id: string; levels: readonly string[] }[]): LevelRows[] {
  const rows = new Map<string, LevelRows>();
  for (const { id, levels } of grids) {
    const cell = tables.round && tables.cells[cellKey.round(tables.round.id, id)];
    if (!cell) continue;
    const key = levels.join('+');
    const row = rows.get(key) ?? { levels: [...levels], of: 0, atLeast: 0, grids: [] };
    const atLeast = offeredAtLeast(cell);
    row.grids.push({ grid: id, ...cell, atLeast });
    rows.set(key, { ...row, of: row.of + cell.of, atLeast: row.atLeast + atLeast });
  }
  return [...rows.values()];
}

export interface ProgramRow {
  program: string;
  cells: { column: StageColumn; span: Span | null }[];
  sum: number;
}

export function programByStage({ cells }: ReleasedTables): { rows: ProgramRow[]; sums: number[]; total: number } {
  const rows = COUNTED_PROGRAMS.map((program) => {
    const spans = STAGE_COLUMNS.map((column) => ({ column, span: cells[cellKey.stage(program, column)]?.span ?? null }));
    return { program, cells: spans, sum: sumShown(spans.map(({ span }) => span)) };
  });
  const sums = STAGE_COLUMNS.map((_, i) => sumShown(rows.map((row) => row.cells[i]?.span ?? null)));
  return { rows, sums, total: rows.reduce((sum, row) => sum + row.sum, 0) };
}

export function askedInConfidence({ cells, week }: ReleasedTables): { program: string; asked: Span | null; hours: Span | null }[] {
  return CONFIDENTIAL_PROGRAMS.map((program) => ({
    program,
    asked: cells[cellKey.asked(program, week)]?.span ?? null,
    hours: cells[cellKey.answer(program, week)]?.span ?? null,
  }));
}
