import { noteTry } from '#app/platform/security-log.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type OpenSession, renewSession } from '#app/platform/sessions.server.ts';
import { requirePassword } from '../sessions/prove.server.ts';
import { usePin } from './commands.server.ts';

interface Where {
  cookies: string | null;
  browser: string | undefined;
  now: Date;
}

/**
 * Opens one thing for two minutes on a shared phone, by the PIN of the phone or the password. What the session had proved
 * otherwise stays as it was.
 * @returns the cookie of the session that takes the place of this one
 */
export function unlock(session: OpenSession, { pin, password, what }: { pin: string; password: string; what: string }, { cookies, browser, now }: Where): Promise<string> {
  const { account, strong, phone, provedAt } = session;
  return noteTry(pin ? 'pin' : 'password', 'shown-again', now, async (who) => {
    who.account = account;
    const digits = pin.replace(/[\s-]/g, '');
    if (digits && !(await usePin(account, digits, cookies, now))) throw new Refusal('phones:refused.wrong', 'pin');
    if (!digits) await requirePassword(account, password);
    // Showing a PIN again is less than a password: what is delicate asks for that all the same.
    return renewSession(session, browser, now, { strong, phone: phone ?? undefined, whole: false, asked: what, provedAt: provedAt ?? undefined });
  });
}
