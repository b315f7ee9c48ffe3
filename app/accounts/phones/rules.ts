import { isRow } from '../factors/password-rules.ts';

/** In ms. RIGHTS.md, "Accounts": a remembered phone is one for 90 days. */
export const LIVES = 90 * 24 * 3600_000;
/** Of a million PINs; then the phone is forgotten, however slowly they were tried. */
export const MOST_MISSES = 10;
/** So many phones of one account; the one unused longest goes. */
export const MOST_PHONES = 5;
/** People with a PIN on one phone: a counter's, not a mall's. */
export const MOST_PEOPLE = 8;

/** Whether whoever guesses tries this PIN first: one digit or two, a row, a half said twice, a year twice over, six of the most used. */
export function isGuessedPin(pin: string): boolean {
  const twice = pin.slice(0, 3) === pin.slice(3);
  const pairs = pin[0] === pin[1] && pin[2] === pin[3] && pin[4] === pin[5];
  return isRow(pin) || twice || pairs || ['159357', '147258', '147852', '258456', '123654', '520131', '201314', '246810'].includes(pin);
}
