import { RoleTerms, LevelTerms } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { Levels } from '#models/plan.server.ts';
import { findGridNumber, namesOf } from '../queries.server.ts';
import { listSuccessors } from './ending.server.ts';
import { countWork } from './handover.server.ts';
import { endsAs, mayAskDeputy } from './policy.ts';
import { type Candidate, cardsOf, type TermCard } from './queries.server.ts';
import { daysLater, lastDay } from './rules.ts';
import { type AnyTerm, type Doing, findTerms, getRunningTerm, lasting } from './terms.server.ts';

export interface TermPage {
  term: TermCard;
  grid: number | null;
  level: string | null;
  /** As whom the reader may end it; null: not at all. */
  endsAs: 'self' | 'council' | null;
  work: { id: 'requests' | 'visits' | 'promises'; count: number }[];
  successors: Candidate[];
  /** Null: nobody can be asked to stand in for it by this reader. */
  deputies: Candidate[] | null;
  today: string;
  /** Longest absence's last day that the form suggests. */
  weekLater: string;
}

const candidates = (accounts: Iterable<string>, names: ReadonlyMap<string, Localized>): Candidate[] => [...new Set(accounts)].map((account) => ({ account, names: names.get(account) ?? {} }));

/** A term and what the reader may do with it. @throws a 404 Response where that is nothing */
export async function getTermPage(doing: Doing, id: string): Promise<TermPage> {
  const { mall, actor, now } = doing;
  const term = await getRunningTerm(mall._id, id, now);
  const as = endsAs(actor, mall._id, term);
  const asks = mayAskDeputy(actor, mall._id, term) && !term.deputyOf;
  if (!as && !asks) throw notFound();
  const [card] = await cardsOf([term], mall.zone, now);
  const role = term.role;
  const handing = term.grid && role !== 'level-head' && as ? { mall, from: term.account, role, grid: term.grid, now } : null;
  const [work, team, volunteers, place] = await Promise.all([
    handing ? countWork(handing) : [],
    handing ? listSuccessors(mall._id, handing.grid, term.account, now) : [],
    asks ? findTerms(mall._id, { account: { $nin: [term.account, actor.account] }, deputyOf: { $exists: false }, ...lasting(now) }) : [],
    placeOf(mall, term),
  ]);
  const names = await namesOf([...team, ...volunteers.map((one) => one.account)]);
  return {
    term: card as TermCard,
    ...place,
    endsAs: as,
    work,
    successors: candidates(team, names),
    deputies: asks ? candidates(volunteers.map((one) => one.account), names) : null,
    today: dayIn(now, mall.zone),
    weekLater: lastDay(new Date(Math.min(daysLater(now, 7).getTime(), term.to.getTime())), mall.zone),
  };
}

async function placeOf({ _id: mall }: KnownMall, { grid, level }: AnyTerm) {
  const floor = level ? await Levels.findOne({ mall, _id: level }, { shortName: 1 }).lean() : null;
  return { grid: grid ? await findGridNumber(mall, grid) : null, level: floor?.shortName ?? null };
}

/** The mall of one's own term, wherever it is. @throws a 404 Response for anybody else's */
export async function getMallOfOwnTerm(actor: Actor, id: string, now: Date): Promise<KnownMall> {
  const own = { _id: id, account: actor.account, ...lasting(now) };
  const everywhere = { dangerouslyAcrossMalls: true };
  const found = (await RoleTerms.findOne(own, { mall: 1 }).setOptions(everywhere).lean()) ?? (await LevelTerms.findOne(own, { mall: 1 }).setOptions(everywhere).lean());
  const mall = found && (await findMallById(found.mall, now));
  if (!mall) throw notFound();
  return mall;
}
