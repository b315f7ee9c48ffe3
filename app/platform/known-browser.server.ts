import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from './env.server.ts';
import { type Device, findSession } from './sessions.server.ts';

const YEAR = 365 * 24 * 3600;
const tagOf = (account: string): string => createHmac('sha256', env().SESSION_SECRET).update(`known:${account}`).digest('base64url').slice(0, 32);

/**
 * Says to the portal, and to nobody else, who signed in last in this browser. It opens nothing: it lets its person try on
 * when strangers used up the tries of her name, and tells whose drafts lie in a tab. Nothing of it is stored here.
 * @returns the Set-Cookie value
 */
export function knownCookie(account: string, device: Device): string {
  const kept = device === 'mine' ? `; Max-Age=${YEAR}` : '';
  return `known=${tagOf(account)}.${device}; Path=/; HttpOnly; SameSite=Lax${kept}${env().secure ? '; Secure' : ''}`;
}

function read(cookieHeader: string | null): { tag: string; device: string } | null {
  const found = /(?:^|;\s*)known=([\w-]{32})\.([a-z]+)/.exec(cookieHeader ?? '');
  return found ? { tag: found[1] ?? '', device: found[2] ?? '' } : null;
}

/** Whether this account was the last one to sign in here. */
export function isKnownHere(cookieHeader: string | null, account: string): boolean {
  const said = read(cookieHeader)?.tag;
  return said !== undefined && timingSafeEqual(Buffer.from(said), Buffer.from(tagOf(account)));
}

/** The mark of an account without meaning: what lies in a browser says by it whose it is. */
export const ownerMark = (account: string): string => tagOf(account).slice(0, 10);

/** Whose drafts a tab may show: a mark without meaning, and whether they outlive a session (on one's own phone). */
export function draftsOwner(cookieHeader: string | null): { mark: string; keep: boolean } | null {
  const said = read(cookieHeader);
  return said && { mark: said.tag.slice(0, 10), keep: said.device === 'mine' };
}

/** Seals what she types in her browser's tab; given to an open session, and to no other. Null while the database is away, too. */
export async function draftKey(cookieHeader: string | null, now: Date): Promise<string | null> {
  const session = await findSession(cookieHeader, now).catch(() => null);
  if (!session || session.device === 'pending') return null;
  return createHmac('sha256', env().SESSION_SECRET).update(`drafts:${session.account}`).digest('base64');
}
