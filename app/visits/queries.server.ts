import type { Localized } from '#models/mall.server.ts';
import { Offers, Visits } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { listGridShops } from '#app/mall/queries.server.ts';
import { type Actor, confirmedShopsIn, gridsIn, isOfficer } from '#app/platform/actor.ts';
import { type ReadText, readTexts } from '#app/platform/texts.server.ts';
import { type ShopsAnswer, shopsAnswer } from './contest.ts';
import type { NeedProgram } from './form-limits.ts';
import { findOpenRound } from './offering.server.ts';
import { type Asked, askedIn } from './questions/queries.server.ts';
import { needsOf } from './rounds/needs.ts';
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
  /** In parts of it another record of that day stands. */
  aside: boolean;
}
export interface VisitFormView extends Visitable {
  today: string;
  round: RoundCard | null;
  /** What the round asks; each may be left out. */
  questions: Asked[];
  /** Programs whose needs it notes. */
  needs: NeedProgram[];
  /** Notes that the shop agreed to. */
  notes: (Pick<ReadText, 'id' | 'language' | 'words'> & { contest: ShopsAnswer | null })[];
  /** Her own visits here. */
  earlier: EarlierVisit[];
}

/** @throws as {@link getVisitable} */
export async function getVisitForm(doing: Doing, merchant: string): Promise<VisitFormView> {
  const { mall, actor, now } = doing;
  const visitable = await getVisitable(doing, merchant);
  const [round, visits] = await Promise.all([
    findOpenRound(mall._id),
    Visits.find({ mall: mall._id, merchant, $or: [{ author: actor.account }, { noteAgreed: true }] }, { author: 1, day: 1, half: 1, outcome: 1, answer: 1, contest: 1, carbon: 1, note: 1, noteAgreed: 1, aside: 1 })
      .sort({ day: -1 })
      .limit(20)
      .lean(),
  ]);
  const mine = visits.filter((visit) => visit.author === actor.account).slice(0, 5);
  const [tried, questions] = await Promise.all([ownTries(mall._id, merchant, actor.account), askedIn(mall._id, round)]);
  const agreed = visits.filter((visit) => visit.noteAgreed && visit.note);
  const words = await readTexts(mall._id, [...agreed.map((visit) => visit.note), ...[...agreed, ...mine].map((visit) => visit.contest)], [`grid:${visitable.grid}`, `account:${actor.account}`]);
  const said = (id: string | undefined) => {
    const read = words.get(id ?? '');
    return read ? { language: read.language, words: read.words } : null;
  };
  return {
    ...visitable,
    today: dayIn(now, mall.zone),
    round: round && { id: round._id, number: round.number, name: round.name, closesOn: round.closesOn },
    questions,
    needs: needsOf(round ?? {}),
    notes: agreed.flatMap((visit) => {
      const read = words.get(visit.note ?? '');
      return read ? [{ id: read.id, language: read.language, words: read.words, contest: shopsAnswer(visit, words) }] : [];
    }),
    earlier: [...mine.map(({ _id, day, half, outcome, answer, contest, carbon, aside = [] }) => ({ id: _id, day, half, outcome: outcome as string, answer, contest: said(contest), carbon: Boolean(carbon), aside: aside.length > 0 })), ...tried].sort((a, b) => (a.day < b.day ? 1 : -1)),
  };
}

/** The days on which she met nobody there. */
async function ownTries(mall: string, merchant: string, account: string): Promise<EarlierVisit[]> {
  const offers = await Offers.find({ mall, merchant }, { answer: 1 }).limit(20).lean();
  const sealed = await openSealed<SealedAnswer>({ mall }, offers.map((offer) => offer.answer));
  return [...sealed.values()].flatMap(({ tries = [] }) =>
    tries.flatMap(({ volunteer, client, day, half, outcome }) => (volunteer === account ? [{ id: client, day, half, outcome, answer: 'none' as const, contest: null, carbon: false, aside: false }] : [])),
  );
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
