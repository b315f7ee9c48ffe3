import { z } from 'zod';
import { Accounts } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { isKnownHere, knownCookie } from '#app/platform/known-browser.server.ts';
import { forgivePoints, type LimitName, takePoint } from '#app/platform/limits.server.ts';
import { SignInBusy, verifyPassword } from '#app/platform/passwords.server.ts';
import { noteTry } from '#app/platform/security-log.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { findSession, type OpenSession, type Proof, startSession, stopSessions } from '#app/platform/sessions.server.ts';
import { findAccount, isGuarded } from '#app/platform/actors.server.ts';
import { offerCard, settleRecoveries } from '#app/accounts/recovery/commands.server.ts';
import { usePin } from '#app/accounts/phones/commands.server.ts';
import type { PinSchema } from '#app/accounts/phones/schema.ts';
import { secondProof } from '#app/accounts/sessions/prove.server.ts';
import { needsSecondFactor } from '#app/platform/proof.ts';
import { usePasskey } from '#app/accounts/factors/passkeys.server.ts';

export const SignInSchema = z.object({
  username: z.string().trim().toLowerCase().min(1).max(80),
  password: z.string().min(1).max(200),
  device: z.enum(['mine', 'shared', 'guest']).default('mine'),
  next: z.string().max(2000).optional(),
});
export type SignInInput = z.infer<typeof SignInSchema>;
export const CodeSchema = z.object({
  /** Six digits of the app, or twelve from paper. */
  code: z.string().trim().max(20).default(''),
  /** Of a passkey, in the place of a code. */
  answer: z.string().max(20_000).optional(),
  device: z.enum(['mine', 'shared', 'guest']).default('guest'),
  next: z.string().max(2000).optional(),
});

/** Where it comes from, as far as the limits and one's own list of sessions need it. */
export interface Origin {
  address: string;
  browser: string | undefined;
  /** The cookies it came with: a session that they open ends when a new one begins. */
  cookies: string | null;
  now: Date;
}

async function limit(name: LimitName, key: string): Promise<void> {
  const seconds = await takePoint(name, key);
  if (seconds > 0) throw new Refusal({ key: 'wait', params: { minutes: Math.ceil(seconds / 60) } });
}

/**
 * Checks name and password. The answer to a wrong name, a wrong password and a stopped account is the same, and takes as long.
 * @returns the cookie of an open session, or of one that still waits for the second factor
 * @throws {Refusal} in words of the namespace `sign-in`
 */
export function signIn(input: z.infer<typeof SignInSchema>, origin: Origin): Promise<Entered> {
  return noteTry('password', 'signed-in', origin.now, (who) => byPassword(input, origin, who));
}

async function byPassword(input: z.infer<typeof SignInSchema>, origin: Origin, who: { account?: string }): Promise<Entered> {
  const counted = `${input.username}|${origin.address}`;
  await limit('sign-in-address', origin.address);
  await limit('sign-in', counted);
  await settleOwn(input.username, origin.now);
  await limitName(input.username, origin.cookies);
  const account = await Accounts.findOne({ userName: input.username, status: 'active' }, { passwordHash: 1, secondFactor: 1, passkeys: 1, phones: 1, language: 1 }).lean();
  who.account = account?._id;
  if (!(await passwordHolds(input.password, account?.passwordHash)) || !account) throw new Refusal('wrong');
  await forgivePoints('sign-in', counted);
  await endBefore(origin);
  const pending = isGuarded(account);
  const { cookie } = await openSession(account._id, pending ? 'pending' : input.device, origin);
  return { cookie, known: pending ? null : knownCookie(account._id, input.device), pending, language: account.language, card: !pending && (await offerCard(account._id)) };
}

/** Who came in; `pending` waits for the second factor. */
export interface Entered {
  cookie: string;
  /** The browser's own mark of its person; null until she is in. */
  known: string | null;
  pending: boolean;
  language?: string;
  /** The first sign-in: the recovery card is offered before anything else. */
  card: boolean;
}

/** A session that the browser came with ends where a new one begins. */
async function endBefore({ cookies, now }: Origin): Promise<void> {
  const before = await findSession(cookies, now);
  if (before) await stopSessions(before.account, now, before.id);
}

