import type { Localized } from '#models/mall.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { type GridCard, levelsOf, listGrids, listGridShops } from '#app/mall/queries.server.ts';
import { type Actor, confirmedShopsIn, gridsIn, isOfficer } from '#app/platform/actor.ts';
import { type ReadText, readTexts } from '#app/platform/texts.server.ts';
import { findOpenRound } from './offering.server.ts';
import { type Asked, askedIn } from './questions/queries.server.ts';
import { countLate } from './rounds/queries.server.ts';
import { type DayRow, daysUpToNow } from './rounds/scope.ts';
import { coverageScope } from './policy.ts';
import { openSealed, type SealedAnswer } from './sealed-wishes.server.ts';
import { type Doing, getVisitable, type Visitable } from './visitable.server.ts';

export interface RoundCard {
  id: string;
  number: number;
  name: Localized;
  closesOn: string;
  purpose?: Localized;
}

export interface EarlierVisit {
  id: string;
  day: string;
  half: 'am' | 'pm';
  outcome: string;
  answer: 'none' | 'confirmed' | 'corrected' | 'contested';
  /** The shop's own words, wherever the visit shows. */
  contest: Pick<ReadText, 'language' | 'words'> | null;
  /** The shop was left a paper copy. */
  carbon: boolean;
}
export interface VisitFormView extends Visitable {
  today: string;
  round: RoundCard | null;
  /** What the round asks; each may be left out. */
  questions: Asked[];
  /** Notes that the shop agreed to. */
  notes: Pick<ReadText, 'id' | 'language' | 'words'>[];
  /** Her own visits here. */
  earlier: EarlierVisit[];
}

/** @throws as {@link getVisitable} */
export async function getVisitForm(doing: Doing, merchant: string): Promise<VisitFormView> {
  const { mall, actor, now } = doing;
  const visitable = await getVisitable(doing, merchant);
  const [round, visits] = await Promise.all([
    findOpenRound(mall._id),
    Visits.find({ mall: mall._id, merchant, $or: [{ author: actor.account }, { noteAgreed: true }] }, { author: 1, day: 1, half: 1, outcome: 1, answer: 1, contest: 1, carbon: 1, note: 1, noteAgreed: 1 })
      .sort({ day: -1 })
      .limit(20)
      .lean(),
  ]);
  const mine = visits.filter((visit) => visit.author === actor.account).slice(0, 5);
  const [tried, questions] = await Promise.all([ownTries(mall._id, merchant, actor.account), askedIn(mall._id, round)]);
  const agreed = visits.flatMap((visit) => (visit.noteAgreed && visit.note ? [visit.note] : []));
  const words = await readTexts(mall._id, [...agreed, ...mine.map((visit) => visit.contest)], [`grid:${visitable.grid}`, `account:${actor.account}`]);
  const said = (id: string | undefined) => {
    const read = words.get(id ?? '');
    return read ? { language: read.language, words: read.words } : null;
  };
  return {
    ...visitable,
    today: dayIn(now, mall.zone),
    round: round && { id: round._id, number: round.number, name: round.name, closesOn: round.closesOn },
    questions,
    notes: agreed.flatMap((id) => {
      const read = words.get(id);
      return read ? [{ id, language: read.language, words: read.words }] : [];
    }),
    earlier: [...mine.map(({ _id, day, half, outcome, answer, contest, carbon }) => ({ id: _id, day, half, outcome: outcome as string, answer, contest: said(contest), carbon: Boolean(carbon) })), ...tried].sort((a, b) => (a.day < b.day ? 1 : -1)),
  };
}

/** The days on which she met nobody there. */
async function ownTries(mall: string, merchant: string, account: string): Promise<EarlierVisit[]> {
  const offers = await Offers.find({ mall, merchant }, { answer: 1 }).limit(20).lean();
  const sealed = await openSealed<SealedAnswer>({ mall }, offers.map((offer) => offer.answer));
  return [...sealed.values()].flatMap(({ tries = [] }) =>
    tries.flatMap(({ volunteer, client, day, half, outcome }) => (volunteer === account ? [{ id: client, day, half, outcome, answer: 'none' as const, contest: null, carbon: false }] : [])),
  );
}

export interface CoverageRow {
  key: string;
  offered: number;
  shops: number;
}
export interface Coverage {
  round: (RoundCard & { state: 'open' | 'finished'; inScope: number }) | null;
  total: CoverageRow;
  grids: (CoverageRow & { grid: GridCard })[];
  /** Grids of one floor together; one that lies on several floors is a row of those. */
  levels: (CoverageRow & { names: string[] })[];
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
  /** What the last nightly recount that found a difference put right. */
  recounted: { day: string; grids: { number: number; by: number }[] } | null;
}

