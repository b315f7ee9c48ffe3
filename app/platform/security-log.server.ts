import { createHmac } from 'node:crypto';
import { env } from './env.server.ts';
import { figures } from './figures.server.ts';
import { log } from './log.server.ts';
import { Refusal } from './refusal.ts';

/** What happens at the doors; docs/security.md, "Log and looks". */
export type SecurityEvent = 'signed-in' | 'sign-in-refused' | 'shown-again' | 'not-allowed' | 'sessions-ended';

interface Facts {
  /** A closed word: which way in, which reason, which permission. */
  why: string;
  /** Where an account is known. */
  account?: string | undefined;
  request?: string | undefined;
}

/**
 * Joins the lines of one account within one day, and says to nobody who it is: whoever has SESSION_SECRET and an account's
 * id can tell which lines are hers. Another one every day, so that no track of a person grows.
 */
export function lineMark(account: string, now: Date): string {
  return createHmac('sha256', env().SESSION_SECRET).update(`line:${now.toISOString().slice(0, 10)}:${account}`).digest('base64url').slice(0, 12);
}

/** One line and one count for each time that a door opened or stayed shut. */
export function noteSecurity(event: SecurityEvent, { why, account, request }: Facts, now = new Date()): void {
  figures().security.inc({ event, why });
  const refused = event === 'sign-in-refused' || event === 'not-allowed';
  log()[refused ? 'warn' : 'info']({ security: event, why, who: account && lineMark(account, now), request });
}

/** By what somebody shows who she is. */
export type Way = 'password' | 'code' | 'passkey' | 'pin';

/** Notes how a try to come in ended. `work` says whose account it is as soon as it knows; a name that nobody has stays without. */
export async function noteTry<R>(way: Way, opens: 'signed-in' | 'shown-again', now: Date, work: (who: { account?: string }) => Promise<R>): Promise<R> {
  const who: { account?: string } = {};
  try {
    const result = await work(who);
    noteSecurity(opens, { why: way, ...who }, now);
    return result;
  } catch (error) {
    if (error instanceof Refusal) noteSecurity('sign-in-refused', { why: `${way}: ${error.reason.key}`, ...who }, now);
    throw error;
  }
}
