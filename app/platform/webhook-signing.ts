import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far apart the clocks of both sides, and the way between them, may be, in seconds. */
export const WINDOW = 300;

/** The three headers of the Standard Webhooks specification. */
export const SIGNED = { id: 'webhook-id', at: 'webhook-timestamp', signature: 'webhook-signature' } as const;

export interface Signed {
  /** The sender's own id of the message, the same when it sends it again. */
  id: string;
  /** Seconds since 1970. */
  at: number;
  body: string;
}

/** HMAC-SHA256 over id, moment and body, parted by points, as `v1,<base64>`. */
export function signatureOf({ id, at, body }: Signed, secret: Buffer): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64')}`;
}

/** Whether one of the signatures, parted by blanks, is right. */
export function isSigned(message: Signed, signatures: string, secret: Buffer): boolean {
  const right = Buffer.from(signatureOf(message, secret));
  return signatures.split(' ').slice(0, 8).some((one) => {
    const given = Buffer.from(one);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

export const isInTime = (at: number, now: Date): boolean => Math.abs(now.getTime() / 1000 - at) <= WINDOW;

/** A secret as it is handed over. */
export const shownSecret = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;
