import { analysisPaper, analysisView } from '#app/office/analysis/words.server.ts';
import { SPANS, shownOf, weekByWeek, type WeekRow } from '#app/office/analysis/shown-weeks.ts';
import { type Cut, cutFigures, type Samples } from '#app/office/figures.ts';
import { spanKey, readSpan } from '#app/office/pack/span.ts';
import { packPaper } from '#app/office/pack/words.server.ts';
import { cellKey, daysWith, programByStage, type ReleasedTables, type RequestWay, roundByLevel, type Rows, roundSum, samplesAt } from '#app/office/tables.ts';
import { rollUp } from '#app/office/tree.ts';
import { mondayOfDay } from '#app/office/weeks.ts';

/** What happened in a mall: which shop was offered a visit and what each asked, at which step. A step is two days. */
export interface Life {
  /** Shops of each grid. */
  grids: readonly string[][];
  offers: readonly { merchant: string; grid: number; step: number }[];
  requests: readonly { who: string; confidential: boolean; moves: readonly { step: number; program: string; stage: string }[] }[];
  steps: number;
}
export interface Published {
  number: number;
  step: number;
  tables: ReleasedTables;
  /** When each cell was last shown anew, in ms: nobody outside learns it. */
  since: Record<string, number>;
}

const PAUSE = 15 * 60_000;
const START = Date.parse('2026-03-03T06:00:00Z');
export const timeOf = (step: number): number => START + step * 48 * 3600_000;
const dayOf = (step: number): string => new Date(timeOf(step)).toISOString().slice(0, 10);
const ROUND = 'r';
const gridName = (grid: number): string => `g${grid}`;

/** The rows of a step as the house reads them from its collections. */
function rowsAt({ grids, offers, requests }: Life, step: number): Rows {
  const week = mondayOfDay(dayOf(step));
  const ways = requests.map(({ who, confidential, moves }): RequestWay => {
    const asked = moves[0]!.step;
    const answered = moves[1];
    return { who, confidential, thisWeek: dayOf(asked) >= week, moves: moves.map(({ step: at, ...rest }) => ({ ...rest, at: timeOf(at) })), answer: answered && { at: timeOf(answered.step), hours: 8 * (answered.step - asked) } };
  });
  return {
    shops: grids.flat().length,
    week,
    requests: ways,
    round: { id: ROUND, shops: grids.flat().length, grids: grids.map((shops, grid) => ({ id: gridName(grid), shops: shops.length })), offers: offers.map(({ merchant, grid, step: at }) => ({ merchant, grid: gridName(grid), at: timeOf(at) })) },
  };
}

/** Who is counted in which cell at a moment, as the release of `step` reads it. */
export const whoIsWhere = (life: Life, step: number, at: number): Samples => samplesAt(rowsAt(life, step), at);

/** All releases of a life, as `cutRelease` makes them step by step. */
export function releasesOf(life: Life): Published[] {
  const made: (Published & { cut: Cut })[] = [];
  for (let step = 0; step < life.steps; step += 1) {
    const last = made.at(-1);
    const cut = cutFigures(last?.cut ?? null, (at) => whoIsWhere(life, step, at), timeOf(step), PAUSE);
    if (!cut) continue;
    const cells = Object.fromEntries(Object.entries(cut.cells).map(([key, { span, of }]) => [key, { span, of }]));
    const since = Object.fromEntries(Object.entries(cut.cells).map(([key, cell]) => [key, cell.since]));
    made.push({ number: made.length + 1, step, cut, since, tables: { cells, week: mondayOfDay(dayOf(step)), round: { id: ROUND, name: { en: 'Round' }, days: daysWith(last?.tables.round?.days ?? [], dayOf(step), cells, ROUND) } } });
  }
  return made.map(({ cut: _cut, ...published }) => published);
}

