import { Accounts } from '#models/account.server.ts';
import { isGuarded } from '#app/platform/actors.server.ts';
import { forgivePoints, takePoint } from '#app/platform/limits.server.ts';
import { SignInBusy, verifyPassword } from '#app/platform/passwords.server.ts';
import { noteTry } from '#app/platform/security-log.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type OpenSession, renewSession } from '#app/platform/sessions.server.ts';
import { useCode } from '../factors/commands.server.ts';
import { usePasskey } from '../factors/passkeys.server.ts';

interface Shown {
  password: string;
  code: string;
  /** Of a passkey; it stands for both. */
  answer?: string;
}

async function limit(name: 'second-factor' | 'confirm', account: string): Promise<void> {
  const seconds = await takePoint(name, account);
  if (seconds > 0) throw new Refusal({ key: 'factors:refused.wait', params: { minutes: Math.ceil(seconds / 60) } });
}

/** @throws {Refusal} on `password` when it is wrong or too many were tried */
export async function requirePassword(account: string, password: string): Promise<void> {
  if (!password) throw new Refusal('form.required', 'password');
  await limit('confirm', account);
  const row = await Accounts.findOne({ _id: account, status: 'active' }, { passwordHash: 1 }).lean();
  const right = await verifyPassword(password, row?.passwordHash).catch((error: unknown) => {
    throw error instanceof SignInBusy ? new Refusal('factors:refused.busy') : error;
  });
  if (!right || !row) throw new Refusal('factors:refused.password', 'password');
  await forgivePoints('confirm', account);
}

/** @throws {Refusal} on `code` */
export async function requireCode(account: string, code: string, now: Date): Promise<void> {
  await limit('second-factor', account);
  if (!(await useCode(account, code, now))) throw new Refusal('factors:refused.code', 'code');
  await forgivePoints('second-factor', account);
}

/**
 * Shows again that it is she: password, and the second factor where the account has one; or a passkey, which is both.
 * @returns the cookie of the session that takes the place of this one
 * @throws {Refusal} in words of `factors`
 */
export function showAgain(session: OpenSession, shown: Shown, browser: string | undefined, now: Date): Promise<string> {
  return noteTry(shown.answer ? 'passkey' : 'password', 'shown-again', now, (who) => {
    who.account = session.account;
    return prove(session, shown, browser, now);
  });
}

async function prove(session: OpenSession, { password, code, answer }: Shown, browser: string | undefined, now: Date): Promise<string> {
  const { account } = session;
  if (answer) {
    if ((await usePasskey(answer, 'confirm', account, now)) !== account) throw new Refusal('factors:refused.passkey');
    return renewSession(session, browser, now, { strong: true });
  }
  await requirePassword(account, password);
  const row = await Accounts.findOne({ _id: account }, { secondFactor: 1, passkeys: 1 }).lean();
  const guarded = row !== null && isGuarded(row);
  if (guarded) await requireCode(account, code, now);
  return renewSession(session, browser, now, { strong: guarded });
}
