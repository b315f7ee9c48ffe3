import { Merchants } from '#models/merchant.server.ts';
import { type Release, Releases } from '#models/release.server.ts';
import { RequestEvents, type RequestEventRow, Requests, type RequestRow } from '#models/request.server.ts';
import { Offers, type Round, Rounds } from '#models/visit.server.ts';
import { dayIn, momentOf } from '#app/i18n/zone-days.ts';
import { officesAbove } from '#app/mall/offices.server.ts';
import { gridsOfRound } from '#app/mall/queries.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { noteFigures } from '#app/platform/sendings.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { workingMinutesBetween } from '#app/requests/working-time.ts';
import { blurred } from '#app/visits/rules.ts';
import { noteWeek } from './analysis/released-weeks.server.ts';
import { type Cut, cutFigures, FEWEST, type Shown } from './figures.ts';
import { columnOf, daysWith, type ReleasedTables, type RequestWay, type Rows, samplesAt, STAGE_COLUMNS } from './tables.ts';
import { mondayOf } from './weeks.ts';

type Mall = Pick<KnownMall, '_id' | 'zone' | 'calendar' | 'office'>;

/** Rounds looked through for the one that is shown. */
const RECENT = 20;
/** Stages with a column, for finding open requests by the index. */
const OPEN_STAGES = [...STAGE_COLUMNS, 'sent-back', 'reopened', 'handed-up', 'passed-on'].filter(columnOf);

export async function findLastRelease(mall: string): Promise<Release | null> {
  return Releases.findOne({ mall }).sort({ number: -1 }).lean();
}

/**
 * Cuts the mall's next release when one is due. Two processes at once: the unique number lets one win.
 * @param pause least time between two releases, in ms
 * @returns the new release's number, or null when none is due
 */
export async function cutRelease(mall: Mall, now: Date, pause: number): Promise<number | null> {
  const last = await findLastRelease(mall._id);
  if (last && (now.getTime() - last.cutAt.getTime() < pause || !(await mayHaveChanged(mall._id, last.cutAt)))) return null;
  const previous = last && cutOf(last);
  const round = await latestRound(mall._id, dayIn(now, mall.zone));
  const before = last && tablesOf(last).round;
  const settled = previous && round && isSettled(round, previous.at) ? roundCells(previous, round._id) : {};
  const isSettledHere = Object.keys(settled).length > 0;
  const rows = await loadRows(mall, round, previous, now, isSettledHere);
  const cut = cutFigures(previous, (at) => samplesAt(rows, at), now.getTime(), pause);
  if (!cut) return null;
  const cells = { ...settled, ...cut.cells };
  const known = before?.id === round?._id ? (before?.days ?? []) : [];
  const day = dayIn(round?.finishedAt && round.finishedAt < now ? round.finishedAt : now, mall.zone);
  const shownRound = isSettledHere ? before : round && { id: round._id, name: round.name, days: daysWith(known, day, cells, round._id) };
  return storeRelease(mall, (last?.number ?? 0) + 1, now, cells, { round: shownRound as ReleasedTables['round'], week: rows.week });
}

/**
 * Whether a round's figures are in a release as they froze: one was cut after its end, or its last ones can't come any more,
 * since its rows are deleted later.
 */
function isSettled({ state, finishedAt, closesOn }: Pick<Round, 'state' | 'finishedAt' | 'closesOn'>, cutAt: number): boolean {
  if (state === 'open') return false;
  const end = finishedAt ? blurred(finishedAt).getTime() : Date.parse(`${closesOn}T00:00:00Z`);
  return cutAt >= end;
}

