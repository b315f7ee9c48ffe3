const NAME = 'mh-seen';
const QUARTER = 90 * 24 * 3600;
const ORDER = /(?:^|;\s*)mh-seen=([0-9a-f-]{36})(?:;|$)/;

/** Order up to which this device's list has shown notices. Kept on the device alone: the house doesn't store what was read. */
export function seenOf(cookies: string | null): string | undefined {
  return ORDER.exec(cookies ?? '')?.[1];
}

export function seenCookie(order: string): string {
  return `${NAME}=${order}; Path=/; Max-Age=${QUARTER}; HttpOnly; SameSite=Lax`;
}
