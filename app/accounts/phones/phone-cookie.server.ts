import { createHmac, randomBytes } from 'node:crypto';
import { createCookie } from '@remix-run/node';
import { env } from '#app/platform/env.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { LIVES } from './rules.ts';

/** A phone's own secret: one for everybody who has a PIN on it. Scripts can't read it, and nothing else of the phone is known. */
const cookie = () => singleton('phone-cookie', () => createCookie('phone', { httpOnly: true, sameSite: 'lax', path: '/', secure: env().secure, maxAge: LIVES / 1000 }));

export interface Phone {
  /** Keyed hash of the secret: what the database knows. */
  id: string;
  secret: string;
}

const phoneOf = (secret: string): Phone => ({ id: createHmac('sha256', env().SESSION_SECRET).update(`phone:${secret}`).digest('base64url'), secret });

export async function findPhone(cookieHeader: string | null): Promise<Phone | null> {
  const secret: unknown = await cookie().parse(cookieHeader);
  return typeof secret === 'string' && /^[\w-]{43}$/.test(secret) ? phoneOf(secret) : null;
}

export const newPhone = (): Phone => phoneOf(randomBytes(32).toString('base64url'));

export const endedPhoneCookie = (): Promise<string> => cookie().serialize('', { maxAge: 0 });

/** @returns the Set-Cookie value; every PIN that is set begins the 90 days of the cookie anew */
export const phoneCookie = ({ secret }: Phone): Promise<string> => cookie().serialize(secret);
