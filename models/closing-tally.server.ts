import { defineModel, type InMall, maybePlain, number, plain, text } from './define-model.server.ts';

interface Sums {
  answers: number;
  solved: number;
  half: number;
  treatedWell: number;
}

export interface ClosingTally extends InMall {
  program: string;
  year: number;
  counted: Sums;
  /** What everybody sees: the sums as they were after the last twenty. */
  shown?: Sums;
}
/** Answers to the two questions on closing, summed over a program and a year; whose they were stands nowhere. */
export const ClosingTallies = defineModel<ClosingTally>('ClosingTally', {
  collection: 'closingtallies',
  scope: 'mall',
  about: { subject: 'none', readers: 'nobody', keep: 'as long as the mall' },
  fields: {
    program: text('whose requests were closed', { readers: 'everyone' }),
    year: number('in which year', { readers: 'everyone' }),
    counted: plain('sums of the answers so far'),
    shown: maybePlain('the sums that are published, twenty answers at a time', { readers: 'everyone' }),
  },
  indexes: [[{ program: 1, year: 1 }, { unique: true }]],
});
