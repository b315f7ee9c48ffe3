import { z } from 'zod';
import { Accounts } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { forgivePoints, type LimitName, takePoint } from '#app/platform/limits.server.ts';
import { SignInBusy, verifyPassword } from '#app/platform/passwords.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { checkSecondFactor } from '#app/platform/second-factor.server.ts';
import { findSession, type OpenSession, startSession, stopSessions } from '#app/platform/sessions.server.ts';

export const SignInSchema = z.object({
  username: z.string().trim().toLowerCase().min(1).max(80),
  password: z.string().min(1).max(200),
  device: z.enum(['mine', 'shared', 'guest']).default('mine'),
  next: z.string().max(2000).optional(),
});
export const CodeSchema = z.object({
  code: z.string().trim().regex(/^[0-9 ]{6,7}$/, 'form.six-digits'),
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
export async function signIn(input: z.infer<typeof SignInSchema>, origin: Origin): Promise<{ cookie: string; pending: boolean; language?: string }> {
  const counted = `${input.username}|${origin.address}`;
  await limit('sign-in-address', origin.address);
  await limit('sign-in', counted);
  const account = await Accounts.findOne({ userName: input.username, status: 'active' }, { passwordHash: 1, secondFactor: 1, language: 1 }).lean();
  if (!(await passwordHolds(input.password, account?.passwordHash)) || !account) throw new Refusal('wrong');
  await forgivePoints('sign-in', counted);
  const before = await findSession(origin.cookies, origin.now);
  if (before) await stopSessions(before.account, origin.now, before.id);
  const pending = Boolean(account.secondFactor);
  const { cookie } = await openSession(account._id, pending ? 'pending' : input.device, origin);
  return { cookie, pending, language: account.language };
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
export async function confirmCode(waiting: OpenSession, input: z.infer<typeof CodeSchema>, origin: Origin): Promise<{ cookie: string }> {
  await limit('second-factor', waiting.account);
  const account = await Accounts.findOne({ _id: waiting.account, status: 'active' }, { secondFactor: 1, usedStep: 1 }).lean();
  const step = account?.secondFactor ? checkSecondFactor(waiting.account, account.secondFactor, input.code, origin.now) : null;
  if (step === null || step <= (account?.usedStep ?? 0)) throw new Refusal('wrong-code', 'code');
  const { matchedCount } = await Accounts.updateOne({ _id: waiting.account, $or: [{ usedStep: { $exists: false } }, { usedStep: { $lt: step } }] }, { $set: { usedStep: step } });
  if (matchedCount === 0) throw new Refusal('wrong-code', 'code');
  await forgivePoints('second-factor', waiting.account);
  await stopSessions(waiting.account, origin.now, waiting.id);
  return openSession(waiting.account, input.device, origin);
}

async function openSession(account: string, device: OpenSession['device'], { browser, now }: Origin): Promise<{ cookie: string }> {
  const { cookie } = await startSession(account, device, browser, now);
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
