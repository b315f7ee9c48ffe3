import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DoorKeys } from '#models/door-key.server.ts';
import { DoorReceipts } from '#models/door-receipt.server.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { findHidden } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { isInTime, isSigned, SIGNED, type Signed } from '#app/platform/webhook-signing.ts';
import { openRequestIn } from '../commands.server.ts';
import { countTaken, hookSecret } from '../doors/keys.server.ts';
import { findSaidPlace } from '../doors/said-place.server.ts';
import { DoorError } from '../open311/door-error.ts';
import { placeKind } from '../open311/kinds.server.ts';
import { MOST_TITLE } from '../limits.ts';
import { wordsOf } from '../reading.server.ts';
import { takeReport } from '../report.server.ts';

/** What a hotline's system sends about one place. Anything else in it isn't read. */
export const HookSchema = z.object({
  kind: z.string().min(1).max(80),
  description: z.string().trim().min(1).max(MOST_TITLE),
  /** Number on a booth's door, or the code of a sign; left out: somewhere in the mall. */
  place: z.string().min(1).max(200).optional(),
  inside: z.boolean().default(false),
  language: z.enum(CONTENT_LANGUAGES).optional(),
  facts: z.record(z.string().max(60), z.string().max(200)).default({}),
});

export interface Taken {
  number: string;
  /** It had come before: the number is the one that it got then. */
  repeated: boolean;
}

const MOMENT = /^\d{1,12}$/;

/** The message with its headers; null where one is missing or can't be one. */
export function readSigned(headers: Headers, body: string): (Signed & { signature: string }) | null {
  const [id, at, signature] = [headers.get(SIGNED.id) ?? '', headers.get(SIGNED.at) ?? '', headers.get(SIGNED.signature) ?? ''];
  return id && id.length <= 200 && MOMENT.test(at) && signature ? { id, at: Number(at), body, signature } : null;
}

/** The hook that signed this. @throws {DoorError} the same 401 for a hook that isn't there, one that ended, and a wrong signature */
async function requireSigned(mall: string, hook: string, message: ReturnType<typeof readSigned>, { ip, now }: { ip: string; now: Date }): Promise<Signed> {
  const row = await DoorKeys.findOne({ mall, _id: hook }, { door: 1, endedAt: 1 }).lean();
  const open = row?.door === 'hook' && !row.endedAt;
  // Worked out all the same where there is none, so that the time tells nothing either.
  const right = message !== null && isSigned(message, message.signature, hookSecret(hook));
  if (!open || !message || !right) {
    const wait = await takePoint('door-wrong', ip, now);
    if (wait > 0) throw new DoorError(429, 'Too many wrong signatures. Please wait.', wait);
    throw new DoorError(401, 'The signature isn’t right.');
  }
  if (!isInTime(message.at, now)) throw new DoorError(401, 'The moment of the signature is more than five minutes away.');
  const seconds = await takePoint('door-send', hook, now);
  if (seconds > 0) throw new DoorError(429, 'Too many messages by this hook. Please wait.', seconds);
  return message;
}

function readMessage(body: string): z.infer<typeof HookSchema> {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    throw new DoorError(400, 'The body isn’t JSON.');
  }
  const parsed = HookSchema.safeParse(sent);
  if (!parsed.success) throw new DoorError(422, `${parsed.error.issues[0]?.path.join('.') || 'body'} isn’t as docs/open311.md has it.`);
  const { description } = parsed.data;
  if (findHidden({ description })) throw new DoorError(422, 'description has characters that nobody sees.');
  return parsed.data;
}

const receiptOf = (mall: string, key: string, sender: string) => DoorReceipts.findOne({ mall, key, sender }, { number: 1 }).lean();

/**
 * Takes what a hotline sent, once: sent again under the same id it gets the same number.
 * @throws {DoorError} for a wrong signature, an old one, or a message that can't be read
 * @throws {Refusal} for one that names somebody: nothing of it is stored
 */
export async function takeHooked(mall: KnownMall, hook: string, { headers, body, ip, now }: { headers: Headers; body: string; ip: string; now: Date }): Promise<Taken> {
  const { id } = await requireSigned(mall._id, hook, readSigned(headers, body), { ip, now });
  const sender = createHash('sha256').update(id).digest('base64url');
  const known = await receiptOf(mall._id, hook, sender);
  if (known) return { number: known.number, repeated: true };
  const { kind: code, description, place: said, inside, language, facts } = readMessage(body);
  const kind = placeKind(mall, code);
  const place = said ? await findSaidPlace(mall, said, now) : null;
  if (said && !place) throw new DoorError(422, 'place is none of this mall’s.');
  const words = language ? { words: description, language } : wordsOf(description, 'zh')!;
  const { head, input } = await takeReport({ mall, now }, { kind, words, place, inside, facts, channel: 'hook' });
  for (let attempt = 0; ; attempt += 1) {
    try {
      const number = await runCommand(head, async (tx) => {
        const opened = await openRequestIn(tx, mall, input);
        await DoorReceipts.create([{ _id: newId(), mall: mall._id, key: hook, sender, number: opened.number }], { session: tx.session });
        tx.about(opened.id);
        return opened.number;
      });
      await countTaken(mall, hook, now);
      return { number, repeated: false };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const first = await receiptOf(mall._id, hook, sender);
      if (first) return { number: first.number, repeated: true };
      if (attempt >= 5) throw error;
    }
  }
}
