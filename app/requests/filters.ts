import type { Show } from './shows.ts';

/** By clock: run out, less than three working hours left, running out before the day ends. */
export const DUES = ['over', 'soon', 'today'] as const;
export type Due = (typeof DUES)[number];
/** By when it was asked for; without one, what runs out first is above. */
export const ORDERS = ['new', 'old'] as const;

/** What a list is narrowed to, as it stands in its address. */
export interface ListFilter {
  due?: Due;
  program?: string;
  stage?: string;
  /** Number of a grid. */
  grid?: number;
  /** Who has it: `nobody`, `me`, or the account of somebody in one's own grids. */
  who?: string;
  order?: (typeof ORDERS)[number];
}

/** Views of work, in which there is something to look for; one's own few requests need no filter. */
export const FILTERED: readonly Show[] = ['mine', 'desk', 'done', 'council', 'named', 'program', 'all'];

export interface FilterFields {
  due: boolean;
  who: boolean;
  order: boolean;
}
/** What can be asked in a view: what is over has no clock, what is mine nobody else's hands, everything in a mall one order only. */
export const fieldsOf = (show: Show): FilterFields => ({ due: show !== 'done', who: show !== 'done' && show !== 'mine' && show !== 'named', order: show !== 'done' && show !== 'all' });

/** The part of a filter that a view knows of. */
export function filterIn(show: Show, { due, program, stage, grid, who, order }: ListFilter): ListFilter {
  if (!FILTERED.includes(show)) return {};
  const has = fieldsOf(show);
  return { ...(has.due && due && { due }), ...(program && { program }), ...(stage && { stage }), ...(grid && { grid }), ...(has.who && who && { who }), ...(has.order && order && { order }) };
}

/** A view with its filter as a query, always in the same order, so that two that say the same are the same. */
export function queryOf(show: Show, filter: ListFilter, page = 1): string {
  const { due, program, stage, grid, who, order } = filter;
  const said = { show, due, program, stage, grid, who, order, page: page > 1 ? page : undefined };
  return new URLSearchParams(Object.entries(said).flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, String(value)]]))).toString();
}

export const isNarrowed = ({ order: _order, ...filter }: ListFilter): boolean => Object.keys(filter).length > 0;
