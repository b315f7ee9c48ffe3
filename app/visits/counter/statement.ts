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

/** The number that stands for a visit at the counter: it follows from all that was typed, and changes with every letter of it. */
export async function codeOf({ merchant, clientId, nonce, fields }: Statement): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(JSON.stringify(['visit', 1, merchant, clientId, nonce, sorted(fields)]))));
  const signs = Array.from(digest.subarray(0, LENGTH), (byte) => SIGNS[byte % 32]).join('');
  return signs + checkOf(signs);
}

/** However it was typed. @returns null for what can't be one */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
  return code.length === LENGTH + 1 && [...code].every((sign) => SIGNS.includes(sign)) && checkOf(code.slice(0, LENGTH)) === code[LENGTH] ? code : null;
}

/** What the shop's phone signs. */
export const signedBytes = (merchant: string, code: string): Uint8Array<ArrayBuffer> => bytesOf(`merchants-home visit right 1 ${merchant} ${code}`);

/** Readers of codes guess at the letters of other scripts; these signs they all read alike. */
const plain = (json: string): string => json.replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What the code on the volunteer's phone says: the words where they fit, so that the shop's phone shows what it signs. */
export function payloadOf(statement: Statement, code: string): string {
  const whole = plain(JSON.stringify(['mh-visit', 1, statement.merchant, statement.clientId, statement.nonce, statement.fields]));
  return whole.length <= MOST_SIGNS ? whole : shortPayload(statement.merchant, code);
}
export const shortPayload = (merchant: string, code: string): string => JSON.stringify(['mh-visit', 1, merchant, code]);

export interface ReadPayload {
  merchant: string;
  code: string;
  /** Null where only the number came. */
  fields: Record<string, string> | null;
}
const isWords = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

/** Never believes the number beside the words: it is worked out from them. @returns null for any other code */
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
    const code = readCode(second);
    return code ? { merchant, code, fields: null } : null;
  }
  if (typeof nonce !== 'string' || !isWords(fields)) return null;
  return { merchant, code: await codeOf({ merchant, clientId: second, nonce, fields }), fields };
}

export const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');
