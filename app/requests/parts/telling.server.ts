import type { Tx } from '#app/platform/command.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { NoticeTemplate } from '#app/notices/rules.ts';
import type { RequestEvent } from '../engine/events.ts';
import { isPartEvent, type PartEventType } from '../engine/parts.ts';
import type { RequestState } from '../engine/state.ts';
import { accountsOf } from './holders.server.ts';

const TOLD: Partial<Record<PartEventType, NoticeTemplate>> = { 'part-given': 'part-given', 'part-said': 'part-said', 'part-taken-back': 'part-taken-back', 'part-ran-out': 'part-late' };

/** Whoever has a part hears of it, and of nothing else of its request. Partners have no notices: their own first page is live. */
export async function tellHolders(tx: Tx, { slug, number, state, events }: { slug: string; number: string; state: RequestState; events: readonly RequestEvent[] }): Promise<void> {
  for (const event of events.filter(isPartEvent)) {
    const part = state.parts.find(({ id }) => id === event.facts.part);
    if (!part) continue;
    const accounts = await accountsOf(tx.mall, part.holder, tx.now);
    const rooms = part.holder.kind === 'grid' ? [`grid:${part.holder.grid}`] : accounts.map((account) => `account:${account}`);
    tx.publish({ type: 'part:changed', id: part.id, version: state.seq, rooms });
    const template = part.holder.kind === 'partner' ? undefined : TOLD[event.type];
    if (!template) continue;
    const others = accounts.filter((account) => account !== event.actor);
    await notify(tx, { accounts: others, template, params: { number }, link: `/m/${slug}/tasks/${part.id}`, author: event.role === 'house' ? undefined : event.actor, role: event.role });
  }
}
