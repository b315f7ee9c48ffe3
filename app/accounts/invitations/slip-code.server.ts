import { createHmac, randomInt } from 'node:crypto';
import { createCookie } from '@remix-run/node';
import { env } from '#app/platform/env.server.ts';
import { hashingKey, installationKey } from '#app/platform/keys.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** Crockford's base 32: no I, L, O, U, so that a code can be read from paper and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** Eighty bits. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** `K7QM-3XPD-…`: as it is printed. */
export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** However it was typed; what isn't a code at all becomes one that opens nothing. */
export function hashCode(typed: string, purpose = 'slips'): string {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
  return createHmac('sha256', hashingKey(purpose)).update(code).digest('base64url');
}

export function newNumber(): string {
  return String(randomInt(100_000_000)).padStart(8, '0');
}

/** What is left of an exchanged code: names the slip for the minutes in which the form is filled. Signed, and read by these pages only. */
export const ticketCookie = () =>
  singleton('slip-ticket', () =>
    createCookie('slip', { httpOnly: true, sameSite: 'lax', path: '/join', secure: env().secure, secrets: [installationKey('slip-tickets').toString('base64')] }),
  );

/** @returns the id of the slip whose code this browser has sent */
export async function ticketOf(request: Request): Promise<string | null> {
  const held: unknown = await ticketCookie().parse(request.headers.get('Cookie'));
  return typeof held === 'string' && held.length === 36 ? held : null;
}
