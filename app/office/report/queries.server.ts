import { Releases } from '#models/release.server.ts';
import { Rounds } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { findLastRelease, tablesOf } from '../releases.server.ts';
import { levelsReleased } from '../queries.server.ts';
import { cellKey } from '../tables.ts';
import type { ReleasedRound } from './paper.ts';

type Mall = Pick<KnownMall, '_id' | 'zone'>;

/**
 * A round out of the newest release that shows it. Null while there is none, and for good for a round for some trades:
 * its figures would be figures by trade.
 * @throws a 404 Response when the mall has no such round
 */
export async function getReleasedRound(mall: Mall, id: string): Promise<ReleasedRound | null> {
  const round = await Rounds.findOne({ mall: mall._id, _id: id }, { name: 1, opensOn: 1, closesOn: 1, finishedAt: 1 }).lean();
  if (!round) throw notFound();
  const release = await Releases.findOne({ mall: mall._id, 'tables.round.id': id }).sort({ number: -1 }).lean();
  if (!release) return null;
  const tables = tablesOf(release);
  const { levels, grids } = await levelsReleased(mall._id, tables);
  const { name, opensOn, closesOn, finishedAt } = round;
  return {
    name,
    opensOn,
    closesOn,
    endedOn: finishedAt ? dayIn(finishedAt, mall.zone) : null,
    cutAt: release.cutAt,
    of: levels.reduce((sum, row) => sum + row.of, 0),
    atLeast: levels.reduce((sum, row) => sum + row.atLeast, 0),
    levels,
    numbers: Object.fromEntries(grids.map((grid) => [grid._id, grid.number])),
    days: tables.round?.days ?? [],
    late: tables.cells[cellKey.late(id)]?.span ?? null,
  };
}

/** The round that the mall's newest release shows: the only one that an office asks about. */
export async function findShownRound(mall: Mall): Promise<ReleasedRound | null> {
  const release = await findLastRelease(mall._id);
  const round = release && tablesOf(release).round;
  return round ? getReleasedRound(mall, round.id) : null;
}
