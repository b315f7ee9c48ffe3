import { createHmac } from 'node:crypto';
import { hashingKey } from '#app/platform/keys.server.ts';

/** Two ways to write one number give one key; a stolen database doesn't tell the number. Absent where there are too few digits to say anything. */
export function contactKey(mall: string, phone: string): string | undefined {
  const digits = phone.replace(/\D/g, '').slice(-10);
  if (digits.length < 5) return undefined;
  return createHmac('sha256', hashingKey('contact-keys')).update(`${mall} ${digits}`).digest('base64url');
}
