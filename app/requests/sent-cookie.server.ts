import { createCookie } from '@remix-run/node';
import { env } from '#app/platform/env.server.ts';
import { installationKey, open, seal } from '#app/platform/keys.server.ts';

const TEN_MINUTES = 600;

/** Only this browser, for ten minutes, only on this request's pages: the code is shown after sending and never again. */
const cookieFor = (path: string) => createCookie('sent', { httpOnly: true, sameSite: 'lax', secure: env().secure, path, maxAge: TEN_MINUTES });

const contextOf = (account: string, number: string) => `${account} ${number}`;

/** @returns the Set-Cookie value that takes the code to the next page, encrypted for this account and number */
export async function rememberCode(path: string, account: string, number: string, code: string): Promise<string> {
  const sealed = seal(installationKey('sent-code'), Buffer.from(code), contextOf(account, number));
  return cookieFor(path).serialize(sealed.toString('base64url'));
}

/** The code, if this account has just sent this request from this browser. */
export async function recallCode(cookieHeader: string | null, account: string, number: string): Promise<string | null> {
  const sealed: unknown = await cookieFor('/').parse(cookieHeader);
  if (typeof sealed !== 'string') return null;
  try {
    return open(installationKey('sent-code'), Buffer.from(sealed, 'base64url'), contextOf(account, number)).toString();
  } catch {
    return null;
  }
}