async function storeRelease(mall: Mall, number: number, now: Date, cells: Record<string, Shown>, rest: Omit<ReleasedTables, 'cells'>): Promise<number | null> {
  const shown = Object.fromEntries(Object.entries(cells).map(([key, { span, of }]) => [key, { span, of }]));
  const since = Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, cell.since]));
  const tables = { ...rest, cells: shown } satisfies ReleasedTables;
  const rooms = [`mall:${mall._id}`, ...(await officesAbove(mall.office)).map(({ _id }) => `office:${_id}`)];
  try {
    await runCommand({ name: 'office:cut-release', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: 'none', target: String(number), now }, async (tx) => {
      await Releases.create([{ mall: mall._id, number, cutAt: now, tables, exact: since }], { session: tx.session });
      await noteWeek({ mall: mall._id, number, cutAt: now, tables }, tx.session);
      if (mall.office) await noteFigures(tx, `office:${mall.office}`, momentOf(dayIn(now, mall.zone), '00:00', mall.zone));
      tx.publish({ type: 'release:cut', id: String(number), version: number, rooms });
    });
    return number;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

export function tablesOf(release: Pick<Release, 'tables'>): ReleasedTables {
  return release.tables as unknown as ReleasedTables;
}

function cutOf(release: Release): Cut {
  const cells = Object.entries(tablesOf(release).cells).map(([key, cell]) => [key, { ...cell, since: release.exact[key] ?? 0 }]);
  return { at: release.cutAt.getTime(), cells: Object.fromEntries(cells) };
}

/** A round that ended stays as it was last shown: its offers are deleted later. */
function roundCells(cut: Cut, round: string | undefined): Record<string, Shown> {
  return Object.fromEntries(Object.entries(cut.cells).filter(([key]) => round && key.startsWith(`round/${round}/`)));
}

/** Never one for some trades: its figures would be figures by trade, and the office has none (RIGHTS.md, "Figures"). */
async function latestRound(mall: string, today: string) {
  const shown = { name: 1, state: 1, opensOn: 1, closesOn: 1, finishedAt: 1, scope: 1, places: 1, inScope: 1 } as const;
  const rounds = await Rounds.find({ mall, state: { $ne: 'planned' } }, shown).sort({ number: -1 }).limit(RECENT).lean();
  const allowed = rounds.filter(({ scope, opensOn }) => scope?.kind !== 'trades' && opensOn <= today);
  return allowed.find(({ state }) => state === 'open') ?? allowed[0] ?? null;
}

/** Shops by grid as they were when the round opened; of a round that isn't for all, those that it is for. */
async function gridsIn(mall: string, { opensOn, scope, places }: Pick<Round, 'opensOn' | 'scope' | 'places'>): Promise<{ id: string; shops: number }[]> {
  if (scope && scope.kind !== 'all') return (places ?? []).map(({ grid, shops }) => ({ id: grid, shops }));
  return (await gridsOfRound(mall, opensOn)).map(({ _id, shops }) => ({ id: _id, shops }));
}

/** Cheap, before everything is read: whether so many as five could have changed at all. */
async function mayHaveChanged(mall: string, since: Date): Promise<boolean> {
  const [offers, moved] = await Promise.all([
    Offers.find({ mall, createdAt: { $gt: since } }, { _id: 1 }).limit(FEWEST).lean(),
    RequestEvents.find({ mall, at: { $gt: since } }, { request: 1 }).limit(2_000).lean(),
  ]);
  return offers.length + new Set(moved.map((event) => event.request)).size >= FEWEST;
}

type CountedRound = Pick<Round, '_id' | 'opensOn' | 'finishedAt' | 'scope' | 'places' | 'inScope'>;

async function loadRows(mall: Mall, round: CountedRound | null, previous: Cut | null, now: Date, settled: boolean): Promise<Rows> {
  const week = mondayOf(now, mall.zone);
  const weekBefore = Date.parse(`${week}T00:00:00Z`) - 86_400_000;
  const since = Math.min(weekBefore, previous?.at ?? now.getTime(), ...Object.values(previous?.cells ?? {}).map((cell) => cell.since));
  const [shops, grids, offers, requests] = await Promise.all([
    Merchants.countDocuments({ mall: mall._id, status: 'open' }),
    round && !settled ? gridsIn(mall._id, round) : [],
    round ? offersOf(mall._id, round, settled) : [],
    loadRequests(mall, new Date(since), week),
  ]);
  return {
    shops,
    week,
    requests,
    round: round && {
      id: round._id,
      shops: round.inScope,
      grids,
      endedAt: round.finishedAt && blurred(round.finishedAt).getTime(),
      offers: offers.map(({ merchant, grid, createdAt }) => ({ merchant, grid, at: createdAt.getTime() })),
    },
  };
}

/** Of a round whose figures are settled only what came late. */
function offersOf(mall: string, { _id, finishedAt }: CountedRound, settled: boolean) {
  const late = settled && finishedAt ? { createdAt: { $gt: blurred(finishedAt) } } : {};
  return Offers.find({ mall, round: _id, ...late }, { merchant: 1, grid: 1, createdAt: 1 }).lean();
}

/** Open requests, and all that moved since: those with their whole way, the others with where they stand. */
async function loadRequests(mall: Mall, since: Date, week: string): Promise<RequestWay[]> {
  const moved = await RequestEvents.aggregate<{ _id: string }>([{ $match: { mall: mall._id, at: { $gt: since } } }, { $group: { _id: '$request' } }]);
  const ids = moved.map((row) => row._id);
  const wanted = { requester: 1, merchant: 1, program: 1, stage: 1, confidential: 1, openedAt: 1 } as const;
  const [rows, events] = await Promise.all([
    Requests.find({ mall: mall._id, ladder: { $nin: ['shop', 'named'] }, $or: [{ _id: { $in: ids } }, { stage: { $in: OPEN_STAGES } }] }, wanted).lean(),
    RequestEvents.find({ mall: mall._id, request: { $in: ids } }, { request: 1, seq: 1, at: 1, type: 1, actor: 1, facts: 1 }).sort({ request: 1, seq: 1 }).lean(),
  ]);
  const eventsOf = new Map<string, Moved[]>(ids.map((id) => [id, []]));
  for (const event of events) eventsOf.get(event.request)?.push(event);
  return rows.map((row) => wayOf(row, eventsOf.get(row._id) ?? [], mall, week));
}

type Standing = Pick<RequestRow, 'requester' | 'merchant' | 'program' | 'stage' | 'confidential' | 'openedAt'>;
type Moved = Pick<RequestEventRow, 'at' | 'type' | 'actor' | 'facts'>;

function wayOf(row: Standing, events: readonly Moved[], mall: Mall, week: string): RequestWay {
  const moves: RequestWay['moves'] = [];
  for (const { at, facts } of events) {
    const before = moves.at(-1);
    const stage = (facts?.stage as string | undefined) ?? before?.stage ?? 'received';
    const program = (facts?.program as string | undefined) ?? before?.program ?? row.program;
    if (stage !== before?.stage || program !== before.program) moves.push({ at: at.getTime(), program, stage });
  }
  if (moves.length === 0) moves.push({ at: row.openedAt.getTime(), program: row.program, stage: row.stage });
  const first = events.find((event) => event.actor !== row.requester && event.actor !== 'house' && event.type !== 'given-on');
  const working = { zone: mall.zone, calendar: mall.calendar };
  const hours = first ? workingMinutesBetween(working, row.openedAt, first.at) / 60 : 0;
  return {
    who: row.merchant ?? row.requester,
    thisWeek: dayIn(row.openedAt, mall.zone) >= week,
    moves,
    answer: first && { at: first.at.getTime(), hours },
    confidential: row.confidential,
  };
}
