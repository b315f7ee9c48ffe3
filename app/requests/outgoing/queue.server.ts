import { Outgoings } from '#models/outgoing.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { maySendTo, type Receiver, type SettingsInEffect } from '#app/platform/mall-settings.ts';
import type { RequestEvent } from '../engine/events.ts';
import type { RequestState } from '../engine/state.ts';
import { isForAll } from '../policy.ts';

/** Receivers that have an address to which something goes by itself. */
export function reached(settings: SettingsInEffect | undefined): (Receiver & { address: NonNullable<Receiver['address']> & { by: 'webhook' | 'open311' } })[] {
  return (settings?.receivers ?? []).flatMap((receiver) => (receiver.address && receiver.address.by !== 'wecom' && maySendTo({ settings }, receiver.id, 'place-requests') ? [{ ...receiver, address: { ...receiver.address, by: receiver.address.by } }] : []));
}

/**
 * Notes what receivers are to be told of these events, in their own transaction: nothing is forgotten when the house stops, and nothing
 * is told that didn't happen. Only what belongs to all; only that it was asked, and where it stands since.
 */
export async function queueOutgoing(tx: Tx, settings: SettingsInEffect | undefined, number: string, state: RequestState, events: readonly RequestEvent[]): Promise<void> {
  const receivers = reached(settings);
  if (receivers.length === 0 || !isForAll(state)) return;
  const rows = events.flatMap((event) => {
    const stage = (event.facts as { stage?: string }).stage;
    if (!stage) return [];
    // What comes to the grid only now was nobody's to know before.
    const type = event.type === 'asked' || event.type === 'given-on' ? ('opened' as const) : ('changed' as const);
    const told = receivers.filter(({ address }) => type === 'opened' || address.by === 'webhook');
    return told.map(({ id }) => ({ _id: newId(), mall: tx.mall, receiver: id, type, number, kind: state.kind, stage, at: event.at, state: 'waiting' as const, tries: 0, since: tx.now, nextAt: tx.now }));
  });
  if (rows.length > 0) await Outgoings.insertMany(rows, { session: tx.session });
}
