import { Accounts } from '#models/account.server.ts';
import { isGuarded } from '#app/platform/actors.server.ts';
import { forgivePoints, takePoint } from '#app/platform/limits.server.ts';
import { SignInBusy, verifyPassword } from '#app/platform/passwords.server.ts';
import { noteTry } from '#app/platform/security-log.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type OpenSession, renewSession } from '#app/platform/sessions.server.ts';
import { useCode } from '../factors/commands.server.ts';
import { usePin } from '../phones/commands.server.ts';
import { usePasskey } from '../factors/passkeys.server.ts';

interface Shown {
  password: string;
  code: string;
  /** Of a passkey; it stands for both. */
  answer?: string;
  /** Of the browser: a phone that is enrolled here shows itself by its PIN. */
  cookies?: string | null;
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

/**
 * A code of the app or from paper; or, where she has enrolled this very phone, its PIN.
 * @returns how strong the session is by it; null when it is wrong
 */
export async function secondProof(account: string, code: string, cookies: string | null, now: Date): Promise<{ strong: true } | { phone: string } | null> {
  if (await useCode(account, code, now)) return { strong: true };
  const pin = code.replace(/\D/g, '');
  const phone = pin.length === 6 ? await usePin(account, pin, cookies, now) : null;
  return phone && { phone: phone.id };
}

/** @throws {Refusal} on `code` */
async function requireCode(account: string, code: string, cookies: string | null, now: Date): Promise<{ strong: true } | { phone: string }> {
  await limit('second-factor', account);
  const proof = await secondProof(account, code, cookies, now);
  if (!proof) throw new Refusal('factors:refused.code', 'code');
  await forgivePoints('second-factor', account);
  return proof;
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

async function prove(session: OpenSession, { password, code, answer, cookies = null }: Shown, browser: string | undefined, now: Date): Promise<string> {
  const { account } = session;
  if (answer) {
    if ((await usePasskey(answer, 'confirm', account, now)) !== account) throw new Refusal('factors:refused.passkey');
    return renewSession(session, browser, now, { strong: true });
  }
  await requirePassword(account, password);
  const row = await Accounts.findOne({ _id: account }, { secondFactor: 1, passkeys: 1, phones: 1 }).lean();
  const guarded = row !== null && isGuarded(row);
  const proof = guarded ? await requireCode(account, code, cookies, now) : { phone: session.phone ?? undefined };
  return renewSession(session, browser, now, proof);
}
