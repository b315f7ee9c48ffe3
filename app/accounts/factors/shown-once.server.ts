import { createCookie } from '@remix-run/node';
import { env } from '#app/platform/env.server.ts';
import { installationKey, open, seal } from '#app/platform/keys.server.ts';

const TEN_MINUTES = 600;
const cookieOf = (name: string, path: string) => createCookie(name, { httpOnly: true, sameSite: 'lax', secure: env().secure, path, maxAge: TEN_MINUTES });

/**
 * Words that are shown once and stored nowhere: they travel to the next page sealed, in the browser that asked, for ten
 * minutes or until their person says that she has them.
 */
export function shownOnce(name: string, path: string) {
  const cookie = cookieOf(name, path);
  const key = () => installationKey(`shown-once:${name}`);
  return {
    /** @returns the Set-Cookie value */
    keep: (account: string, words: string): Promise<string> => cookie.serialize(seal(key(), Buffer.from(words), account).toString('base64url')),
    forget: (): Promise<string> => cookie.serialize('', { maxAge: 0 }),
    async recall(cookieHeader: string | null, account: string): Promise<string | null> {
      const sealed: unknown = await cookie.parse(cookieHeader);
      if (typeof sealed !== 'string' || sealed === '') return null;
      try {
        return open(key(), Buffer.from(sealed, 'base64url'), account).toString();
      } catch {
        return null;
      }
    },
  };
}

/** Env is read at the first request, not at import. The path is the folder above: `/me/x` isn't sent to a script's `/me/x.data`. */
export const shownCodes = () => shownOnce('codes', '/me/second-factor');
export const shownCard = () => shownOnce('card', '/me');
export const shownShopCard = () => shownOnce('shop-card', '/me');
