import { Secret, TOTP } from 'otpauth';
import { installationKey, open, seal } from './keys.server.ts';

const ISSUER = 'Merchants Home';

const totp = (secret: Secret) => new TOTP({ issuer: ISSUER, algorithm: 'SHA1', digits: 6, period: 30, secret });

/** A new secret, encrypted for the account it belongs to. RFC 6238. */
export function newSecondFactor(account: string, secret = new Secret({ size: 20 })): string {
  return seal(installationKey('second-factor'), Buffer.from(secret.base32), account).toString('base64');
}

function secretOf(account: string, stored: string): Secret {
  return Secret.fromBase32(open(installationKey('second-factor'), Buffer.from(stored, 'base64'), account).toString());
}

/** One step of 30 s either way is accepted. @returns the step used, so that a code opens once; null when wrong */
export function checkSecondFactor(account: string, stored: string, code: string, now: Date): number | null {
  const delta = totp(secretOf(account, stored)).validate({ token: code.replace(/\s/g, ''), timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta;
}

/** The code of this moment; shown on the sign-in page of a demonstration only. */
export function currentSecondFactor(account: string, stored: string, now: Date): string {
  return totp(secretOf(account, stored)).generate({ timestamp: now.getTime() });
}

/** What an authenticator app reads: the address for its camera, and the same secret to type, in groups of four. */
export function secondFactorFor(account: string, stored: string, label: string): { address: string; typed: string } {
  const secret = secretOf(account, stored);
  const address = new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: 30, secret }).toString();
  return { address, typed: secret.base32.replace(/(.{4})(?=.)/g, '$1 ') };
}