/** What officers see beside {@link getCoverage}; null for everybody else. */
export async function findMallCoverage({ mall: { _id: mall, zone }, actor, now }: Doing, { round: shown, total, grids }: Coverage): Promise<MallCoverage | null> {
  if (!shown || coverageScope(actor, mall) !== 'mall') return null;
  const round = await Rounds.findOne({ mall, _id: shown.id }, { state: 1, days: 1, figures: 1, recounted: 1 }).lean();
  const [asked, interpreters, late] = await Promise.all([
    Merchants.countDocuments({ mall, askedForVisitAt: { $gt: new Date(0) } }),
    Merchants.countDocuments({ mall, interpreter: true }),
    round?.figures ? countLate(mall, round._id, round.figures) : 0,
  ]);
  const days = round?.days ? daysUpToNow(round.days, { ...total, today: round.state === 'open' ? dayIn(now, zone) : null }) : [];
  const numbers = new Map(grids.map(({ grid }) => [grid._id, grid.number]));
  const wrong = round?.recounted?.grids.flatMap(({ grid, by }) => (numbers.has(grid) && by !== 0 ? [{ number: numbers.get(grid) ?? 0, by }] : [])) ?? [];
  const recounted = round?.recounted ? { day: dayIn(round.recounted.at, zone), grids: wrong } : null;
  return { recounted, days, met: round?.figures?.met ?? null, late, asked, interpreters };
}

/**
 * Exact figures of the newest round: for officers of the whole mall, for volunteers of their grids. Offered,
 * never met.
 */
export async function getCoverage({ mall, actor }: Pick<Doing, 'mall' | 'actor'>): Promise<Coverage> {
  const scope = coverageScope(actor, mall._id);
  const [round, all] = await Promise.all([Rounds.findOne({ mall: mall._id, state: { $ne: 'planned' } }).sort({ number: -1 }).lean(), listGrids(mall._id)]);
  const grids = scope === 'mall' ? all : all.filter((grid) => scope.includes(grid._id));
  const tallies = round
    ? await Tallies.aggregate<{ _id: string; offered: number }>([{ $match: { mall: mall._id, round: round._id } }, { $group: { _id: '$grid', offered: { $sum: '$offered' } } }])
    : [];
  const offeredIn = new Map(tallies.map((row) => [row._id, row.offered]));
  // A round for all counts by the grids as they are; one for some by what was counted of it.
  const counted = round?.scope && round.scope.kind !== 'all' ? new Map(round.places?.map((place) => [place.grid, place.shops])) : null;
  const rows = grids
    .map(({ _id, number, hue, weave, levels, shops }) => ({ key: _id, offered: offeredIn.get(_id) ?? 0, shops: counted ? (counted.get(_id) ?? 0) : shops, levels, grid: { _id, number, hue, weave } }))
    .filter((row) => !counted || row.shops > 0);
  const names = new Map((await levelsOf(mall._id)).map((level) => [level._id, level.shortName]));
  const sum = (key: string, of: readonly { offered: number; shops: number }[]): CoverageRow => ({
    key,
    offered: of.reduce((total, row) => total + row.offered, 0),
    shops: of.reduce((total, row) => total + row.shops, 0),
  });
  const whole = scope === 'mall' && round ? { ...sum('total', rows), shops: Math.max(round.inScope, sum('total', rows).offered) } : sum('total', rows);
  const place = new Map([...names.keys()].map((id, at) => [id, at]));
  const keyOf = (levels: readonly string[]) => levels.filter((id) => place.has(id)).sort((one, other) => place.get(one)! - place.get(other)!).join(' ');
  const byLevels = new Map<string, typeof rows>();
  for (const row of rows) {
    const key = keyOf(row.levels);
    const there = byLevels.get(key);
    if (there) there.push(row);
    else byLevels.set(key, [row]);
  }
  return {
    round: round && {
      id: round._id,
      number: round.number,
      name: round.name,
      closesOn: round.closesOn,
      state: round.state === 'finished' ? 'finished' : 'open',
      inScope: round.inScope,
    },
    total: whole,
    grids: rows.map(({ levels: _, ...row }) => row),
    levels: [...byLevels].map(([key, there]) => ({ ...sum(key, there), names: key.split(' ').flatMap((id) => names.get(id) ?? []) })),
  };
}

/**
 * For the map: of these shops, those whose state the actor may know, and which of them were offered a visit in the open
 * round. Volunteers know their grids, officers the mall, a merchant her own shop; everybody else nothing.
 */
export async function offeredShops(mall: string, actor: Actor, among: readonly string[]): Promise<{ known: string[]; offered: string[] }> {
  const round = await findOpenRound(mall);
  if (!round) return { known: [], offered: [] };
  let known = [...among];
  if (!isOfficer(actor, mall)) {
    const theirs = (await Promise.all(gridsIn(actor, mall).map((grid) => listGridShops(mall, grid)))).flat().map((shop) => shop.merchant);
    const may = new Set([...theirs, ...confirmedShopsIn(actor, mall)]);
    known = known.filter((merchant) => may.has(merchant));
  }
  const offers = await Offers.find({ mall, round: round._id, merchant: { $in: known } }, { merchant: 1, _id: 0 }).lean();
  return { known, offered: offers.map((offer) => offer.merchant) };
}
