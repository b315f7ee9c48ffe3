import { Releases } from '#models/release.server.ts';
import { ReleasedWeeks } from '#models/released-week.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { levelsReleased } from '../queries.server.ts';
import { tablesOf } from '../releases.server.ts';
import type { LevelRows } from '../tables.ts';
import { type MallFigures, rollUp, type TreeRow } from '../tree.ts';
import { mallsInTree } from '../tree.server.ts';
import { mondayOf } from '../weeks.ts';
import { asOfWeek, comparedWith, firstWeekRead, type Shown, type WeekCount, weekByWeek, type WeekPoint, type WeekRow } from './shown-weeks.ts';

type Mall = Pick<KnownMall, '_id' | 'zone'>;
type Tree = Awaited<ReturnType<typeof mallsInTree>>;

/** Figures week by week, all of them out of releases. */
export interface Analysis {
  count: WeekCount;
  points: WeekPoint[];
  /** Of one mall: as of when it is. Several have no moment in common. */
  cutAt: Date | null;
  /** Of one mall: its floors now and then. */
  levels: { now: LevelRows[]; before: LevelRows[] | null } | null;
  /** Over the office's tree: its offices and malls now and then. */
  tree: { now: TreeRow[]; before: TreeRow[]; more: boolean } | null;
}

interface KnownWeek extends WeekRow {
  number: number;
  cutAt: Date;
}

async function weeksOf(mall: string, newest: string): Promise<KnownWeek[]> {
  const rows = await ReleasedWeeks.find({ mall, week: { $gte: firstWeekRead(newest), $lte: newest } }, { week: 1, number: 1, cutAt: 1, shown: 1 }).sort({ week: 1 }).lean();
  return rows.map(({ week, number, cutAt, shown }) => ({ week, number, cutAt, shown: shown as unknown as Shown }));
}

async function levelsAsOf(mall: string, week: KnownWeek | null): Promise<LevelRows[] | null> {
  const release = week && (await Releases.findOne({ mall, number: week.number }, { tables: 1 }).lean());
  return release && (await levelsReleased(mall, tablesOf(release))).levels;
}

/** Of one mall. */
export async function analyseMall(mall: Mall, count: WeekCount, now: Date): Promise<Analysis> {
  const newest = mondayOf(now, mall.zone);
  const rows = await weeksOf(mall._id, newest);
  const [levels, before] = await Promise.all([levelsAsOf(mall._id, asOfWeek(rows, newest)), levelsAsOf(mall._id, asOfWeek(rows, comparedWith(newest, count)))]);
  return { count, points: weekByWeek([rows], newest, count), cutAt: rows.at(-1)?.cutAt ?? null, levels: levels && { now: levels, before }, tree: null };
}

/** Of all malls under an office, added up. */
export async function analyseTree({ top, below, malls, more }: Tree, count: WeekCount, now: Date): Promise<Analysis> {
  const newest = malls.map(({ zone }) => mondayOf(now, zone)).sort().at(-1) ?? mondayOf(now, 'UTC');
  const weeks = await Promise.all(malls.map(({ _id }) => weeksOf(_id, newest)));
  const rowsAt = (week: string) => rollUp(top, below, malls.map(({ slug, name, office = '' }, at) => ({ slug, name, office, ...sumsOf(asOfWeek(weeks[at] ?? [], week)?.shown ?? null) })));
  return { count, points: weekByWeek(weeks, newest, count), cutAt: null, levels: null, tree: { now: rowsAt(newest), before: rowsAt(comparedWith(newest, count)), more } };
}

function sumsOf(shown: Shown | null): Pick<MallFigures, 'round' | 'requests'> {
  const requests = shown && Object.values(shown.programs).reduce((sum, value) => sum + value, 0);
  return { round: shown?.round ? { of: shown.round.of, atLeast: shown.round.atLeast } : null, requests };
}
