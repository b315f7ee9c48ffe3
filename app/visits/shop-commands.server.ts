import { Merchants } from '#models/merchant.server.ts';
import { Offers, type Visit, Visits } from '#models/visit.server.ts';
import { Texts } from '#models/text.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { getShop, listRoster } from '#app/mall/queries.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { NoticeTemplate } from '#app/notices/rules.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, letRead, stopReading, writeText } from '#app/platform/texts.server.ts';
import { readersOfContest } from './contest.ts';
import { ensureWish, findRoundFor, inSilence, type Quiet, withRetry } from './offering.server.ts';
import { offeredTimes } from './offered-times.ts';
import { canAnswerFor } from './policy.ts';
import type { OfferAnswer } from './form-limits.ts';
import { carryOutWishes } from './round-commands.server.ts';
import { openSealed, replaceSealed, type SealedAnswer, type SealedWish, WISHES_AGAINST, writeSealed } from './sealed-wishes.server.ts';
import type { Doing } from './visitable.server.ts';

/** Answers that say something about this round only, and mean nothing between rounds. */
const OF_A_ROUND: readonly OfferAnswer[] = ['not-now', 'no-thanks'];

/** Answers by which a volunteer is to come: everybody of the grid sees that the shop asked, and nothing more. */
const ASKING: readonly OfferAnswer[] = ['please-come', 'somebody-else'];

/**
 * The shop says what it wants of the round's visit, before or after somebody came. Whatever it says, it is off every
 * list, and counts as offered once people are at work in its grid ({@link carryOutWishes}); the row looks the same, and the
 * answer is sealed, readable by the shop alone. A no leaves no other trace than that (docs/decisions/0081).
 * @param not whom it would rather not be visited by, with `somebody-else`; that person isn't told
 */
export async function answerOffer(doing: Doing, { merchant, answer, not }: { merchant: string; answer: OfferAnswer; not?: string }): Promise<void> {
  const { mall, actor, now } = doing;
  if (!canAnswerFor(actor, mall._id, merchant)) throw notFound();
  const shop = await getShop(mall._id, merchant);
  const round = await findRoundFor(mall._id, shop);
  const grid = shop.grid?._id;
  if (!grid) throw new Refusal('visits:refused.no-place');
  if (!round && OF_A_ROUND.includes(answer)) throw new Refusal('visits:refused.no-round');
  if (answer === 'somebody-else') await requireOfRoster(doing, grid, not);

  const row = await Merchants.findOne({ mall: mall._id, _id: merchant }, { askedForVisitAt: 1 }).lean();
  const asks = ASKING.includes(answer);
  const say = (tx: Quiet) => sayIt(tx, { merchant, round: round?._id, not }, { answer, by: actor.account });
  if (asks || row?.askedForVisitAt) {
    await withRetry(() =>
      runCommand({ name: 'visit:ask', mall: mall._id, actor, role: 'owner', subject: `shop:${merchant}`, now }, async (tx) => {
        await say(tx);
        const change = asks ? { $set: { askedForVisitAt: now } } : { $unset: { askedForVisitAt: 1 } };
        await Merchants.updateOne({ mall: mall._id, _id: merchant }, change, { session: tx.session, timestamps: false });
        tx.changed('askedForVisitAt');
        tx.publish({ type: 'visit:recorded', id: round?._id ?? mall._id, version: 1, rooms: [`shop:${merchant}`, `grid:${grid}`] });
      }),
    );
  } else {
    await withRetry(() => inSilence(mall._id, now, say));
    publishEvent({ type: 'visit:recorded', id: round?._id ?? mall._id, version: 1, rooms: [`shop:${merchant}`] });
  }
  await carryOutWishes(mall, now, { grid });
}

async function requireOfRoster({ mall, now }: Doing, grid: string, account: string | undefined): Promise<void> {
  const roster = await listRoster(mall._id, [grid], now);
  if (!roster.some((person) => person.account === account)) throw new Refusal('form.not-a-choice', 'not');
}

