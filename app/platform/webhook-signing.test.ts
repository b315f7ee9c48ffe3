import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInTime, isSigned, shownSecret, signatureOf } from './webhook-signing.ts';

describe('A signature of a webhook', () => {
  it('is the one of the Standard Webhooks specification', () => {
    const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signatureOf(message, secret)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(isSigned(message, `v1,AAAA ${signatureOf(message, secret)}`, secret)).toBe(true);
    expect(shownSecret(secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  });

  it('holds for nothing else: another id, moment, body, secret or signature', () => {
    const part = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(part, fc.nat(), part, fc.uint8Array({ minLength: 1 }), part, (id, at, body, key, other) => {
        const secret = Buffer.from(key);
        const signature = signatureOf({ id, at, body }, secret);
        expect(isSigned({ id, at: at + 1, body }, signature, secret)).toBe(false);
        expect(isSigned({ id, at, body: `${body}${other}` }, signature, secret)).toBe(false);
        expect(isSigned({ id: `${id}${other}`, at, body }, signature, secret)).toBe(false);
        expect(isSigned({ id, at, body }, signature, Buffer.concat([secret, Buffer.of(1)]))).toBe(false);
        expect(isSigned({ id, at, body }, other, secret)).toBe(false);
      }),
    );
  });

  it('is in time for five minutes, both ways', () => {
    const now = new Date('2026-03-11T05:00:00Z');
    expect([-301, -300, 0, 300, 301].map((by) => isInTime(now.getTime() / 1000 + by, now))).toEqual([false, true, true, true, false]);
  });
});
