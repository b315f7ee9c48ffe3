import { Requests } from '#models/request.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { registerMergeSource } from '#app/mall/roster/doubles/merge-source.server.ts';
import { storeState } from './acting.server.ts';
import { getCase, workingOf } from './case.server.ts';
import { appendEvents } from './commands.server.ts';
import { indexRequest } from './finding.server.ts';
import { inOrder, replay } from './engine/state.ts';
import { rowOf } from './row.ts';
import { publishChange } from './telling.server.ts';

/** Requests of one transaction: each brings its log along. */
const AT_ONCE = 10;

async function moveRequest(tx: Tx, mall: KnownMall, number: string, merchant: string): Promise<void> {
  const { row, kind, events, state } = await getCase(tx.mall, number, tx.session);
  const added = inOrder([{ type: 'shop-merged', facts: { merchant } }], state.seq, { at: tx.now, actor: 'house', role: 'house' });
  const all = [...events, ...added];
  const next = replay(kind, all);
  await storeState(tx, row._id, state.seq, rowOf(kind, next, all, tx.now, workingOf(mall)));
  await appendEvents(tx, row._id, added);
  await indexRequest(tx, row._id, kind, { before: state, next, events: all, added });
  publishChange(tx, row._id, next);
}

/** A request belongs to the account that asked, whatever becomes of the shop: only which shop it is for changes, as an event of its log. */
export function registerRequestMerges(): void {
  registerMergeSource({
    id: 'requests',
    isLeft: async (mall, { goes }) => (await Requests.exists({ mall, merchant: goes })) !== null,
    async move(tx, mall, { goes, stays }, most) {
      const rows = await Requests.find({ mall: tx.mall, merchant: goes }, { number: 1 }, { session: tx.session }).sort({ openedAt: -1 }).limit(Math.min(most, AT_ONCE)).lean();
      for (const { number } of rows) await moveRequest(tx, mall, number, stays);
      return rows.length;
    },
  });
}
