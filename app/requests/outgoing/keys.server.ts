import { createHmac } from 'node:crypto';
import { OutgoingKeys } from '#models/outgoing.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { hashingKey } from '#app/platform/keys.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts, writeText } from '#app/platform/texts.server.ts';
import { shownSecret } from '#app/platform/webhook-signing.ts';
import type { Doing } from '../commands.server.ts';
import { reached } from './queue.server.ts';

/** Who opens the key that another side gave: the sending alone. */
const READER = 'outgoing';

/** What a webhook to this receiver is signed with: worked out, and stored nowhere. */
export const outgoingSecret = (mall: string, receiver: string, generation: number): Buffer => createHmac('sha256', hashingKey('outgoing-secrets')).update(`${mall} ${receiver} ${generation}`).digest();

export interface KnownKey {
  /** 0: none was made yet. */
  generation: number;
  key: string | null;
}

export async function findOutgoingKey(mall: string, receiver: string): Promise<KnownKey> {
  const row = await OutgoingKeys.findOne({ mall, receiver }, { generation: 1, key: 1 }).lean();
  const key = row?.key ? (await readTexts(mall, [row.key], [READER])).get(row.key)?.words : undefined;
  return { generation: row?.generation ?? 0, key: key ?? null };
}

async function change(tx: Tx, receiver: string, to: { generation?: 1; key?: string }): Promise<void> {
  const $inc = { generation: to.generation ?? 0 };
  const { matchedCount } = await OutgoingKeys.updateOne({ mall: tx.mall, receiver }, { $inc, ...(to.key ? { $set: { key: to.key } } : {}) }, { session: tx.session });
  if (matchedCount === 0) await OutgoingKeys.create([{ _id: newId(), mall: tx.mall, receiver, generation: to.generation ?? 0, key: to.key }], { session: tx.session });
}

async function changing<R>({ mall, actor, now }: Doing, receiver: string, name: string, work: (tx: Tx) => Promise<R>): Promise<R> {
  if (!reached(mall.settings).some(({ id }) => id === receiver)) throw new Refusal('form.changed-meanwhile');
  try {
    return await runCommand({ name, mall: mall._id, actor, role: 'officer', subject: 'none', target: receiver, now }, work);
  } catch (error) {
    if (isDuplicateKey(error)) throw new Refusal('form.changed-meanwhile');
    throw error;
  }
}

/** A new secret for a webhook; the one before signs nothing more. @returns it, shown once @throws {Refusal} */
export async function makeOutgoingSecret(doing: Doing, receiver: string): Promise<string> {
  const generation = await changing(doing, receiver, 'outgoing:secret', async (tx) => {
    await change(tx, receiver, { generation: 1 });
    const row = await OutgoingKeys.findOne({ mall: tx.mall, receiver }, { generation: 1 }, { session: tx.session }).lean();
    return row?.generation ?? 1;
  });
  return shownSecret(outgoingSecret(doing.mall._id, receiver, generation));
}

/** The key that a city gave us, kept as words are: encrypted, and shown to nobody again. @throws {Refusal} */
export async function keepOutgoingKey(doing: Doing, receiver: string, key: string): Promise<void> {
  await changing(doing, receiver, 'outgoing:key', async (tx) => {
    const before = await OutgoingKeys.findOne({ mall: tx.mall, receiver }, { key: 1 }, { session: tx.session }).lean();
    const text = await writeText(tx, { language: 'und', words: key, author: doing.actor.account, subject: 'none', readers: [READER] });
    await change(tx, receiver, { key: text });
    if (before?.key) await eraseTexts(tx, [before.key]);
  });
}
