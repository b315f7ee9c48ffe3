import { Offers } from '#models/visit.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { inSilence, offerHead, offerVisit, type Place, publishOffered, type Quiet, withRetry } from './offering.server.ts';
import type { ComingVisit, PlannedVisit, Recorded } from './recording-rules.ts';
import { NO_ANSWER, openSealed, replaceSealed, type SealedAnswer, TRIES_KEPT, type Try } from './sealed-wishes.server.ts';
import type { Doing, VisitableNow } from './visitable.server.ts';

class CountedAlready extends Error {}

/**
 * Nobody was met. The shop counts as offered, and who came stands in what is sealed, for the shop and her alone: the
 * rows are those of a shop that said no on its own phone (docs/decisions/0081). Repeatable.
 */
export async function recordTry(doing: Doing, { merchant, input, onPaper }: ComingVisit, { round, shop, stored, day, half }: PlannedVisit<VisitableNow>): Promise<Recorded> {
  const { mall, actor, now } = doing;
  const place: Place = { round, merchant, grid: shop.grid, day, half };
  const one: Try = { volunteer: actor.account, outcome: stored.outcome as Try['outcome'], day, half, client: input.clientId, ...(onPaper && { onPaper: true as const }) };
  const find = () => Offers.findOne({ mall: mall._id, round, merchant }, { answer: 1 }).lean();
  for (;;) {
    const known = await find();
    if (known) {
      const added = await inSilence(mall._id, now, async (tx) => {
        await offerVisit(tx, { ...place, met: false });
        return addTry(tx, merchant, known.answer, one);
      });
      return { state: added ? 'stored' : 'there', visit: known._id };
    }
    if (!(await countFirst(mall._id, place, one, now))) continue;
    const made = await find();
    if (made) return { state: 'stored', visit: made._id };
  }
}

/** @returns false when somebody was faster */
function countFirst(mall: string, place: Place, one: Try, now: Date): Promise<boolean> {
  return withRetry(() =>
    runCommand(offerHead(mall, place.merchant, now), async (tx) => {
      if (!(await offerVisit(tx, { ...place, met: false }, { ...NO_ANSWER, tries: [one] }))) throw new CountedAlready();
      publishOffered(tx, place);
      return true;
    }),
  ).catch((error: unknown) => {
    if (error instanceof CountedAlready) return false;
    throw error;
  });
}

/** @returns false when the same one had arrived before */
async function addTry(tx: Quiet, merchant: string, id: string | undefined, one: Try): Promise<boolean> {
  const sealed = id && (await openSealed<SealedAnswer>(tx, [id])).get(id);
  // The shop erased its record, and the offer's words with it.
  if (!id || !sealed) return true;
  const tries = sealed.tries ?? [];
  if (tries.some(({ client }) => client === one.client)) return false;
  await replaceSealed(tx, merchant, id, { ...sealed, tries: [...tries, one].slice(-TRIES_KEPT) });
  return true;
}
