import type { ComingVisit } from '../recording-rules.ts';

export type HeldWords = Pick<ComingVisit, 'input' | 'digest' | 'anyNeed'> & { at: number };

/** Lengths come in steps of this, so that a short visit, one that met nobody and a longer one look alike. */
const STEP = 4096;

export function packHeld({ input, at, digest, anyNeed }: Pick<ComingVisit, 'input' | 'at' | 'digest' | 'anyNeed'>): string {
  const words = JSON.stringify({ input, at: at.getTime(), digest, anyNeed } satisfies HeldWords);
  const length = Buffer.byteLength(words);
  return words + ' '.repeat(Math.ceil(length / STEP) * STEP - length);
}

export function unpackHeld(words: string): HeldWords {
  return JSON.parse(words) as HeldWords;
}
