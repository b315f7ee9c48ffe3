import { Malls } from '#models/mall.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { findOffice } from '#app/mall/offices.server.ts';
import { type GridCard, levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { mallsUnder } from '#app/mall/roles/roles.server.ts';
import { releasePause } from './jobs.server.ts';
import { findLastRelease, tablesOf } from './releases.server.ts';
import { askedInConfidence, type LevelRows, programByStage, type ReleasedTables, roundByLevel } from './tables.ts';

/** Malls under the office, by name of their address; the desk shows one of them at a time. */
export async function listOfficeMalls(office: string): Promise<{ id: string; slug: string; name: Localized }[]> {
  const rows = await Malls.find({ _id: { $in: await mallsUnder(office) }, state: 'open' }, { slug: 1, name: 1 }).sort({ slug: 1 }).limit(100).lean();
  return rows.map(({ _id, slug, name }) => ({ id: _id, slug, name }));
}

export async function findOfficeMall(office: string, slug: string | null, now: Date) {
  const malls = await listOfficeMalls(office);
  const chosen = malls.find((mall) => mall.slug === slug) ?? malls[0];
  return { malls, mall: chosen ? await findMallById(chosen.id, now) : null };
}

export interface ReleaseView {
  number: number;
  cutAt: Date;
  /** The earliest moment of the next one, in ms from now it may be past. */
  nextAt: Date;
  round: { id: string; name: Localized; of: number; atLeast: number; levels: LevelRows[] } | null;
  grids: GridCard[];
  stages: ReturnType<typeof programByStage>;
  asked: ReturnType<typeof askedInConfidence>;
  week: string;
}

/** The released round by level and grid, from above, with the grids as they are called now. */
export async function levelsReleased(mall: string, tables: ReleasedTables): Promise<{ levels: LevelRows[]; grids: readonly GridCard[] }> {
  const [grids, levels] = await Promise.all([listGrids(mall), levelsOf(mall)]);
  const namesOf = (ids: readonly string[]) => levels.filter((level) => ids.includes(level._id)).map((level) => level.shortName);
  const rank = (ids: readonly string[]) => levels.findIndex((level) => ids.includes(level._id));
  const ordered = [...grids].sort((a, b) => rank(a.levels) - rank(b.levels) || a.number - b.number);
  return { levels: roundByLevel(tables, ordered.map((grid) => ({ id: grid._id, levels: namesOf(grid.levels) }))), grids };
}

/** The newest release of a mall, for anybody: it holds nothing that mayn't be seen. Null before the first. */
export async function findReleaseView(mall: Pick<KnownMall, '_id'>): Promise<ReleaseView | null> {
  const release = await findLastRelease(mall._id);
  if (!release) return null;
  const tables = tablesOf(release);
  const { levels: rows, grids } = await levelsReleased(mall._id, tables);
  const total = rows.reduce((sum, row) => ({ of: sum.of + row.of, atLeast: sum.atLeast + row.atLeast }), { of: 0, atLeast: 0 });
  return {
    number: release.number,
    cutAt: release.cutAt,
    nextAt: new Date(release.cutAt.getTime() + releasePause()),
    round: tables.round && { id: tables.round.id, name: tables.round.name, ...total, levels: rows },
    grids: grids.map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave })),
    stages: programByStage(tables),
    asked: askedInConfidence(tables),
    week: tables.week,
  };
}

export async function findOfficeName(office: string | undefined): Promise<Localized | null> {
  return (office && (await findOffice(office))?.name) || null;
}
