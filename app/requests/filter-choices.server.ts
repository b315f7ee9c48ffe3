import { listGrids, listRoster } from '#app/mall/queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type Actor, gridsIn } from '#app/platform/actor.ts';
import { WORKING_ROLES } from './engine/ladder.ts';
import { FILTERED, filterIn, type ListFilter } from './filters.ts';
import type { Show } from './shows.ts';

export interface FilterChoices {
  /** Numbers of the grids that the view holds. */
  grids: number[];
  /** Who works in one's own grids. Nobody else is looked for by name: no list of somebody's work is made for whoever doesn't share it. */
  people: { account: string; names: Localized; role: string }[];
}
const NONE: FilterChoices = { grids: [], people: [] };

/** What this person can narrow this view to. */
export async function filterChoices(actor: Actor, mall: string, show: Show, now: Date): Promise<FilterChoices> {
  if (!FILTERED.includes(show)) return NONE;
  const own = gridsIn(actor, mall);
  const team = show === 'desk' || show === 'mine' ? (await listRoster(mall, own, now)).filter(({ account, role }) => account !== actor.account && WORKING_ROLES.includes(role)) : [];
  const people = team.filter(({ account }, at) => team.findIndex((one) => one.account === account) === at);
  const inGrids = show === 'desk' || show === 'done' || show === 'council' || show === 'all';
  const all = inGrids ? await listGrids(mall) : [];
  const grids = all.filter(({ _id }) => show === 'council' || show === 'all' || own.includes(_id)).map(({ number }) => number);
  return { grids, people: people.map(({ account, names, role }) => ({ account, names, role })) };
}

/** The part of a filter that this person may ask of this view; the rest narrows nothing. */
export function allowedIn(show: Show, filter: ListFilter, { grids, people }: FilterChoices): ListFilter {
  const { grid, who, ...rest } = filterIn(show, filter);
  const known = who === 'me' || who === 'nobody' || people.some(({ account }) => account === who);
  return { ...rest, ...(grid && grids.includes(grid) && { grid }), ...(who && known && { who }) };
}
