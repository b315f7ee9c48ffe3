import { date, defineModel, type InMall, number, text } from './define-model.server.ts';

export interface WarningAct extends InMall {
  box: string;
  topic: string;
  at: Date;
}
/** Somebody has taken a warning in hand: it is quiet, until something new comes to it. */
export const WarningActs = defineModel<WarningAct>('WarningAct', {
  collection: 'warningacts',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: '90 days' },
  fields: {
    box: text('whose warning: `association`, or `office:<id>`'),
    topic: text('what it is about, in closed words with the id of a level, grid or notice'),
    at: date('since when it is quiet'),
  },
  indexes: [[{ box: 1, at: -1 }], [{ at: 1 }]],
});

export interface WarningRules extends InMall {
  alikeCount: number;
  alikeHours: number;
  trendLeast: number;
  trendPercent: number;
}
/** From when on the association is warned; one row a mall, and none where nobody has changed anything. */
export const WarningRuleRows = defineModel<WarningRules>('WarningRules', {
  collection: 'warningrules',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the mall' },
  fields: {
    alikeCount: number('so many alike'),
    alikeHours: number('within so many hours, in one grid'),
    trendLeast: number('so many clocks that ran out in seven days, at least'),
    trendPercent: number('so much more than in the weeks before'),
  },
  indexes: [[{}, { unique: true }]],
});
