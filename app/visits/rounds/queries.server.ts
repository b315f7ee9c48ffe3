import { type Round, Rounds } from '#models/visit.server.ts';
import { type GridCard, listGrids, levelsOf } from '#app/mall/queries.server.ts';
import { type Trade, tradesOf } from '#app/mall/roster/trades.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { countLate, offeredByGrid } from '../coverage.server.ts';
import type { NeedProgram } from '../form-limits.ts';
import { askedIn, type Asked } from '../questions/queries.server.ts';
import { needsOf } from './needs.ts';

export interface RoundLine {
  id: string;
  number: number;
  name: Round['name'];
  opensOn: string;
  closesOn: string;
  state: Round['state'];
  inScope: number;
}

const lineOf = ({ _id, number, name, opensOn, closesOn, state, inScope }: Round): RoundLine => ({ id: _id, number, name, opensOn, closesOn, state, inScope });

/** The newest first; older ones than these are in the reports. */
export async function listRounds(mall: string): Promise<RoundLine[]> {
  return (await Rounds.find({ mall }).sort({ number: -1 }).limit(30).lean()).map(lineOf);
}

export interface ScopeChoice {
  grids: GridCard[];
  levels: { id: string; shortName: string }[];
  trades: Pick<Trade, 'key' | 'names'>[];
}

/** What a round can be for in this mall. */
export async function scopeChoice(mall: KnownMall): Promise<ScopeChoice> {
  const [grids, levels] = await Promise.all([listGrids(mall._id), levelsOf(mall._id)]);
  return {
    grids: grids.map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave })),
    levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })),
    trades: tradesOf(mall).filter(({ retired }) => !retired).map(({ key, names }) => ({ key, names })),
  };
}

export interface RoundView extends RoundLine {
  purpose: Round['name'];
  scope: NonNullable<Round['scope']>;
  offered: number;
  /** Of a finished round only: one sum for the whole mall. */
  met: number | null;
  /** Offered after the figures froze. */
  late: number;
  version: number;
  /** The questions that its visits ask, and out of which version of the list. */
  asks: { version: number; questions: Asked[] } | null;
  /** Programs whose needs they note. */
  needs: NeedProgram[];
}

/** @throws a 404 Response when there is none in this mall */
export async function getRound(mall: string, id: string): Promise<RoundView> {
  const round = await Rounds.findOne({ mall, _id: id }).lean();
  if (!round) throw notFound();
  const { figures } = round;
  const [tallies, late, questions] = await Promise.all([
    figures ? [] : offeredByGrid(mall, id),
    figures ? countLate(mall, id, figures) : 0,
    askedIn(mall, round),
  ]);
  const live = [...tallies.values()].reduce((sum, offered) => sum + offered, 0);
  return { ...lineOf(round), purpose: round.purpose ?? {}, scope: round.scope ?? { kind: 'all' }, offered: figures?.offered ?? live, met: figures?.met ?? null, late, version: round.version ?? 1, asks: round.asks ? { version: round.asks.version, questions } : null, needs: needsOf(round) };
}
