import { Outgoings, OutgoingKeys } from '#models/outgoing.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { reached } from './queue.server.ts';

const SHOWN = 30;

/** Receivers with an address, and the newest that went out or waits, for the officers' page. */
export async function listOutgoing(mall: KnownMall) {
  const receivers = reached(mall.settings);
  const [rows, keys] = await Promise.all([
    Outgoings.find({ mall: mall._id }).sort({ at: -1 }).limit(SHOWN).lean(),
    OutgoingKeys.find({ mall: mall._id, receiver: { $in: receivers.map(({ id }) => id) } }, { receiver: 1, generation: 1, key: 1 }).lean(),
  ]);
  const has = new Map(keys.map(({ receiver, generation, key }) => [receiver, { webhook: generation > 0, open311: key !== undefined }]));
  const names = new Map((mall.settings?.receivers ?? []).map(({ id, name }) => [id, name]));
  return {
    receivers: receivers.map(({ id, name, address }) => ({ id, name, by: address.by, host: new URL(address.url).host, ready: has.get(id)?.[address.by] ?? false })),
    messages: rows.map(({ _id, receiver, number, stage, at, state, tries, answer = null, theirs = null }) => ({ id: _id, to: names.get(receiver) ?? null, number, stage, at, state, tries, answer, theirs })),
  };
}
export type OutgoingView = Awaited<ReturnType<typeof listOutgoing>>;