interface About {
  merchant: string;
  round?: string;
  not?: string;
}
/** Sealed with the round's offer where there is one, else with the shop's standing wish until it is counted. */
async function sayIt(tx: Quiet, { merchant, round, not }: About, said: { answer: OfferAnswer; by: string }): Promise<void> {
  const offer = round && (await Offers.findOne({ mall: tx.mall, round, merchant }, { answer: 1 }, { session: tx.session }).lean());
  const id = await ensureWish(tx, merchant);
  const wish = (await openSealed<SealedWish>(tx, [id])).get(id);
  if (wish) {
    const { said: _before, ...standing } = wished(wish, said.answer, said.by, not);
    await replaceSealed(tx, merchant, id, round && !offer ? { ...standing, said: { round, answer: said.answer } } : standing);
  }
  if (offer) await answerOfOffer(tx, merchant, offer, said);
}

async function answerOfOffer(tx: Quiet, merchant: string, offer: { _id: string; answer?: string }, said: { answer: OfferAnswer; by: string }): Promise<void> {
  const sealed = (await openSealed<SealedAnswer>(tx, [offer.answer])).get(offer.answer ?? '');
  if (offer.answer && (await replaceSealed(tx, merchant, offer.answer, { ...sealed, ...said }))) return;
  const answer = await writeSealed(tx, merchant, said);
  await Offers.updateOne({ mall: tx.mall, _id: offer._id }, { $set: { answer } }, { session: tx.session, timestamps: false });
}

function wished(wish: SealedWish, answer: OfferAnswer, by: string, not?: string): SealedWish {
  if (answer === 'never') return { ...wish, never: true, by };
  if (answer === 'please-come') return { ...wish, never: false, by };
  if (answer === 'somebody-else' && not) return { ...wish, never: false, not: [...new Set([not, ...wish.not])].slice(0, WISHES_AGAINST), by };
  return { ...wish, by };
}

/** The shop asks for somebody who interprets at visits, or takes that back. Between which languages is nowhere stored. */
export async function askInterpreter({ mall, actor, now }: Doing, merchant: string, wanted: boolean): Promise<void> {
  if (!canAnswerFor(actor, mall._id, merchant)) throw notFound();
  await runCommand({ name: 'visit:ask-interpreter', mall: mall._id, actor, role: 'owner', subject: `shop:${merchant}`, now }, async (tx) => {
    await Merchants.updateOne({ mall: mall._id, _id: merchant }, wanted ? { $set: { interpreter: true } } : { $unset: { interpreter: 1 } }, { session: tx.session });
    tx.changed('interpreter');
  });
}

/** When a visit suits the shop: one of the times that the mall offers, the one it has, or any. */
export async function wishTime({ mall, actor, now }: Doing, merchant: string, time: string): Promise<void> {
  if (!canAnswerFor(actor, mall._id, merchant)) throw notFound();
  const before = (await Merchants.findOne({ mall: mall._id, _id: merchant }, { wishedTime: 1 }).lean())?.wishedTime ?? '';
  if (time === before) return;
  if (time !== '' && !offeredTimes(mall.calendar, dayIn(now, mall.zone)).includes(time)) throw new Refusal('form.not-a-choice', 'time');
  await runCommand({ name: 'visit:wish-time', mall: mall._id, actor, role: 'owner', subject: `shop:${merchant}`, now }, async (tx) => {
    await Merchants.updateOne({ mall: mall._id, _id: merchant }, time ? { $set: { wishedTime: time } } : { $unset: { wishedTime: 1 } }, { session: tx.session });
    tx.changed('wishedTime');
  });
}

/** The shop asks for a visit, in a round or between two. */
export function askForVisit(doing: Doing, merchant: string): Promise<void> {
  return answerOffer(doing, { merchant, answer: 'please-come' });
}

/** @throws a 404 Response when the visit isn't there or isn't one to a shop that the actor owns */
export async function getVisitToAnswer({ mall, actor }: Doing, id: string): Promise<Visit> {
  const visit = await Visits.findOne({ mall: mall._id, _id: id }).lean();
  if (!visit || !canAnswerFor(actor, mall._id, visit.merchant)) throw notFound();
  return visit;
}

/** One act of the shop on a visit, guarded by its version. @throws {Refusal} when it was changed meanwhile */
export function actOnVisit<R>(doing: Doing, visit: Visit, name: string, act: (tx: Tx, change: (update: object) => Promise<void>) => Promise<R>): Promise<R> {
  const { mall, actor, now } = doing;
  return runCommand({ name, mall: mall._id, actor, role: 'owner', subject: `shop:${visit.merchant}`, target: visit._id, now }, async (tx) => {
    const change = async (update: object): Promise<void> => {
      const { matchedCount } = await Visits.updateOne(
        { mall: mall._id, _id: visit._id, version: visit.version },
        { ...update, $inc: { version: 1 } },
        { session: tx.session },
      );
      if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    };
    tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [`shop:${visit.merchant}`, `account:${visit.author}`] });
    return act(tx, change);
  });
}

