import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { env } from '#app/platform/env.server.ts';
import { installationKey } from '#app/platform/keys.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

const HOURS_12 = 12 * 3600;

interface Vapid {
  key: KeyObject;
  /** Uncompressed point, base64url: what browsers are given, and what services check the signature with. */
  publicKey: string;
}

/** Set in `VAPID_PRIVATE_KEY` (32 bytes, base64url), else made from the installation's own key: the same on all its processes. */
function read(): Vapid {
  const secret = env().VAPID_PRIVATE_KEY ? Buffer.from(env().VAPID_PRIVATE_KEY as string, 'base64url') : installationKey('web-push').subarray(0, 32);
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d: secret.toString('base64url'), x, y }, format: 'jwk' });
  return { key, publicKey: point.toString('base64url') };
}
const vapid = () => singleton('vapid', read);

export const vapidPublicKey = (): string => vapid().publicKey;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Says to the push service whose message it is (RFC 8292). */
export function vapidHeader(endpoint: URL, now: Date): string {
  const claims = { aud: endpoint.origin, exp: Math.floor(now.getTime() / 1000) + HOURS_12, sub: env().PUBLIC_URL };
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: vapid().key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${vapid().publicKey}`;
}
