import { Merchants } from '#models/merchant.server.ts';
import { Visits, type VisitNeed, type VisitPromise } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { notify } from '#app/notices/commands.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { writeText } from '#app/platform/texts.server.ts';
import { dayAndHalf } from './days.ts';
import { coverageMoved, getRoundFor, offerVisit, withRetry } from './offering.server.ts';
import { draftErasedAt, isPromiseDay, noteErasedAt, type StoredOfVisit, whatIsStored } from './rules.ts';
import type { VisitInput } from './schema.ts';
import { type Doing, getVisitable, listOwners, recordLink } from './visitable.server.ts';

export interface Recorded {
  visit: string;
  /** The same visit had arrived before; nothing was written now. */
  again: boolean;
}

/**
 * Records a visit: offer, visit, tally, words and audit row in one transaction. Sending twice with one `clientId`
 * stores once and answers the same; a second volunteer's visit to the same shop is kept beside the first.
 * @throws a 404 Response for a shop that isn't hers to visit, {@link Refusal} with the reason for any other no
 */
export async function recordVisit(doing: Doing, merchant: string, input: VisitInput): Promise<Recorded> {
  const { mall, actor, now } = doing;
  const before = await findSent(doing, merchant, input.clientId);
  if (before) return before;
  const visitable = await getVisitable(doing, merchant);
  const round = await getRoundFor(mall._id, visitable.shop);
  const stored = whatIsStored(input, visitable.hasAccount);
  if (stored === 'carbon-first') throw new Refusal('visits:refused.carbon-first', 'carbon');
  const today = dayIn(now, mall.zone);
  const wrongDay = stored.promises.findIndex(({ dueOn }) => !isPromiseDay(dueOn, today));
  if (wrongDay >= 0) throw new Refusal('visits:refused.promise-day', `due-${wrongDay}`);

  const owners = await listOwners(mall._id, merchant, now);
  const head = { name: 'visit:record', mall: mall._id, actor, role: visitable.role, subject: `shop:${merchant}`, now };
  const visit = newId();
  try {
    await withRetry(() =>
      runCommand({ ...head, target: visit }, async (tx) => {
        // Asked again inside: of two that arrive at the same moment the second one stores nothing.
        const sent = await Visits.findOne({ mall: mall._id, clientId: input.clientId }, { _id: 1 }, { session: tx.session }).lean();
        if (sent) throw new SentAlready();
        const moment = dayAndHalf(now, mall.zone);
        const place = { round: round._id, merchant, grid: visitable.grid };
        await offerVisit(tx, { ...place, ...moment, volunteer: actor.account, met: stored.outcome === 'met' });
        const words = await writeWords(tx, { merchant, author: actor.account, language: input.language }, stored);
        const answer = { noteAgreed: false, answer: 'none', version: 1 } as const;
        await Visits.create(
          [{ _id: visit, mall: mall._id, clientId: input.clientId, ...place, author: actor.account, ...moment, at: now, outcome: stored.outcome, ...words, ...answer }],
          { session: tx.session },
        );
        if (stored.outcome === 'met' && visitable.asked) {
          await Merchants.updateOne({ mall: mall._id, _id: merchant }, { $unset: { askedForVisitAt: 1 } }, { session: tx.session });
        }
        await tellShop(tx, { merchant, author: actor.account, role: visitable.role, owners, drafts: words.needs.length > 0 });
        tx.changed('outcome', ...(words.needs.length > 0 ? ['needs'] : []), ...(words.promises.length > 0 ? ['promises'] : []), ...(words.note ? ['note'] : []));
        tx.publish({ type: 'visit:recorded', id: visit, version: 1, rooms: [`shop:${merchant}`, `grid:${visitable.grid}`] });
        tx.publish(coverageMoved(mall._id, place.round));
      }),
    );
  } catch (error) {
    const sent = error instanceof SentAlready || isDuplicateKey(error) ? await findSent(doing, merchant, input.clientId) : null;
    if (sent) return sent;
    throw error;
  }
  return { visit, again: false };
}

/**
 * "Only offered": one tap, no reason. It stores what "not met" stores, so that a shop that didn't want to and one where
 * nobody was there can't be told apart.
 */
export function recordOfferOnly(doing: Doing, { merchant, clientId }: { merchant: string; clientId: string }): Promise<Recorded> {
  return recordVisit(doing, merchant, { clientId, outcome: 'not-met', language: 'zh', note: '', carbon: false, needs: [], promises: [] });
}

class SentAlready extends Error {}

/** Its owners are told that something was written about their shop, never what. */
async function tellShop(tx: Tx, about: { merchant: string; author: string; role: string; owners: string[]; drafts: boolean }): Promise<void> {
  const { merchant, author, role, owners, drafts } = about;
  const params = { person: author, shop: merchant };
  await notify(tx, { accounts: owners, template: drafts ? 'need-draft' : 'visit-recorded', params, link: recordLink(merchant), author, role });
}

async function findSent({ mall, actor }: Doing, merchant: string, clientId: string): Promise<Recorded | null> {
  const sent = await Visits.findOne({ mall: mall._id, clientId }, { author: 1, merchant: 1 }).lean();
  if (!sent) return null;
  if (sent.author !== actor.account || sent.merchant !== merchant) throw notFound();
  return { visit: sent._id, again: true };
}

interface Words {
  needs: VisitNeed[];
  promises: VisitPromise[];
  note?: string;
}

/** All words of a visit are readable by its author and the shop, and nobody else. */
async function writeWords(tx: Tx, by: { merchant: string; author: string; language: string }, stored: StoredOfVisit): Promise<Words> {
  const { merchant, author, language } = by;
  const head = { language, author, subject: `shop:${merchant}`, readers: [`shop:${merchant}`, `account:${author}`] };
  const needs: VisitNeed[] = [];
  for (const { program, words } of stored.needs) {
    const text = await writeText(tx, { ...head, words, eraseAt: draftErasedAt(tx.now) });
    needs.push({ id: newId(), program, text, state: 'draft' });
  }
  const promises: VisitPromise[] = [];
  for (const { words, dueOn } of stored.promises) promises.push({ id: newId(), text: await writeText(tx, { ...head, words }), dueOn });
  const note = stored.note ? await writeText(tx, { ...head, words: stored.note, eraseAt: noteErasedAt(tx.now) }) : undefined;
  return { needs, promises, note };
}
