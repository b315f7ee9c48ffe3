import type { i18n as I18n, TFunction } from 'i18next';

/** Reasons come with keys from elsewhere: more than all of ours together is none of ours. */
const MOST = 5_000;

/**
 * Makes an instance remember its `t` functions and what they say to a key alone, which is most of what a page says: i18next takes
 * 15 µs to find such a word anew, on some pages a quarter of the whole render. What has values to fill in or to count goes to i18next.
 * Only for an instance whose words and language don't change any more, as on the server.
 */
export function rememberPlainWords(instance: I18n): I18n {
  const make = instance.getFixedT.bind(instance) as (...asked: unknown[]) => TFunction;
  const made = new Map<string, TFunction>();
  const remembered = (...asked: unknown[]): TFunction => {
    const name = JSON.stringify(asked);
    const known = made.get(name) ?? remembering(make(...asked));
    made.set(name, known);
    return known;
  };
  instance.getFixedT = remembered as typeof instance.getFixedT;
  return instance;
}

function remembering(t: TFunction): TFunction {
  const words = new Map<unknown, unknown>();
  const plain = (...asked: Parameters<TFunction>) => {
    const [key] = asked;
    if (asked.length !== 1 || typeof key !== 'string') return t(...asked);
    const known = words.get(key) ?? t(...asked);
    if (words.size < MOST) words.set(key, known);
    return known;
  };
  return Object.assign(plain, t) as TFunction;
}
