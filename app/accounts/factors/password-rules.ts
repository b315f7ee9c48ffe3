/** In signs, whatever script. ASVS asks for eight; there is no rule on which signs. */
export const SHORTEST = 10;

/** Words that whoever guesses here tries first; docs/security.md, "Signing in". The person's and the mall's own names come on top. */
const OF_THE_HOUSE = ['merchants', 'merchant', 'home', 'password', 'admin', 'portal', 'association', 'volunteer', 'jinqiao', 'shanghu', 'zhijia', 'mall', 'market', 'bazaar', 'demo', 'only', 'shop'];

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '');

/** One sign again and again, or a row of the alphabet, of digits, of the keyboard. */
export function isRow(word: string): boolean {
  const signs = [...word];
  if (signs.length < 4) return false;
  if (new Set(signs).size <= 2) return true;
  const steps = signs.slice(1).map((sign, at) => (sign.codePointAt(0) ?? 0) - (signs[at]?.codePointAt(0) ?? 0));
  return steps.every((step) => step === steps[0]) || 'qwertyuiopasdfghjklzxcvbnm'.includes(word) || '01234567890123456789'.includes(word);
}

export type PasswordFault = 'short' | 'usual' | 'near';

/**
 * What is wrong with a password that somebody wants, or null.
 * @param isUsual whether many people use it; asked with lower-cased text without marks too
 * @param names user name and names of the person and the mall: what is left without them has to be long enough itself
 */
export function faultOf(password: string, isUsual: (text: string) => boolean, names: readonly string[]): PasswordFault | null {
  if ([...password].length < SHORTEST) return 'short';
  const word = bare(password);
  const stem = word.replace(/\d+$/, '');
  if (isRow(word) || [password.toLowerCase(), word, stem].some((text) => text.length >= 4 && isUsual(text))) return 'usual';
  const known = [...OF_THE_HOUSE, ...names.map(bare)].filter((name) => [...name].length >= 3).toSorted((a, b) => b.length - a.length);
  const left = known.reduce((text, name) => text.replaceAll(name, ''), word);
  return left !== word && [...left].length < 6 ? 'near' : null;
}
