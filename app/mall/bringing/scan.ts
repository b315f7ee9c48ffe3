import { SetTrouble } from './remarks.ts';
import type { Sliced } from './slices.ts';

/** A FeatureCollection taken apart without being read whole: `head` is the collection with an empty list of features. */
export interface ScannedFile {
  head: string;
  /** From where to where each feature lies in the bytes. */
  features: { from: number; to: number }[];
}

/** Bytes looked at between two breaths. */
const BREATH = 256 * 1024;
/** More features than any building has. */
export const MOST_FEATURES = 200_000;

const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, END, COMMA, COLON] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Position after the string that begins at `at`. */
function afterString(bytes: Buffer, at: number): number {
  for (let end = bytes.indexOf(QUOTE, at + 1); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return bytes.length;
}

/** Position after the value that begins at `at`: an object, a list or a string by its brackets, anything else up to the next mark. */
function* afterValue(bytes: Buffer, at: number): Sliced<number> {
  let [here, depth, breath] = [at, 0, at + BREATH];
  while (here < bytes.length) {
    const byte = bytes[here];
    if (byte === QUOTE) {
      here = afterString(bytes, here);
      if (depth === 0) return here;
      continue;
    }
    if (byte === OPEN || byte === LIST) depth += 1;
    else if (byte === CLOSE || byte === END) {
      if (depth === 0) return here;
      depth -= 1;
      if (depth === 0) return here + 1;
    } else if (depth === 0 && byte === COMMA) return here;
    here += 1;
    if (here > breath) {
      breath = here + BREATH;
      yield;
    }
  }
  return here;
}

/**
 * Finds the features of a GeoJSON text of any size; each is then read by itself ({@link readSlice}), so that neither memory nor
 * the event loop has to hold the whole.
 * @throws {SetTrouble} when it is no JSON object, or has no list of features
 */
export function* scanFeatures(bytes: Buffer, file: string): Sliced<ScannedFile> {
  const broken = () => new SetTrouble('not-json', { file });
  const skip = (from: number): number => {
    let here = from;
    while (isSpace(bytes[here])) here += 1;
    return here;
  };
  let at = skip(bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0);
  if (bytes[at] === LIST) throw new SetTrouble('not-collection', { file });
  if (bytes[at] !== OPEN) throw broken();
  const start = at;
  const features: ScannedFile['features'] = [];
  let list: { from: number; to: number } | undefined;
  at = skip(at + 1);
  while (at < bytes.length && bytes[at] !== CLOSE) {
    if (bytes[at] !== QUOTE) throw broken();
    const keyEnd = afterString(bytes, at);
    const key = bytes.toString('utf8', at + 1, keyEnd - 1);
    at = skip(keyEnd);
    if (bytes[at] !== COLON) throw broken();
    at = skip(at + 1);
    const value = at;
    if (key === 'features' && bytes[at] === LIST) {
      features.length = 0;
      at = skip(at + 1);
      while (at < bytes.length && bytes[at] !== END) {
        const to = yield* afterValue(bytes, at);
        if (to === at) throw broken();
        features.push({ from: at, to });
        if (features.length > MOST_FEATURES) throw new SetTrouble('too-many-features', { file, max: MOST_FEATURES });
        at = skip(to);
        if (bytes[at] === COMMA) {
          at = skip(at + 1);
          if (bytes[at] === END) throw broken();
        } else if (bytes[at] !== END) throw broken();
        if (features.length % 500 === 0) yield;
      }
      if (at >= bytes.length) throw broken();
      at += 1;
      list = { from: value, to: at };
    } else at = yield* afterValue(bytes, at);
    at = skip(at);
    if (bytes[at] === COMMA) at = skip(at + 1);
    else if (bytes[at] !== CLOSE) throw broken();
  }
  if (at >= bytes.length || skip(at + 1) !== bytes.length) throw broken();
  const head = parseText(list ? Buffer.concat([bytes.subarray(start, list.from), Buffer.from('[]'), bytes.subarray(list.to, at + 1)]) : bytes.subarray(start, at + 1), file) as Record<string, unknown>;
  if (!list || head.type !== 'FeatureCollection') throw new SetTrouble('not-collection', { file });
  const { features: _none, ...rest } = head;
  return { head: JSON.stringify(rest), features };
}

function parseText(bytes: Buffer, file: string): unknown {
  const value = readSlice(bytes, { from: 0, to: bytes.length });
  if (value === undefined) throw new SetTrouble('not-json', { file });
  return value;
}

/** One value out of the bytes; undefined when it is no JSON in UTF-8. */
export function readSlice(bytes: Buffer, { from, to }: { from: number; to: number }): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to)));
  } catch {
    return undefined;
  }
}
