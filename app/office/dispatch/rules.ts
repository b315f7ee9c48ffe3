import type { Incident, IncidentOffer } from '#models/incident.server.ts';
import type { Sides } from './policy.ts';
import type { IncidentAct } from './schema.ts';

export type IncidentState = Pick<Incident, 'state' | 'offers' | 'endedAt'>;

/** How an offer is shown: `handed` is silence that went to the council, `unanswered` what was still open when it all ended. */
export const SHOWN = ['done', 'unanswered', 'accepted', 'offered', 'declined', 'stuck', 'handed'] as const;
export type Shown = (typeof SHOWN)[number];

export function shownAs({ state, handedAt }: Pick<IncidentOffer, 'state' | 'handedAt'>, running: boolean): Shown {
  if (state !== 'offered') return state;
  if (!running) return 'unanswered';
  return handedAt ? 'handed' : 'offered';
}

/** What a grid shows of its offers: the one that presses most. Null where nothing was offered to it. */
export const pressing = (shown: readonly Shown[]): Shown | null => SHOWN.findLast((one) => shown.includes(one)) ?? null;

/** Which side answers an offer, or ends what was taken on, for this person; null where neither of hers does. A grid's own people go first. */
export function answersAs({ grid, state, by, handedAt }: IncidentOffer, { council, grids }: Sides): 'grid' | 'council' | null {
  if (state === 'offered') return grids.includes(grid) ? 'grid' : council && handedAt ? 'council' : null;
  if (state !== 'accepted') return null;
  if (by === 'grid' && grids.includes(grid)) return 'grid';
  return council && (by === 'council' || handedAt) ? 'council' : null;
}

const AFTER = { accept: 'accepted', decline: 'declined', done: 'done', stuck: 'stuck' } as const;
const BEFORE = { accept: 'offered', decline: 'offered', done: 'accepted', stuck: 'accepted' } as const;

/** Acts that somebody has on an offer now. */
export function actsOn(offer: IncidentOffer, sides: Sides, running: boolean): (keyof typeof AFTER)[] {
  if (!running || !answersAs(offer, sides)) return [];
  return offer.state === 'offered' ? ['accept', 'decline'] : ['done', 'stuck'];
}

/**
 * The incident after an act, or null where the act isn't hers to do now. Whoever opened it ends or withdraws it and touches no
 * offer; each offer is answered once, by its own grid or by the council that it was handed to, and ended by the side that took it on.
 * @param reason id of the text with the words of a no
 */
export function stepOf(incident: IncidentState, act: IncidentAct, sides: Sides, now: Date, reason?: string): IncidentState | null {
  if (incident.state !== 'running') return null;
  if (act.act === 'end' || act.act === 'withdraw') return sides.opener ? { ...incident, state: act.act === 'end' ? 'ended' : 'withdrawn', endedAt: now } : null;
  const offer = incident.offers.find(({ id }) => id === act.offer);
  const by = offer && offer.state === BEFORE[act.act] ? answersAs(offer, sides) : null;
  if (!offer || !by) return null;
  const after: IncidentOffer = { ...offer, state: AFTER[act.act], by: offer.by ?? by, ...(reason ? { reason } : {}) };
  return { ...incident, offers: incident.offers.map((one) => (one === offer ? after : one)) };
}

/**
 * Offers that the council gets now: not answered within their time, or of a grid where nobody is left to answer or to finish.
 * @param over whether the time for an answer has run out @param isLeft whether nobody answers for the grid any more
 */
export function toHandOver({ state, offers }: Pick<IncidentState, 'state' | 'offers'>, over: (task: string) => boolean, isLeft: (grid: string) => boolean): IncidentOffer[] {
  if (state !== 'running') return [];
  return offers.filter(({ state: at, handedAt, task, grid }) => !handedAt && ((at === 'offered' && (over(task) || isLeft(grid))) || (at === 'accepted' && isLeft(grid))));
}
