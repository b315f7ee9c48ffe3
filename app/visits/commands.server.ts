import { notFound } from '#app/platform/authorise.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { recordVisits } from './recording.server.ts';
import type { VisitInput } from './schema.ts';
import type { Doing } from './visitable.server.ts';

export interface Recorded {
  /** Of the visit; where nobody was met, of the offer. */
  visit: string;
  /** The same visit had arrived before; nothing was written now. */
  again: boolean;
}

/**
 * Records a visit: offer, visit, tally, words and audit row in one transaction. Sending twice with one `clientId`
 * stores once and answers the same; a second volunteer's visit to the same shop is kept beside the first.
 * @param digest what stands for it at the counter
 * @throws a 404 Response for a shop that isn't hers to visit, {@link Refusal} with the reason for any other no
 */
export async function recordVisit(doing: Doing, merchant: string, input: VisitInput, digest?: string): Promise<Recorded> {
  const [done] = await recordVisits(doing, [{ merchant, input, digest, at: doing.now }]);
  if (!done || done.state === 'unknown') throw notFound();
  if (done.state === 'refused') throw new Refusal(done.reason, done.field);
  if (done.state === 'conflict') throw new Refusal('visits:refused.sent-otherwise');
  return { visit: done.visit, again: done.state === 'there' };
}

/**
 * "Only offered": one tap, no reason. It stores what "not met" stores, so that a shop that didn't want to and one where
 * nobody was there can't be told apart.
 */
export function recordOfferOnly(doing: Doing, { merchant, clientId }: { merchant: string; clientId: string }): Promise<Recorded> {
  return recordVisit(doing, merchant, { clientId, outcome: 'not-met', language: 'zh', note: '', carbon: false, needs: [], promises: [] });
}
