import { Merchants } from '#models/merchant.server.ts';
import { type Visit, type VisitNeed, type VisitPromise, Visits } from '#models/visit.server.ts';
import { notifyEach } from '#app/notices/commands.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import { type NewText, writeTexts } from '#app/platform/texts.server.ts';
import { newCarbonNumber } from './carbon/code.server.ts';
import { coverageMoved, offerVisits } from './offering.server.ts';
import type { ComingVisit, PlannedVisit } from './recording-rules.ts';
import { chaseOn, draftErasedAt, noteErasedAt } from './rules.ts';
import { recordLink, type VisitableNow } from './visitable.server.ts';

export interface VisitToWrite {
  id: string;
  coming: ComingVisit;
  planned: PlannedVisit<VisitableNow>;
}

/**
 * Offers, tallies, words, visits, notices and what the log says of each, in the caller's transaction.
 * @returns false, with nothing written, when one of them has arrived meanwhile
 */
export async function writeVisits(tx: Tx, author: string, [first, ...rest]: [VisitToWrite, ...VisitToWrite[]]): Promise<boolean> {
  const visits = [first, ...rest];
  const { mall, session } = tx;
  // Asked again inside: of two that arrive at the same moment the second one stores nothing.
  if (await Visits.exists({ mall, clientId: { $in: visits.map(({ coming }) => coming.input.clientId) } }).session(session)) return false;
  await offerVisits(
    tx,
    visits.map(({ coming: { merchant }, planned: { round, shop, day, half, stored } }) => ({ round, merchant, grid: shop.grid, day, half, met: stored.outcome === 'met' })),
  );
  const rows = await rowsOf(tx, author, visits);
  await insertRows(tx, Visits, rows);
  await clearAsked(tx, visits);
  await notifyEach(
    tx,
    visits.map(({ coming: { merchant }, planned: { shop, stored } }) => {
      const params = { person: author, shop: merchant };
      return { accounts: shop.owners, template: stored.needs.length > 0 ? 'need-draft' : 'visit-recorded', params, link: recordLink(merchant), author, role: shop.role };
    }),
  );
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
  if (met.length > 0) await Merchants.updateMany({ mall: tx.mall, _id: { $in: met } }, { $unset: { askedForVisitAt: 1 } }, { session: tx.session });
}

/** All words of a visit are readable by its author and the shop, and nobody else. */
async function rowsOf(tx: Tx, author: string, visits: readonly VisitToWrite[]): Promise<NewRow<Visit>[]> {
  const texts: NewText[] = [];
  const places = visits.map(({ coming: { merchant, input }, planned: { stored } }) => {
    const head = { language: input.language, author, subject: `shop:${merchant}`, readers: [`shop:${merchant}`, `account:${author}`] };
    const add = (text: Omit<NewText, keyof typeof head>) => texts.push({ ...head, ...text }) - 1;
    return {
      needs: stored.needs.map(({ words }) => add({ words, eraseAt: draftErasedAt(tx.now) })),
      promises: stored.promises.map(({ words }) => add({ words })),
      replies: stored.replies.map(({ words }) => add({ words })),
      note: stored.note ? add({ words: stored.note, eraseAt: noteErasedAt(tx.now) }) : null,
    };
  });
  const ids = await writeTexts(tx, texts);
  const idAt = (at: number | undefined) => ids[at ?? -1] ?? '';
  return visits.map(({ id, coming, planned: { shop, round, stored, day, half } }, at) => {
    const place = places[at];
    const needs = stored.needs.map(({ program }, row): VisitNeed => ({ id: newId(), program, text: idAt(place?.needs[row]), state: 'draft' }));
    const promises = stored.promises.map(({ dueOn }, row): VisitPromise => ({ id: newId(), text: idAt(place?.promises[row]), dueOn }));
    const replies = stored.replies.map(({ question }, row) => ({ question, text: idAt(place?.replies[row]) }));
    const words = { needs, promises, ...(replies.length > 0 ? { replies } : {}), chaseOn: chaseOn(promises), note: place?.note == null ? undefined : idAt(place.note) };
    const made = { round, merchant: coming.merchant, grid: shop.grid, author, day, half, at: coming.at, outcome: stored.outcome };
    return { _id: id, mall: tx.mall, clientId: coming.input.clientId, ...made, ...words, noteAgreed: false, answer: 'none', version: 1, estimated: coming.estimated ?? false, onPaper: Boolean(coming.onPaper), counter: coming.counter, carbon: shop.hasAccount ? undefined : newCarbonNumber() };
  });
}
