import { type Span, stepOf } from './figures.ts';

/** How far a notice of an office got, as every figure of an office is told: in steps of five, and no "all". */
export interface Reach {
  of: number;
  /** Reached at least so many; null where the mall is too small to say. */
  least: number | null;
  undelivered: Span | null;
}

export function reachOf(delivered: number, of: number): Reach {
  const undelivered = stepOf(of - delivered, of);
  return { of, least: undelivered && of - undelivered.most, undelivered };
}
