import { z } from 'zod';
import { NoticeChoices, PushChannels, PushDues } from '#models/push.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { TimeSchema } from '#app/platform/form-fields.ts';
import { newId } from '#app/platform/ids.ts';
import { readTarget } from '#app/platform/public-address.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { Doing } from '../commands.server.ts';
import { MOST_ENDPOINT } from './sending.server.ts';
import { type Choice, MUTABLE } from './when.ts';

const MOST_PHONES = 10;
const MaybeTime = z.union([z.literal(''), TimeSchema], { errorMap: () => ({ message: 'form.not-a-time' }) }).default('');

/** A box that isn't ticked is a kind that pushes nothing. */
export const ChoiceSchema = z
  .object({ kinds: z.array(z.enum(MUTABLE)), quietFrom: MaybeTime, quietUntil: MaybeTime, digestAt: MaybeTime })
  .refine(({ quietFrom, quietUntil }) => (quietFrom === '') === (quietUntil === ''), { message: 'notices:refused.quiet-both', path: ['quietUntil'] });
export type ChoiceInput = z.output<typeof ChoiceSchema>;

export const PhoneSchema = z.object({ endpoint: z.string().min(1).max(MOST_ENDPOINT) });

export async function getChoice(mall: string, account: string): Promise<Choice & { phones: number }> {
  const [row, phones] = await Promise.all([NoticeChoices.findOne({ mall, account }).lean(), PushChannels.countDocuments({ account })]);
  return { off: row?.off ?? [], quietFrom: row?.quietFrom, quietUntil: row?.quietUntil, digestAt: row?.digestAt, phones };
}

/** How she wants to be reached; nobody else reads it. What already waits keeps its moment. */
export async function chooseNotices({ mall, actor, now }: Doing, { kinds, quietFrom, quietUntil, digestAt }: ChoiceInput): Promise<void> {
  const { account } = actor;
  const off = MUTABLE.filter((kind) => !kinds.includes(kind));
  await runCommand({ name: 'notice:choose', mall: mall._id, actor, role: 'self', subject: `account:${account}`, now }, async (tx) => {
    const { matchedCount } = await NoticeChoices.updateOne({ mall: mall._id, account }, { $set: { off, quietFrom, quietUntil, digestAt } }, { session: tx.session });
    if (matchedCount === 0) await NoticeChoices.create([{ _id: newId(), mall: mall._id, account, off, quietFrom, quietUntil, digestAt }], { session: tx.session });
    tx.changed('off', 'quiet', 'digest');
  });
}

/**
 * Switches push on for this phone. The address is the browser's own service: https, and never one of this house's own net.
 * @throws {Refusal} another kind of address, or more phones than anybody has
 */
export async function addPhone({ mall, actor, now }: Doing, endpoint: string): Promise<void> {
  if (!readTarget(endpoint, MOST_ENDPOINT)) throw new Refusal('notices:refused.no-push');
  const { account } = actor;
  if ((await PushChannels.countDocuments({ account })) >= MOST_PHONES) throw new Refusal('notices:refused.phones');
  try {
    await runCommand({ name: 'notice:push-on', mall: mall._id, actor, role: 'self', subject: `account:${account}`, now }, async (tx) => {
      // Whoever used this phone before isn't rung on it any more.
      await PushChannels.deleteMany({ endpoint }, { session: tx.session });
      await PushChannels.create([{ _id: newId(), account, endpoint }], { session: tx.session });
      tx.changed('push');
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** This phone, or all of hers where none is named. */
export async function removePhones({ mall, actor, now }: Doing, endpoint?: string): Promise<void> {
  const { account } = actor;
  await runCommand({ name: 'notice:push-off', mall: mall._id, actor, role: 'self', subject: `account:${account}`, now }, async (tx) => {
    await PushChannels.deleteMany({ account, ...(endpoint ? { endpoint } : {}) }, { session: tx.session });
    if (!endpoint) await PushDues.deleteMany({ mall: mall._id, account }, { session: tx.session });
    tx.changed('push');
  });
}
