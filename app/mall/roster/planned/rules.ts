import type { BoothChangeKind } from '#models/shop-plan.server.ts';
import { daysBetween } from '#app/i18n/zone-days.ts';

/** A day that lies farther off than this is a slip of the pen. */
export const FARTHEST_AHEAD = 366;
/** So far back the list may be put right; what happened earlier is written down from today on. */
export const FARTHEST_BACK = 92;

export type When = { when: 'now' | 'past' | 'coming' } | { no: 'too-far-ahead' | 'too-long-ago'; max: number };

/** @param day empty: now. Otherwise a day of the calendar, in the mall's zone like `today` */
export function whenIs(day: string, today: string): When {
  if (day === '' || day === today) return { when: 'now' };
  const ahead = daysBetween(today, day);
  if (ahead > FARTHEST_AHEAD) return { no: 'too-far-ahead', max: FARTHEST_AHEAD };
  if (ahead < -FARTHEST_BACK) return { no: 'too-long-ago', max: FARTHEST_BACK };
  return { when: ahead > 0 ? 'coming' : 'past' };
}

/** What a plan is about. */
export interface Wish {
  kind: BoothChangeKind;
  tenancy?: string;
  unit?: string;
  part?: string;
  day: string;
}

function isSameThing(one: Wish, other: Wish): boolean {
  if (one.kind === 'close' || other.kind === 'close') return one.kind === other.kind;
  if (one.tenancy && one.tenancy === other.tenancy) return true;
  return one.unit !== undefined && one.unit === other.unit && (one.part ?? '') === (other.part ?? '');
}

/** Why a shop can't have one plan more beside its open ones; null when it can. */
export function whyNotPlan(wish: Wish, open: readonly Wish[]): 'planned-already' | 'closes-before' | null {
  if (open.some((plan) => isSameThing(plan, wish))) return 'planned-already';
  return open.some((plan) => plan.kind === 'close' && plan.day <= wish.day) ? 'closes-before' : null;
}

const TURN: Record<BoothChangeKind, number> = { close: 0, leave: 1, move: 2, 'give-booth': 3 };

/** Plans in the order in which they are done: day by day, and on one day what makes room first. */
export function inTurn<P extends { _id: string; kind: BoothChangeKind; day: string }>(plans: readonly P[]): P[] {
  return [...plans].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : TURN[a.kind] - TURN[b.kind] || (a._id < b._id ? -1 : 1)));
}

interface Standing {
  _id: string;
  merchant: string;
  unit: string;
  part?: string;
}
/**
 * Whether a booth that is wanted for a day is let at present with nobody planning to be gone by then. It may still be free in time:
 * the page warns, the day decides.
 * @param others open plans of whoever stands in that booth
 */
export function isInTheWay(wish: Wish, standing: readonly Standing[], others: readonly (Wish & { merchant: string })[]): boolean {
  return standing.some((row) => {
    if (row.unit !== wish.unit || (row.part ?? '') !== (wish.part ?? '')) return false;
    return !others.some((plan) => plan.day <= wish.day && (plan.tenancy === row._id || (plan.kind === 'close' && plan.merchant === row.merchant)));
  });
}

/**
 * Moves that wait for each other in a circle, two shops that change booths or more: each wants the place where the next one stands.
 * @param standing who is in the wanted booths now
 */
export function circlesOf<P extends Wish>(plans: readonly P[], standing: readonly Standing[]): P[][] {
  const moves = plans.filter((plan) => plan.kind === 'move');
  const nextOf = (plan: P): P | undefined => {
    const there = standing.find((row) => row.unit === plan.unit && (row.part ?? '') === (plan.part ?? ''));
    return there && moves.find((other) => other.tenancy === there._id);
  };
  const circles: P[][] = [];
  const seen = new Set<P>();
  for (const start of moves) {
    const way: P[] = [];
    let plan: P | undefined = start;
    while (plan && !seen.has(plan)) {
      seen.add(plan);
      way.push(plan);
      plan = nextOf(plan);
    }
    const from = plan ? way.indexOf(plan) : -1;
    if (from >= 0) circles.push(way.slice(from));
  }
  return circles;
}
