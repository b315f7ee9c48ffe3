import { Merchants } from '#models/merchant.server.ts';
import { Offers, Rounds, Tallies } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { type GridCard, levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { type HandCard, handsForOfficers } from './hands/queries.server.ts';
import { coverageScope } from './policy.ts';
import type { RoundCard } from './queries.server.ts';
import { type DayRow, daysUpToNow } from './rounds/scope.ts';
import type { Doing } from './visitable.server.ts';

export interface CoverageRow {
  key: string;
  offered: number;
  shops: number;
}
export interface Coverage {
  round: (RoundCard & { state: 'open' | 'finished'; inScope: number }) | null;
  total: CoverageRow;
  grids: readonly (CoverageRow & { grid: GridCard })[];
  /** Grids of one floor together; one that lies on several floors is a row of those. */
  levels: readonly (CoverageRow & { names: string[] })[];
}
export interface MallCoverage {
  /** Empty until they were counted once. */
  days: DayRow[];
  /** Of a finished round only, one sum. */
  met: number | null;
  /** Arrived after the end; beside the frozen figures. */
  late: number;
  /** Shops that asked for a visit, and for an interpreter at visits: one number each. */
  asked: number;
  interpreters: number;
  /** Grids that could use a helping hand. */
  hands: HandCard[];
  /** What the last nightly recount that found a difference put right. */
  recounted: { day: string; grids: { number: number; by: number }[] } | null;
}

type GridRow = Coverage['grids'][number] & { levels: readonly string[] };

/** Of the newest round that isn't planned any more, over the whole mall: summed once for all who look, and again after an offer. */
const wholeMemory = () => memoryOf<Whole>('coverage', ['rounds', 'coveragetallies', 'grids', 'levels']);
interface Whole {
  round: Coverage['round'];
  rows: readonly GridRow[];
  /** By grid, so that a volunteer's own are found however many there are. */
  rowOf: ReadonlyMap<string, GridRow>;
  floors: Floors;
  levels: Coverage['levels'];
  total: CoverageRow;
}
/** Names of floors, and their order. */
type Floors = ReadonlyMap<string, { name: string; place: number }>;

const offeredMemory = () => memoryOf<ReadonlyMap<string, number>>('offered-by-grid', ['coveragetallies']);

/** Shops offered a visit in a round, by grid. */
export function offeredByGrid(mall: string, round: string): Promise<ReadonlyMap<string, number>> {
  return offeredMemory().get(`${mall} ${round}`, async () => {
    const sums = await Tallies.aggregate<{ _id: string; offered: number }>([{ $match: { mall, round } }, { $group: { _id: '$grid', offered: { $sum: '$offered' } } }]);
    return new Map(sums.map(({ _id, offered }) => [_id, offered]));
  });
}

async function readWhole(mall: string): Promise<Whole> {
  const [round, grids] = await Promise.all([Rounds.findOne({ mall, state: { $ne: 'planned' } }).sort({ number: -1 }).lean(), listGrids(mall)]);
  const offered: ReadonlyMap<string, number> = round ? await offeredByGrid(mall, round._id) : new Map<string, number>();
  // A round for all counts by the grids as they are; one for some by what was counted of it.
  const counted = round?.scope && round.scope.kind !== 'all' ? new Map(round.places?.map((place) => [place.grid, place.shops])) : null;
  const rows = grids
    .map(({ _id, number, hue, weave, levels, shops }) => ({ key: _id, offered: offered.get(_id) ?? 0, shops: counted ? (counted.get(_id) ?? 0) : shops, levels, grid: { _id, number, hue, weave } }))
    .filter((row) => !counted || row.shops > 0);
  const sum = sumOf('total', rows);
  const floors = new Map((await levelsOf(mall)).map(({ _id, shortName }, place) => [_id, { name: shortName, place }]));
  return {
    floors,
    rowOf: new Map(rows.map((row) => [row.key, row])),
    round: round && { id: round._id, number: round.number, name: round.name, closesOn: round.closesOn, state: round.state === 'finished' ? 'finished' : 'open', inScope: round.inScope },
    rows,
    levels: byLevels(floors, rows),
    total: round ? { ...sum, shops: Math.max(round.inScope, sum.offered) } : sum,
  };
}

function sumOf(key: string, rows: readonly CoverageRow[]): CoverageRow {
  return { key, offered: rows.reduce((total, row) => total + row.offered, 0), shops: rows.reduce((total, row) => total + row.shops, 0) };
}

function byLevels(floors: Floors, rows: readonly GridRow[]): Coverage['levels'] {
  const placeOf = (id: string) => floors.get(id)?.place ?? 0;
  const keyOf = (of: readonly string[]) => of.filter((id) => floors.has(id)).sort((one, other) => placeOf(one) - placeOf(other)).join(' ');
  const groups = new Map<string, GridRow[]>();
  for (const row of rows) {
    const key = keyOf(row.levels);
    const there = groups.get(key);
    if (there) there.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, there]) => ({ ...sumOf(key, there), names: key.split(' ').flatMap((id) => floors.get(id)?.name ?? []) }));
}

