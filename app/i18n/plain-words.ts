import type { i18n as I18n, TFunction } from 'i18next';

/** Reasons come with keys from elsewhere: more than all of ours together is none of ours. */
const MOST = 5_000;

/**
 * Makes an instance remember its `t` functions and what they say: to a key alone the whole text, to a key with values or a count the
 * text in pieces. i18next takes 15 to 30 µs to find a text anew, on some pages a quarter of the whole render.
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

type Pieces = readonly string[];

/** Text, name, text, name … text. Null for what i18next alone understands: nesting, formats, paths. */
function piecesOf(text: unknown): Pieces | null {
  if (typeof text !== 'string' || text.includes('$t(')) return null;
  const pieces = text.split(/\{\{\s*(.+?)\s*\}\}/);
  return pieces.every((piece, at) => at % 2 === 0 || /^\w+$/.test(piece)) ? pieces : null;
}

/** Null where a value is missing, which i18next treats in its own ways. */
function fill(pieces: Pieces, values: Readonly<Record<string, unknown>>): string | null {
  let text = pieces[0] ?? '';
  for (let at = 1; at < pieces.length; at += 2) {
    const value = values[pieces[at] ?? ''];
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    text += `${value}${pieces[at + 1] ?? ''}`;
  }
  return text;
}

/** What i18next takes for instructions, not for values. */
const INSTRUCTIONS = ['context', 'ordinal', 'defaultValue', 'ns', 'lng', 'lngs', 'returnObjects', 'joinArrays', 'interpolation', 'replace', 'postProcess', 'skipInterpolation', 'keyPrefix'];
const instructs = (values: object): boolean => INSTRUCTIONS.some((name) => name in values);

function remembering(t: TFunction): TFunction {
  const words = new Map<unknown, unknown>();
  const texts = new Map<string, Pieces | null>();
  const inPieces = (key: string, values: Readonly<Record<string, unknown>>): Pieces | null => {
    const { count } = values;
    const name = count === undefined ? key : `${key} ${String(count)}`;
    let pieces = texts.get(name);
    if (pieces === undefined) {
      pieces = piecesOf(t(key as never, { ...(count === undefined ? {} : { count }), skipInterpolation: true } as never));
      if (texts.size < MOST) texts.set(name, pieces);
    }
    return pieces;
  };
  const plain = (...asked: Parameters<TFunction>) => {
    const [key, values] = asked as readonly unknown[];
    if (typeof key !== 'string') return t(...asked);
    if (asked.length === 2 && typeof values === 'object' && values && !instructs(values)) {
      const pieces = inPieces(key, values as Record<string, unknown>);
      return (pieces && fill(pieces, values as Record<string, unknown>)) ?? t(...asked);
    }
    if (asked.length !== 1) return t(...asked);
    const known = words.get(key) ?? t(...asked);
    if (words.size < MOST) words.set(key, known);
    return known;
  };
  return Object.assign(plain, t) as TFunction;
}
