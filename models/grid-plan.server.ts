import { date, defineModel, type InMall, maybeDate, maybeText, number, oneOf, plain, text } from './define-model.server.ts';
import type { GridApart } from './plan.server.ts';

const map = { subject: 'none', readers: 'everyone', keep: 'as long as the mall' } as const;

/** A span that is over: what stands now is the unit's own `grid`, since the newest `to`. */
export interface GridSpan extends InMall {
  unit: string;
  number?: string;
  grid: string;
  from: Date;
  to: Date;
}
export const GridHistory = defineModel<GridSpan>('GridSpan', {
  collection: 'gridhistory',
  scope: 'mall',
  about: map,
  fields: {
    unit: text('which booth'),
    number: maybeText('its number then; the booth may be gone'),
    grid: text('which grid answered for it'),
    from: date('since when'),
    to: date('until when'),
  },
  indexes: [
    [{ unit: 1, to: -1 }],
    [{ grid: 1, to: -1 }],
  ],
});

export interface PlannedMove {
  unit: string;
  /** Id of a grid that is there or of one of the plan's own. */
  to: string;
}
export interface PlannedGrid {
  id: string;
  /** The next free number when it was drawn up; the final one is given when it takes effect. Absent for a grid that is there. */
  number?: number;
  apart?: GridApart;
}
export type GridPlanState = 'draft' | 'planned' | 'filling' | 'in-effect' | 'cancelled';

/** A change of grids. Units that it doesn't name stay where they are on the day it takes effect. */
export interface GridPlan extends InMall {
  state: GridPlanState;
  moves: PlannedMove[];
  /** New ones, and reasons for those in several parts. */
  grids: PlannedGrid[];
  author: string;
  /** First day, in the mall's zone: it takes effect as that day begins. */
  effectOn?: string;
  /** When it took effect or was given up. */
  endedAt?: Date;
  version: number;
}
export const GridPlans = defineModel<GridPlan>('GridPlan', {
  collection: 'gridplans',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the mall' },
  fields: {
    state: oneOf(['draft', 'planned', 'filling', 'in-effect', 'cancelled'], 'how far it is'),
    moves: plain('which booth goes where'),
    grids: plain('grids it makes, and why some are in several parts'),
    author: text('who drew it up'),
    effectOn: maybeText('the day it takes effect'),
    endedAt: maybeDate('when it took effect or was given up'),
    version: number('two people never overwrite each other', { readers: 'nobody' }),
  },
  indexes: [
    [{ state: 1, effectOn: 1 }],
    [{ createdAt: -1 }],
  ],
});