/** A passkey says who comes and proves it, by what the person has and by her finger, face or PIN: no password, no second step. */
export async function signInWithPasskey(answer: string, device: Exclude<OpenSession['device'], 'pending'>, origin: Origin): Promise<Entered> {
  const account = await noteTry('passkey', 'signed-in', origin.now, async (who) => {
    await limit('sign-in-address', origin.address);
    const found = await usePasskey(answer, 'sign-in', undefined, origin.now);
    if (!found) throw new Refusal('wrong-passkey');
    return (who.account = found);
  });
  await endBefore(origin);
  const row = await Accounts.findOne({ _id: account }, { language: 1 }).lean();
  const { cookie } = await openSession(account, device, origin, { strong: true });
  return { cookie, known: knownCookie(account, device), pending: false, language: row?.language, card: await offerCard(account) };
}

/**
 * Her PIN on a phone that remembers her: what she has and what she knows, without a password. Whose work needs more gets
 * nowhere by it; what is delicate asks for the password all the same.
 */
export async function signInWithPin({ who: account, pin }: z.infer<typeof PinSchema>, origin: Origin): Promise<Entered> {
  const phone = await noteTry('pin', 'signed-in', origin.now, async (who) => {
    await limit('sign-in-address', origin.address);
    const opened = await usePin(account, pin, origin.cookies, origin.now);
    if (!opened) throw new Refusal('wrong-pin', 'pin');
    who.account = account;
    const known = await findAccount(account, origin.now);
    if (!known || needsSecondFactor(known.memberships)) throw new Refusal('pin-not-enough', 'pin');
    return opened;
  });
  await endBefore(origin);
  const row = await Accounts.findOne({ _id: account }, { language: 1 }).lean();
  const device = phone.shared ? 'shared' : 'mine';
  const { cookie } = await openSession(account, device, origin, { whole: false, phone: phone.id });
  return { cookie, known: knownCookie(account, device), pending: false, language: row?.language, card: await offerCard(account) };
}

/** A name's tries over all addresses are bounded; the browser in which its person signed in last goes on, so strangers lock nobody out. */
async function limitName(userName: string, cookies: string | null): Promise<void> {
  if ((await takePoint('sign-in-account', userName)) === 0) return;
  const row = await Accounts.findOne({ userName }, { _id: 1 }).lean();
  if (!row || !isKnownHere(cookies, row._id)) throw new Refusal({ key: 'wait', params: { minutes: 60 } });
}

/** A recovery that nobody stopped for a day holds from now on, also when the job is late. */
async function settleOwn(userName: string, now: Date): Promise<void> {
  const row = await Accounts.findOne({ userName }, { _id: 1 }).lean();
  if (row) await settleRecoveries(now, row._id);
}

async function passwordHolds(password: string, hash: string | undefined): Promise<boolean> {
  try {
    return await verifyPassword(password, hash);
  } catch (error) {
    if (error instanceof SignInBusy) throw new Refusal('busy');
    throw error;
  }
}

/** The second step: a code opens one session and no other, and ends the waiting one. */
export async function confirmCode(waiting: OpenSession, input: z.infer<typeof CodeSchema>, origin: Origin): Promise<{ cookie: string; known: string; card: boolean }> {
  const proof = await noteTry(input.answer ? 'passkey' : 'code', 'signed-in', origin.now, async (who) => {
    who.account = waiting.account;
    await limit('second-factor', waiting.account);
    const shown = input.answer ? await byPasskey(input.answer, waiting.account, origin.now) : await secondProof(waiting.account, input.code, origin.cookies, origin.now);
    if (!shown) throw new Refusal(input.answer ? 'wrong-passkey' : 'wrong-code', input.answer ? 'form' : 'code');
    await forgivePoints('second-factor', waiting.account);
    return shown;
  });
  await stopSessions(waiting.account, origin.now, waiting.id);
  const { cookie } = await openSession(waiting.account, input.device, origin, proof);
  return { cookie, known: knownCookie(waiting.account, input.device), card: await offerCard(waiting.account) };
}

const byPasskey = async (answer: string, account: string, now: Date) => ((await usePasskey(answer, 'second', account, now)) === account ? { strong: true as const } : null);

async function openSession(account: string, device: OpenSession['device'], { browser, now }: Origin, proof: Proof = {}): Promise<{ cookie: string }> {
  const { cookie } = await startSession(account, device, browser, now, proof);
  if (device !== 'pending') await record('session:start', account, now);
  return { cookie };
}

export async function signOut(session: OpenSession, now: Date): Promise<void> {
  await stopSessions(session.account, now, session.id);
  await record('session:end', session.account, now);
}

/** Sign-ins and sign-outs show on the person's own record. */
async function record(name: string, account: string, now: Date): Promise<void> {
  const head = { name, mall: INSTALLATION, actor: { account }, role: 'self', subject: `account:${account}`, now };
  await runCommand(head, async () => undefined);
}
