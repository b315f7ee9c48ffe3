import { Refusal } from '#app/platform/refusal.ts';
import type { LiveRow } from './stand.ts';

/**
 * Saved nothing, since there is something an officer hasn't seen or hasn't said yes to: `meanwhile` another change of the same part,
 * `planned` a change to come that hers meets. Not an error of hers: she sees both and chooses.
 */
export class Meeting extends Refusal {
  readonly why: 'meanwhile' | 'planned';
  readonly rows: readonly LiveRow[];
  readonly stand: string;
  constructor(why: 'meanwhile' | 'planned', rows: readonly LiveRow[], stand: string) {
    super(`settings:refused.${why}`, 'seen');
    this.why = why;
    this.rows = rows;
    this.stand = stand;
  }
}
