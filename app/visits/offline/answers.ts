import type { Reason } from '#app/platform/refusal.ts';

/** What became of one visit that a phone sent. */
export interface SentAnswer {
  clientId: string;
  /** `held`: her role has ended since; an officer decides. `conflict`: it had arrived before, with other words. */
  state: 'stored' | 'there' | 'held' | 'refused' | 'conflict';
  /** By field, as an online form is answered; `form` is the whole. */
  errors?: Record<string, Reason>;
}

export interface BatchAnswer {
  answers: SentAnswer[];
  /** She visits nobody in this mall any more: what was taken along goes. */
  ended: boolean;
}
