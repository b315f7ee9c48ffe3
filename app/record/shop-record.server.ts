import { AuditEvents } from '#models/audit.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Requests } from '#models/request.server.ts';
import { type VisitChoice, VisitChoices } from '#models/visit-choice.server.ts';
import { Offers, Rounds, type Visit, Visits } from '#models/visit.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { listPlansOf, type PlanCard } from '#app/mall/roster/planned/queries.server.ts';
import { getShop, listRoster, namesOf, type RosterEntry, type ShopCard } from '#app/mall/queries.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { cutToDay } from '#app/visits/days.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { isOpen, keeperOf } from '#app/visits/keepers.server.ts';
import { offeredTimes } from '#app/visits/offered-times.ts';
import { VISITING, visits as isVisiting } from '#app/visits/policy.ts';
import { openDaysOf } from '#app/visits/versions/queries.server.ts';
import { wordingsOf } from '#app/visits/questions/queries.server.ts';
import { type DueState, draftErasedAt, dueState, noteErasedAt, roundErasedAt } from '#app/visits/rules.ts';
import { openSealed, type SealedAnswer, type SealedWish, type Try } from '#app/visits/sealed-wishes.server.ts';

/** Words as they were written, whoever's they are. */
export interface Said {
  words: string;
  language: string;
}

/** Who keeps an open promise now, where its giver's work passed to somebody else; nobody for the moment where whoever kept it has gone. */
export type Keeper = { names: Localized; role: string } | 'nobody-yet';

export interface VisitEntry {
  id: string;
  author: Localized;
  role: string;
  day: string;
  half: 'am' | 'pm';
  /** The minute; gone after the day's end. */
  at: Date | null;
  /** Typed in later from a printed list. */
  onPaper: boolean;
  outcome: Visit['outcome'];
  needs: { id: string; program: string; state: 'draft' | 'request' | 'dropped'; said: Said | null; erasedOn: string; number: string | null }[];
  /** What the shop answered to the round's questions, in the words in which it was asked. */
  replies: { id: string; question: Localized; said: Said | null }[];
  promises: { id: string; said: Said | null; dueOn: string; kept: boolean; state: DueState; shop: 'kept' | 'not-kept' | null; keeper: Keeper | null }[];
  note: { said: Said; agreed: boolean; erasedOn: string } | null;
  answer: Visit['answer'];
  contest: Said | null;
  /** Its phone signed at the counter. */
  byPhone: 'whole' | 'number' | null;
  /** Parts in which another visit of that day stands, and who chose it. */
  aside: { field: string; at: Date; by: Localized; role: string }[];
}

export interface OfferEntry {
  round: Localized;
  met: boolean;
  /** Read by the shop alone. */
  answer: SealedAnswer['answer'];
  /** Who came and met nobody. */
  tries: { author: Localized; outcome: Try['outcome']; day: string; half: 'am' | 'pm'; onPaper: boolean }[];
  erasedOn: string;
}

export interface ShopRecord {
  shop: ShopCard;
  /** What the association planned for its booths. */
  plans: Pick<PlanCard, 'id' | 'kind' | 'day' | 'from' | 'to'>[];
  visits: VisitEntry[];
  /** Days on which its visits say different things, and nobody has chosen yet. */
  openDays: string[];
  offers: OfferEntry[];
  openRound: { name: Localized } | null;
  asked: boolean;
  interpreter: boolean;
  /** When a visit suits, and what may be wished. */
  times: { wished: string; offered: string[] };
  wish: { never: boolean; not: number };
  /** For "somebody else, please". */
  roster: RosterEntry[];
}

const SHOWN = 30;

/** Everything about visits that an owner reads on her shop's record. The caller has asked the policy. */
export async function getShopRecord(mall: KnownMall, merchant: string, account: string, now: Date): Promise<ShopRecord> {
  const shops = [merchant, ...(await mergedInto(mall._id, merchant))];
  const [shop, planned, row, visits, offers, rounds, choices] = await Promise.all([
    getShop(mall._id, merchant),
    listPlansOf(mall._id, merchant),
    Merchants.findOne({ mall: mall._id, _id: merchant }, { askedForVisitAt: 1, interpreter: 1, visitWish: 1, wishedTime: 1 }).lean(),
    Visits.find({ mall: mall._id, merchant }).sort({ day: -1, _id: -1 }).limit(SHOWN).lean(),
    Offers.find({ mall: mall._id, merchant: { $in: shops } }, { round: 1, met: 1, answer: 1 }).limit(SHOWN).lean(),
    Rounds.find({ mall: mall._id }, { number: 1, name: 1, state: 1, closesOn: 1, finishedAt: 1 }).sort({ number: -1 }).limit(SHOWN).lean(),
    VisitChoices.find({ mall: mall._id, merchant }).sort({ _id: -1 }).limit(200).lean(),
  ]);
  const roster = shop.grid ? await listRoster(mall._id, [shop.grid._id], now) : [];
  const [answers, wish, { entries, openDays }] = await Promise.all([
    openSealed<SealedAnswer>({ mall: mall._id }, offers.map((offer) => offer.answer)),
    openSealed<SealedWish>({ mall: mall._id }, [row?.visitWish]),
    visitEntries({ mall, shops, visits, choices, roster, account, today: dayIn(now, mall.zone) }),
  ]);
  const open = rounds.find((round) => round.state === 'open');
  const wished = wish.get(row?.visitWish ?? '');
  const came = await namesOf([...answers.values()].flatMap(({ tries = [] }) => tries.map((one) => one.volunteer)));
  return {
    shop,
    plans: planned.filter(({ state }) => state === 'planned').map(({ id, kind, day, from, to }) => ({ id, kind, day, from, to })),
    visits: entries,
    openDays,
    offers: rounds.flatMap((round) => {
      const erasedOn = dayIn(roundErasedAt(round, keptDays(mall, 'offers')), mall.zone);
      const made = offers.filter((one) => one.round === round._id);
      const said = wished?.said?.round === round._id && made.length === 0 ? [{ round: round.name, met: false, answer: wished.said.answer, tries: [], erasedOn }] : [];
      return [...said, ...made.map((offer) => offerEntry(round.name, offer.met, answers.get(offer.answer ?? ''), came, erasedOn))];
    }),
    openRound: open ? { name: open.name } : null,
    asked: Boolean(row?.askedForVisitAt),
    interpreter: row?.interpreter ?? false,
    times: { wished: row?.wishedTime ?? '', offered: offeredTimes(mall.calendar, dayIn(now, mall.zone)) },
    wish: { never: wished?.never ?? false, not: wished?.not.length ?? 0 },
    roster: roster.filter((person, at) => person.role !== 'supervisor' && roster.findIndex((one) => one.account === person.account) === at),
  };
}

