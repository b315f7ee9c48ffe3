import type { Round } from '#models/visit.server.ts';
import type { ShopCard } from '#app/mall/queries.server.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { dayAndHalf } from './days.ts';
import type { VisitRefusal } from './policy.ts';
import { needsOf } from './rounds/needs.ts';
import { isInScope } from './rounds/scope.ts';
import { isPromiseDay, roundTakes, type StoredOfVisit, whatIsStored } from './rules.ts';
import type { VisitInput } from './schema.ts';

/** One visit as it arrives: from the form of this moment, or from a device that was without a network. */
export interface ComingVisit {
  merchant: string;
  input: VisitInput;
  /** When it took place: now, or as the device's clock tells it, corrected. */
  at: Date;
  /** The clocks of device and house disagreed about it. */
  estimated?: boolean;
  /** Typed in from a numbered sheet: its day, and the half-day that was ticked on it. */
  onPaper?: { day: string; half: 'am' | 'pm' };
  /** The digest of what the volunteer's phone showed for it at the counter. */
  digest?: string;
  /** When the house had it; absent: now. A visit that waited for an officer isn't late for that. */
  arrived?: Date;
  /** Written on a form from before a round chose, which offered the needs of all programs. */
  anyNeed?: boolean;
  /** The round that the day was taken along for; absent: the one that is open. */
  round?: string;
}

export interface Refused {
  state: 'refused';
  reason: Reason;
  field: string;
}
/** It had arrived with other words, or another outcome. `version`: both can lie side by side. */
export interface Conflict {
  state: 'conflict';
  visit: string;
  version: boolean;
}
/** What became of a visit. `unknown`: no such shop that she may visit, a 404 where there is a page. */
export type Recorded = { state: 'stored' | 'there'; visit: string } | Conflict | Refused | { state: 'unknown' };

/** Whether what came under one id a second time, in other words, can lie beside the first: both meetings, and none on a paper of its own. */
export const isVersion = (coming: ComingVisit, before: { outcome: VisitInput['outcome'] }): boolean => coming.input.outcome === 'met' && before.outcome === 'met' && !coming.onPaper;

export interface PlannedVisit<S> {
  state: 'planned';
  shop: S;
  round: string;
  stored: StoredOfVisit;
  day: string;
  half: 'am' | 'pm';
}

interface Known<S> {
  shop: S | VisitRefusal | undefined;
  /** The named round, else the open one. */
  round: Round | null;
  zone: string;
  now: Date;
}

const refused = (reason: string, field = 'form'): Refused => ({ state: 'refused', reason: { key: `visits:refused.${reason}` }, field });

/** Whether one visit is stored, and what of it. A bad one never changes what becomes of its neighbours. */
export function decideVisit<S extends { shop: ShopCard; hasAccount: boolean }>({ input, at, onPaper, arrived, anyNeed, round: named }: ComingVisit, { shop, round, zone, now }: Known<S>): PlannedVisit<S> | Refused | { state: 'unknown' } {
  if (!shop) return { state: 'unknown' };
  if (typeof shop === 'string') return refused(shop);
  if (!round) return refused(named ? 'round-over' : 'no-round');
  if (!roundTakes(round, at, arrived ?? now)) return refused('round-over');
  const { trade, grid, level } = shop.shop;
  if (!isInScope(round.scope, { trade, grid: grid?._id ?? null, level: level?.id ?? null })) return refused('not-in-round');
  const stored = whatIsStored(input, shop.hasAccount);
  if (stored === 'carbon-first') return refused('carbon-first', 'carbon');
  const asked = round.asks?.questions ?? [];
  if (stored.replies.some(({ question }, at) => !asked.includes(question) || stored.replies.findIndex((one) => one.question === question) !== at)) return refused('not-asked');
  const elsewhere = anyNeed ? undefined : stored.needs.find(({ program }) => !needsOf(round).includes(program));
  if (elsewhere) return refused('need-not-noted', `need-${elsewhere.program}`);
  const moment = onPaper ?? dayAndHalf(at, zone);
  const wrongDay = stored.promises.findIndex(({ dueOn }) => !isPromiseDay(dueOn, moment.day));
  if (wrongDay >= 0) return refused('promise-day', `due-${wrongDay}`);
  return { state: 'planned', shop, round: round._id, stored, ...moment };
}
