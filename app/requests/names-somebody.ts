/** What makes a report one about somebody: a name, or a number by which a person is found. */
export interface Known {
  /** Names on signs and of people, as they are written in any language. */
  names: readonly string[];
}

const DAY = /(?<!\d)\d{4}([-./])\d{1,2}\1\d{1,2}(?!\d)/g;
const PHONE = /(?<!\d)(?:\+?\d[\s().-]?){7,}(?!\d)/;
const PERSONAL_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/;
const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const HAN = /\p{Script=Han}/u;

/** Letters and digits only, words parted by one space. */
export const evened = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();

/**
 * Whether these words name a shop or a person of the mall, or give a telephone, personal number or address. Names in letters are
 * looked for as whole words, those in Chinese anywhere; a name of one sign or two letters would be found everywhere and isn't looked for.
 */
export function namesSomebody(words: string, { names }: Known): boolean {
  const even = words.normalize('NFKC');
  if (PHONE.test(even.replace(DAY, ' ')) || PERSONAL_NUMBER.test(even) || ADDRESS.test(even)) return true;
  const said = evened(words);
  return names.map(evened).some((name) => (HAN.test(name) ? name.length > 1 && said.includes(name) : name.length > 2 && ` ${said} `.includes(` ${name} `)));
}
