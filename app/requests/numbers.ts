/** Random integer from 0 to `below` − 1; `node:crypto`'s on the server, a seeded one in tests and demonstrations. */
export type Draw = (below: number) => number;

/** Damm's quasigroup: its check digit finds every wrong digit and every swap of two neighbours, as happens on the telephone. */
const DAMM = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'];

export function checkDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(DAMM[interim]?.[Number(digit)] ?? 0);
  return String(interim);
}

/** `ZL-2026-0482173`: the mall's code, the year in the mall's zone, six digits at random, a check digit over year and digits. */
export function drawNumber(code: string, year: string, draw: Draw): string {
  const six = String(draw(1_000_000)).padStart(6, '0');
  return `${code}-${year}-${six}${checkDigit(year + six)}`;
}

/** What somebody typed or was told, as a number; null when it can't be one. Spaces and missing dashes are forgiven. */
export function readNumber(typed: string): string | null {
  const found = /^([A-Z]{2,3})[\s-]*(\d{4})[\s-]*(\d{6})(\d)$/.exec(typed.trim().toUpperCase());
  if (!found) return null;
  const [, code, year = '', six = '', check] = found;
  return checkDigit(year + six) === check ? `${code}-${year}-${six}${check}` : null;
}

/** Without letters and digits that are taken for others: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const CODE_LETTERS = '34679ACDEFGHJKMNPQRTWXY';

/** Eight characters, 36 bits: follows a request without an account, together with its number. */
export function drawCode(draw: Draw): string {
  return Array.from({ length: 8 }, () => CODE_LETTERS[draw(CODE_LETTERS.length)]).join('');
}

/** As it is said and printed: `K7RM 4QDT`. */
export function spokenCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
