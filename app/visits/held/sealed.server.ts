import type { ComingVisit } from '../recording-rules.ts';

export type HeldWords = Pick<ComingVisit, 'input' | 'counter' | 'anyNeed'> & { at: number };

/** Lengths come in steps of this, so that a short visit, one that met nobody and a longer one look alike. */
const STEP = 4096;

export function packHeld({ input, at, counter, anyNeed }: Pick<ComingVisit, 'input' | 'at' | 'counter' | 'anyNeed'>): string {
  const words = JSON.stringify({ input, at: at.getTime(), counter, anyNeed } satisfies HeldWords);
  const length = Buffer.byteLength(words);
  return words + ' '.repeat(Math.ceil(length / STEP) * STEP - length);
}

export function unpackHeld(words: string): HeldWords {
  return JSON.parse(words) as HeldWords;
}
