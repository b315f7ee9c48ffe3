import type { Span } from './rules.ts';

/** One line or event of a file of festivals and make-up days, as it was read. */
export interface Entry {
  line: number;
  from: string | null;
  until: string | null;
  /** Empty: nobody works; null: hours that can't be read. */
  spans: Span[] | null;
  name: string;
  /** Why it is left out, where the reader knows already. */
  why?: 'no-day' | 'too-long' | 'timed';
}

/** Words for "on this day people work" in calendars of the five languages. */
export const WORKS = /(^|[^\p{L}])(work(ing)?( day)?|make-?up|рабоч\p{L}*|жұмыс\p{L}*|ئىش\p{L}*|خىزمەت\p{L}*)(?!\p{L})|班|补休上班|工作日/iu;
