import { Merchants } from '#models/merchant.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { type Visit, type VisitNeed, type VisitPromise, Visits } from '#models/visit.server.ts';
import { noticeRows } from '#app/notices/commands.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { NewRow } from '#app/platform/insert.server.ts';
import { type NewText, textRows } from '#app/platform/texts.server.ts';
import { newCarbonNumber } from './carbon/code.server.ts';
import { codeOf } from './counter/statement.ts';
import { coverageMoved, readOffers, writeOffers } from './offering.server.ts';
import type { ComingVisit, PlannedVisit } from './recording-rules.ts';
import { chaseOn, draftErasedAt, noteErasedAt } from './rules.ts';
import { recordLink, type VisitableNow } from './visitable.server.ts';

export interface VisitToWrite {
  id: string;
  coming: ComingVisit;
  planned: PlannedVisit<VisitableNow>;
}

/**
 * Offers, tallies, words, visits, notices and what the log says of each, in the caller's transaction: first everything is asked,
 * then written, while the next rows are made ready.
 * @returns false, with nothing written, when one of them has arrived meanwhile
 */
export async function writeVisits(tx: Tx, author: string, [first, ...rest]: [VisitToWrite, ...VisitToWrite[]]): Promise<boolean> {
  const visits = [first, ...rest];
  const { mall, session, behind } = tx;
  // Asked again inside: of two that arrive at the same moment the second one stores nothing.
  const arrived = Visits.exists({ mall, clientId: { $in: visits.map(({ coming }) => coming.input.clientId) } }).session(session).exec();
  const { rows, texts } = rowsOf(tx, author, visits);
  const writeRows = behind.pack(Visits, rows);
  if (await arrived) return false;
  const offers = await readOffers(
    tx,
    visits.map(({ coming: { merchant }, planned: { round, shop, day, half, stored } }) => ({ round, merchant, grid: shop.grid, day, half, met: stored.outcome === 'met', wish: shop.wish })),
  );
  await writeRows();
  await behind.insert(Texts, await textRows(tx, texts));
  await writeOffers(tx, offers);
  await clearAsked(tx, visits);
  const { made, deliveries } = noticeRows(
    tx,
    visits.map(({ coming: { merchant }, planned: { shop, stored } }) => {
      const params = { person: author, shop: merchant };
      return { accounts: shop.owners, template: stored.needs.length > 0 ? 'need-draft' : 'visit-recorded', params, link: recordLink(merchant), author, role: shop.role };
    }),
  );
  await behind.insert(Notices, made);
  await behind.insert(Deliveries, deliveries);
  logEach(tx, visits);
  return true;
}

/** An audit row for each on its own shop's record; its owners and the grid are told that something was written, never what. */
function logEach(tx: Tx, visits: readonly VisitToWrite[]): void {
  visits.forEach(({ id, coming: { merchant }, planned: { shop, stored } }, at) => {
    const fields = ['outcome', ...(stored.needs.length > 0 ? ['needs'] : []), ...(stored.promises.length > 0 ? ['promises'] : []), ...(stored.replies.length > 0 ? ['replies'] : []), ...(stored.note ? ['note'] : [])];
    if (at === 0) tx.changed(...fields);
    else tx.also({ name: 'visit:record', subject: `shop:${merchant}`, role: shop.role, target: id, fields });
    tx.publish({ type: 'visit:recorded', id, version: 1, rooms: [`shop:${merchant}`, `grid:${shop.grid}`] });
  });
  for (const round of new Set(visits.map(({ planned }) => planned.round))) tx.publish(coverageMoved(tx.mall, round));
}

/** A shop that asked for a visit has it once it was met. */
async function clearAsked(tx: Tx, visits: readonly VisitToWrite[]): Promise<void> {
  const met = visits.flatMap(({ coming, planned }) => (planned.stored.outcome === 'met' && planned.shop.asked ? [coming.merchant] : []));
  if (met.length > 0) await tx.behind.write(() => Merchants.updateMany({ mall: tx.mall, _id: { $in: met } }, { $unset: { askedForVisitAt: 1 } }, { session: tx.session }));
}

type Words = NewText & { id: string };
/** All words of a visit are readable by its author and the shop, and nobody else. */
function rowsOf(tx: Tx, author: string, visits: readonly VisitToWrite[]): { rows: NewRow<Visit>[]; texts: Words[] } {
  const texts: Words[] = [];
  const rows = visits.map(({ id, coming, planned: { shop, round, stored, day, half } }): NewRow<Visit> => {
    const head = { language: coming.input.language, author, subject: `shop:${coming.merchant}`, readers: [`shop:${coming.merchant}`, `account:${author}`] };
    const say = (words: string, eraseAt?: Date): string => {
      const text = { id: newId(), ...head, words, eraseAt };
      texts.push(text);
      return text.id;
    };
    const needs = stored.needs.map(({ program, words }): VisitNeed => ({ id: newId(), program, text: say(words, draftErasedAt(tx.now)), state: 'draft' }));
    const promises = stored.promises.map(({ words, dueOn }): VisitPromise => ({ id: newId(), text: say(words), dueOn }));
    const replies = stored.replies.map(({ question, words }) => ({ question, text: say(words) }));
    const words = { needs, promises, ...(replies.length > 0 ? { replies } : {}), chaseOn: chaseOn(promises), note: stored.note ? say(stored.note, noteErasedAt(tx.now)) : undefined };
    const made = { round, merchant: coming.merchant, grid: shop.grid, author, day, half, at: coming.at, outcome: stored.outcome };
    return { _id: id, mall: tx.mall, clientId: coming.input.clientId, ...made, ...words, noteAgreed: false, answer: 'none', version: 1, estimated: coming.estimated ?? false, onPaper: Boolean(coming.onPaper), ...(coming.digest && { counter: codeOf(coming.digest), digest: coming.digest }), carbon: shop.hasAccount ? undefined : newCarbonNumber() };
  });
  return { rows, texts };
}