/** Weeks as they lie in `releasedweeks`. */
export function weeksOf(releases: readonly Published[]): WeekRow[] {
  return [...new Map(releases.map(({ tables }) => [tables.week, { week: tables.week, shown: shownOf(tables) }])).values()];
}

const levelsIn = (tables: ReleasedTables, life: Life) => roundByLevel(tables, life.grids.map((_, grid) => ({ id: gridName(grid), levels: [`F${grid % 2}`] })));
const mallOf = { name: { en: 'Mall' }, zone: 'UTC', settings: {} };
const OTHER = { slug: 'other', name: { en: 'Other' }, office: 'community', round: { of: 90, atLeast: 45 }, requests: 30 };
const TREE = [{ id: 'community', parent: 'city', level: 'community' as const, name: { en: 'Community' } }];
const CITY = { id: 'city', level: 'city' as const, name: { en: 'City' } };

/** Everything that an office or the public can ever get out of a life: desk, tree, weeks side by side, packs, sheets and frames. */
export function everythingPublished(life: Life): unknown {
  const releases = releasesOf(life);
  const weeks = weeksOf(releases);
  const last = releases.at(-1);
  if (!last) return null;
  const newest = mondayOfDay(dayOf(life.steps));
  const now = new Date(timeOf(life.steps));
  const asReleased = (published: Published) => ({ cutAt: new Date(timeOf(published.step)), tables: published.tables });
  const before = (day: string) => releases.findLast(({ step }) => dayOf(step) < day);
  const analyses = SPANS.map((count) => {
    const levels = levelsIn(last.tables, life);
    const view = analysisView(mallOf, { count, points: weekByWeek([weeks], newest, count), cutAt: new Date(timeOf(last.step)), levels: { now: levels, before: levels }, tree: null }, 'en', now);
    return [view, analysisPaper(mallOf, view, 'en', 'title')];
  });
  const packs = [...new Set(releases.flatMap(({ step }) => [`week-${mondayOfDay(dayOf(step))}`, `month-${dayOf(step).slice(0, 7)}`]))].map((key) => {
    const span = readSpan(key)!;
    const [until, from] = [before(span.until), before(span.from)];
    return until && [spanKey(span), packPaper(mallOf, { span, last: asReleased(until), before: from ? asReleased(from) : null, levels: levelsIn(until.tables, life), weeks: [] }, 'en', now)];
  });
  const desks = releases.map(({ tables }) => {
    const figures = { slug: 'mall', name: { en: 'Mall' }, office: 'community', round: roundSum(tables.cells, ROUND), requests: programByStage(tables).total };
    return [programByStage(tables), levelsIn(tables, life), rollUp(CITY, TREE, [figures, OTHER])];
  });
  const frames = releases.map(({ number }) => ({ type: 'release:cut', id: String(number), version: number }));
  return { releases: releases.map(({ since: _since, ...rest }) => rest), analyses, packs, desks, frames };
}

/** The cells that a published sum is made of: rows and columns of requests, all of them, and the round. */
export function sumsIn(tables: ReleasedTables): { name: string; value: number; cells: string[] }[] {
  const { rows, sums, total } = programByStage(tables);
  const requests = Object.keys(tables.cells).filter((key) => key.startsWith('stage/'));
  const round = Object.keys(tables.cells).filter((key) => key.startsWith(cellKey.round(ROUND, '')));
  return [
    ...rows.map(({ program, sum }) => ({ name: program, value: sum, cells: requests.filter((key) => key.startsWith(`stage/${program}/`)) })),
    ...rows[0]!.cells.map(({ column }, at) => ({ name: column, value: sums[at] ?? 0, cells: requests.filter((key) => key.endsWith(`/${column}`)) })),
    { name: 'all', value: total, cells: requests },
    { name: 'round', value: roundSum(tables.cells, ROUND).atLeast, cells: round },
    { name: 'round-most', value: shownOf(tables).round!.atMost, cells: round },
  ];
}
