import { openRequestIn, type OpenedRequest } from '#app/requests/commands.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts } from '#app/platform/texts.server.ts';
import { withRetry } from './offering.server.ts';
import { actOnVisit, getVisitToAnswer } from './shop-commands.server.ts';
import type { Doing } from './visitable.server.ts';

/**
 * The shop's own act: a draft that a volunteer wrote down becomes a request of the account that sends it, in its own
 * words if it changed them. The draft's words go; the volunteer learns that it became a request, not which.
 */
export async function turnNeedIntoRequest(doing: Doing, id: string, need: string, changed?: string): Promise<OpenedRequest> {
  const { mall, actor } = doing;
  const visit = await getVisitToAnswer(doing, id);
  const draft = visit.needs.find((one) => one.id === need && one.state === 'draft');
  if (!draft) throw notFound();
  if (visit.aside?.includes(`need-${draft.program}`)) throw new Refusal('visits:refused.set-aside');
  const written = (await readTexts(mall._id, [draft.text], [`shop:${visit.merchant}`])).get(draft.text);
  if (!written) throw new Refusal('visits:refused.draft-gone');
  const words = { language: written.language, words: changed?.trim() || written.words };
  return withRetry(() =>
    actOnVisit(doing, visit, 'visit:need-to-request', async (tx, change) => {
      const asked = { account: actor.account, role: 'merchant', merchant: visit.merchant, program: draft.program, words, channel: 'visit' as const };
      const opened = await openRequestIn(tx, mall, asked);
      await change({ $set: { needs: visit.needs.map((one) => (one.id === need ? { ...one, state: 'request', request: opened.id } : one)) } });
      await eraseTexts(tx, [draft.text]);
      tx.changed('needs');
      return opened;
    }),
  );
}
