import { date, defineModel, type InMall, number, plain, text } from './define-model.server.ts';

/** What the last release of a week shows, added up: made of that release alone, so that weeks are read without reading all releases. */
export interface ReleasedWeek extends InMall {
  /** Its Monday, `2026-03-09`, in the mall's zone. */
  week: string;
  number: number;
  cutAt: Date;
  shown: Record<string, unknown>;
}
export const ReleasedWeeks = defineModel<ReleasedWeek>('ReleasedWeek', {
  collection: 'releasedweeks',
  scope: 'mall',
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the mall' },
  fields: {
    week: text('which week'),
    number: number('which release was its last'),
    cutAt: date('as of when'),
    shown: plain('sums of what that release shows'),
  },
  indexes: [[{ week: 1 }, { unique: true }]],
});