/**
 * Exact figures of the newest round: for officers of the whole mall, for volunteers of their grids. Offered,
 * never met.
 */
export async function getCoverage({ mall, actor }: Pick<Doing, 'mall' | 'actor'>): Promise<Coverage> {
  const scope = coverageScope(actor, mall._id);
  const { round, rows, rowOf, floors, levels, total } = await wholeMemory().get(mall._id, () => readWhole(mall._id));
  if (scope === 'mall') return { round, total, grids: rows, levels };
  const own = scope.flatMap((grid) => rowOf.get(grid) ?? []).sort((one, other) => one.grid.number - other.grid.number);
  return { round, total: sumOf('total', own), grids: own, levels: byLevels(floors, own) };
}

/** Rows of grids and of floors on one page. */
const PAGE = 48;

export type CoveragePage = Coverage & { page: number; pages: number };

/** One page of it: a mall of many floors has more grids than a screen. @param wanted from 1; one that isn't there is the last */
export function pageOf(coverage: Coverage, wanted: number): CoveragePage {
  const pages = Math.max(1, Math.ceil(Math.max(coverage.grids.length, coverage.levels.length) / PAGE));
  const page = Math.min(pages, Math.max(1, wanted));
  const cut = <T>(rows: readonly T[]): T[] => rows.slice((page - 1) * PAGE, page * PAGE);
  return { ...coverage, grids: cut(coverage.grids).map(({ key, offered, shops, grid }) => ({ key, offered, shops, grid })), levels: cut(coverage.levels), page, pages };
}

/** What arrived after the figures froze. Counted against them and not by its moment, which the night cuts to the day of the visit. */
export async function countLate(mall: string, round: string, figures: { offered: number }): Promise<number> {
  return Math.max(0, (await Offers.countDocuments({ mall, round })) - figures.offered);
}

/** What officers see beside {@link getCoverage}; null for everybody else. */
export async function findMallCoverage({ mall: { _id: mall, zone }, actor, now }: Doing, { round: shown, total, grids }: Coverage): Promise<MallCoverage | null> {
  if (!shown || coverageScope(actor, mall) !== 'mall') return null;
  const round = await Rounds.findOne({ mall, _id: shown.id }, { state: 1, days: 1, figures: 1, recounted: 1, hands: 1, opensOn: 1, closesOn: 1 }).lean();
  const [asked, interpreters, late] = await Promise.all([
    Merchants.countDocuments({ mall, askedForVisitAt: { $gt: new Date(0) } }),
    Merchants.countDocuments({ mall, interpreter: true }),
    round?.figures ? countLate(mall, round._id, round.figures) : 0,
  ]);
  const days = round?.days ? daysUpToNow(round.days, { ...total, today: round.state === 'open' ? dayIn(now, zone) : null }) : [];
  const numbers = round?.recounted ? new Map((await listGrids(mall)).map((grid) => [grid._id, grid.number])) : new Map<string, number>();
  const wrong = round?.recounted?.grids.flatMap(({ grid, by }) => (numbers.has(grid) && by !== 0 ? [{ number: numbers.get(grid) ?? 0, by }] : [])) ?? [];
  const recounted = round?.recounted ? { day: dayIn(round.recounted.at, zone), grids: wrong } : null;
  const hands = round?.state === 'open' ? handsForOfficers(grids, round, dayIn(now, zone)).slice(0, PAGE) : [];
  return { hands, recounted, days, met: round?.figures?.met ?? null, late, asked, interpreters };
}
