/** Crockford's base 32: no I, L, O, U, so that a number can be read from one phone and typed on another. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Eleven signs of five bits, and one that finds a mistyped one. */
const LENGTH = 11;
/** Longer ones make a picture that no camera reads off a phone; then the words stand on the volunteer's phone only. */
const MOST_SIGNS = 900;

/** One visit as it was typed on the volunteer's phone. */
export interface Statement {
  merchant: string;
  clientId: string;
  /** Drawn by that phone for this visit, so that the number can't be guessed from the words. */
  nonce: string;
  fields: Readonly<Record<string, string>>;
}

const bytesOf = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
const sorted = (fields: Statement['fields']): [string, string][] => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

/** Finds every single mistyped sign: odd weights have an inverse modulo 32. */
const checkOf = (signs: string): string => SIGNS[[...signs].reduce((sum, sign, at) => sum + (2 * at + 1) * SIGNS.indexOf(sign), 0) % 32] ?? '';

/** The whole digest of a visit, 256 bits as base64url: it follows from all that was typed, and changes with every letter of it. */
export async function digestOf({ merchant, clientId, nonce, fields }: Statement): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(JSON.stringify(['visit', 1, merchant, clientId, nonce, sorted(fields)]))));
  return btoa(String.fromCharCode(...digest)).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
}
const DIGEST = /^[\w-]{43}$/;
export const isDigest = (text: string): boolean => DIGEST.test(text);

/** The number to type instead of it, and by which it is looked for: 55 bits of it. */
export function codeOf(digest: string): string {
  const bytes = atob(digest.replaceAll('-', '+').replaceAll('_', '/'));
  const signs = Array.from(bytes.slice(0, LENGTH), (byte) => SIGNS[byte.charCodeAt(0) % 32]).join('');
  return signs + checkOf(signs);
}

/** However it was typed. @returns null for what can't be one */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
  return code.length === LENGTH + 1 && [...code].every((sign) => SIGNS.includes(sign)) && checkOf(code.slice(0, LENGTH)) === code[LENGTH] ? code : null;
}

/** What the shop's phone signs: the whole digest where it has read one, else the number that was typed. */
export const signedBytes = (merchant: string, { code, digest }: Signing): Uint8Array<ArrayBuffer> => bytesOf(`merchants-home visit right ${digest ? `2 ${merchant} ${digest}` : `1 ${merchant} ${code}`}`);
export interface Signing {
  code: string;
  /** Absent: the number was typed. */
  digest?: string;
}

/** Readers of codes guess at the letters of other scripts; these signs they all read alike. */
const plain = (json: string): string => json.replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What the code on the volunteer's phone says: the words where they fit, so that the shop's phone shows what it signs. */
export function payloadOf(statement: Statement, digest: string): string {
  const whole = plain(JSON.stringify(['mh-visit', 1, statement.merchant, statement.clientId, statement.nonce, statement.fields]));
  return whole.length <= MOST_SIGNS ? whole : shortPayload(statement.merchant, digest);
}
/** @param digest or the number alone, of a visit that was written down before there was more */
export const shortPayload = (merchant: string, digest: string): string => JSON.stringify(['mh-visit', 1, merchant, digest]);

export interface ReadPayload extends Signing {
  merchant: string;
  /** Null where only the number came. */
  fields: Record<string, string> | null;
}
const isWords = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

/** Never believes a digest beside the words: it is worked out from them. @returns null for any other code */
export async function readPayload(text: string): Promise<ReadPayload | null> {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts[0] !== 'mh-visit' || parts[1] !== 1) return null;
  const [, , merchant, second, nonce, fields] = parts as unknown[];
  if (typeof merchant !== 'string' || typeof second !== 'string') return null;
  if (parts.length === 4) {
    if (isDigest(second)) return { merchant, code: codeOf(second), digest: second, fields: null };
    const code = readCode(second);
    return code ? { merchant, code, fields: null } : null;
  }
  if (typeof nonce !== 'string' || !isWords(fields)) return null;
  const digest = await digestOf({ merchant, clientId: second, nonce, fields });
  return { merchant, code: codeOf(digest), digest, fields };
}

export const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');