async function tellAuthor(tx: Tx, { mall, actor }: Doing, visit: Visit, template: NoticeTemplate): Promise<void> {
  const link = `/m/${mall.slug}/visits/${visit.merchant}`;
  await notify(tx, { accounts: [visit.author], template, params: { shop: visit.merchant }, link, author: actor.account, role: 'owner' });
}

export async function confirmVisit(doing: Doing, id: string): Promise<void> {
  const visit = await getVisitToAnswer(doing, id);
  await actOnVisit(doing, visit, 'visit:confirm', async (tx, change) => {
    await change({ $set: { answer: 'confirmed', answeredAt: doing.now }, $unset: { contest: 1 } });
    if (visit.contest) await eraseTexts(tx, [visit.contest]);
    await tellAuthor(tx, doing, visit, 'visit-confirmed');
    tx.changed('answer');
  });
}

export interface ShopWords {
  language: string;
  words: string;
}

/** The shop's own words stand beside what was written, wherever it shows; nothing of the volunteer's is changed. */
async function answerInWords(doing: Doing, id: string, answer: 'corrected' | 'contested', { language, words }: ShopWords): Promise<void> {
  const visit = await getVisitToAnswer(doing, id);
  await actOnVisit(doing, visit, answer === 'contested' ? 'visit:contest' : 'visit:correct', async (tx, change) => {
    const readers = readersOfContest(visit);
    const contest = await writeText(tx, { language, words, author: doing.actor.account, subject: `shop:${visit.merchant}`, readers });
    await change({ $set: { answer, answeredAt: doing.now, contest }, $unset: { proof: 1 } });
    if (visit.contest) await eraseTexts(tx, [visit.contest]);
    await tellAuthor(tx, doing, visit, `visit-${answer}`);
    tx.changed('answer', 'contest');
  });
}

export const correctVisit = (doing: Doing, id: string, words: ShopWords) => answerInWords(doing, id, 'corrected', words);
export const contestVisit = (doing: Doing, id: string, words: ShopWords) => answerInWords(doing, id, 'contested', words);

/** With its yes the note may be read by the grid's volunteers, as long as the visit is kept. */
export async function agreeNote(doing: Doing, id: string): Promise<void> {
  const visit = await getVisitToAnswer(doing, id);
  const { note } = visit;
  if (!note) throw new Refusal('visits:refused.note-gone');
  await actOnVisit(doing, visit, 'visit:agree-note', async (tx, change) => {
    await change({ $set: { noteAgreed: true } });
    await letRead(tx, [note, ...(visit.contest ? [visit.contest] : [])], `grid:${visit.grid}`);
    const { matchedCount } = await Texts.updateOne({ mall: tx.mall, _id: note }, { $unset: { eraseAt: 1 } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('visits:refused.note-gone');
    tx.changed('noteAgreed');
  });
}

/** A no, also after an earlier yes: the note is erased at once. */
export async function refuseNote(doing: Doing, id: string): Promise<void> {
  const visit = await getVisitToAnswer(doing, id);
  await actOnVisit(doing, visit, 'visit:refuse-note', async (tx, change) => {
    await change({ $set: { noteAgreed: false }, $unset: { note: 1 } });
    if (visit.note) await eraseTexts(tx, [visit.note]);
    if (visit.contest) await stopReading(tx, [visit.contest], `grid:${visit.grid}`);
    tx.changed('note');
  });
}

export async function dropNeed(doing: Doing, id: string, need: string): Promise<void> {
  const visit = await getVisitToAnswer(doing, id);
  const draft = visit.needs.find((one) => one.id === need && one.state === 'draft');
  if (!draft) throw notFound();
  await actOnVisit(doing, visit, 'visit:drop-need', async (tx, change) => {
    await change({ $set: { needs: visit.needs.map((one) => (one.id === need ? { ...one, state: 'dropped' } : one)) } });
    await eraseTexts(tx, [draft.text]);
    tx.changed('needs');
  });
}
