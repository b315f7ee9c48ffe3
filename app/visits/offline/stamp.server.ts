import { createHmac, timingSafeEqual } from 'node:crypto';
import { hashingKey } from '#app/platform/keys.server.ts';

/** The house's word for when somebody took her day along: without it a device could put a visit into a time when it might not have been. */
export function stampOf({ account, mall, server }: { account: string; mall: string; server: number }): string {
  return createHmac('sha256', hashingKey('visit-pack')).update(`${account} ${mall} ${server}`).digest('base64url').slice(0, 32);
}

export function isStamped(taken: { account: string; mall: string; server: number }, stamp: string): boolean {
  const [right, said] = [Buffer.from(stampOf(taken)), Buffer.from(stamp)];
  return right.length === said.length && timingSafeEqual(right, said);
}