function offerEntry(round: Localized, met: boolean, sealed: SealedAnswer | undefined, names: Map<string, Localized>, erasedOn: string): OfferEntry {
  const tries = (sealed?.tries ?? []).map(({ volunteer, outcome, day, half, onPaper = false }) => ({ author: names.get(volunteer) ?? {}, outcome, day, half, onPaper }));
  return { round, met, answer: sealed?.answer ?? 'none', tries, erasedOn };
}

/** As what she visits in the shop's grid now. */
const roleIn = (roster: readonly RosterEntry[], account: string): string => VISITING.find((role) => roster.some((one) => one.account === account && one.role === role)) ?? 'volunteer';

interface Visited {
  mall: KnownMall;
  shops: readonly string[];
  visits: Visit[];
  /** Newest first. */
  choices: VisitChoice[];
  roster: readonly RosterEntry[];
  account: string;
  today: string;
}

async function visitEntries({ mall, shops, visits, choices, roster, account, today }: Visited): Promise<{ entries: VisitEntry[]; openDays: string[] }> {
  const subjects = shops.map((shop) => `shop:${shop}`);
  const texts = visits.flatMap((visit) => [...visit.needs.map((need) => need.text), ...visit.promises.map((one) => one.text), ...(visit.replies ?? []).map((one) => one.text), visit.note, visit.contest]);
  const requests = visits.flatMap((visit) => visit.needs.flatMap((need) => need.request ?? []));
  const [words, names, roles, mine, questions] = await Promise.all([
    readTexts(mall._id, texts, subjects),
    namesOf([...visits.flatMap((visit) => [visit.author, keeperOf(visit)]), ...choices.map(({ by }) => by)]),
    AuditEvents.find({ mall: mall._id, subject: { $in: subjects }, command: 'visit:record', target: { $in: visits.map((visit) => visit._id) } }, { target: 1, role: 1 }).lean(),
    // A request belongs to the account that asked: another owner isn't led to it from here.
    Requests.find({ mall: mall._id, _id: { $in: requests }, requester: account }, { number: 1 }).lean(),
    wordingsOf(mall._id, visits),
  ]);
  const roleOf = new Map(roles.map((row) => [row.target, row.role]));
  const numberOf = new Map(mine.map((row) => [row._id, row.number]));
  const said = (id: string | undefined): Said | null => {
    const read = words.get(id ?? '');
    return read ? { words: read.words, language: read.language } : null;
  };
  const asideOf = ({ _id, day, aside = [] }: Visit): VisitEntry['aside'] =>
    aside.flatMap((field) => {
      const choice = choices.find((one) => one.field === field && one.day === day && one.seen.includes(_id));
      return choice ? [{ field, at: choice.createdAt, by: names.get(choice.by) ?? {}, role: choice.role }] : [];
    });
  const entries = visits.map((visit): VisitEntry => {
    const keeps = keeperOf(visit);
    const works = roster.some(({ account, role }) => account === keeps && isVisiting(role));
    const keeper: Keeper | null = !works ? 'nobody-yet' : keeps === visit.author ? null : { names: names.get(keeps) ?? {}, role: roleIn(roster, keeps) };
    const note = said(visit.note);
    return {
      id: visit._id,
      author: names.get(visit.author) ?? {},
      role: roleOf.get(visit._id) ?? 'volunteer',
      day: visit.day,
      half: visit.half,
      at: visit.at.getTime() === cutToDay(visit.day).getTime() ? null : visit.at,
      onPaper: visit.onPaper ?? false,
      outcome: visit.outcome,
      needs: visit.needs.map(({ id, program, state, text, request }) => ({ id, program, state, said: said(text), erasedOn: dayIn(draftErasedAt(visit.at), mall.zone), number: numberOf.get(request ?? '') ?? null })),
      replies: (visit.replies ?? []).map(({ question, text }) => ({ id: question, question: questions(visit.round, question), said: said(text) })),
      promises: visit.promises.map((one) => ({ id: one.id, said: said(one.text), dueOn: one.dueOn, kept: Boolean(one.keptAt), state: dueState(one, today), shop: one.shop ?? null, keeper: isOpen(one) && !visit.aside?.includes('promises') ? keeper : null })),
      note: note && { said: note, agreed: visit.noteAgreed, erasedOn: dayIn(noteErasedAt(visit.at), mall.zone) },
      answer: visit.answer,
      contest: said(visit.contest),
      byPhone: visit.answer === 'confirmed' && visit.proof ? (visit.proof.digest ? 'whole' : 'number') : null,
      aside: asideOf(visit),
    };
  });
  return { entries, openDays: openDaysOf(visits, words, choices) };
}
