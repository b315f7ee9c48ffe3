import type { HelpPlan, PlanLoan, PlanTask, Side } from '#models/help-plan.server.ts';
import { USUAL_CLOCKS } from '#app/requests/engine/kind.ts';
import type { PlanAct } from './schema.ts';

export type PlanState = Pick<HelpPlan, 'state' | 'tasks' | 'loans' | 'answeredAt' | 'endedAt'>;

/** In working minutes, as the requests' clocks count it. */
const WORKING_DAY = USUAL_CLOCKS['next-update'];
export const minutesOf = (days: number): number => days * WORKING_DAY;
export const daysOf = (minutes: number): number => Math.round(minutes / WORKING_DAY);

const isOver = ({ tasks, loans }: Pick<PlanState, 'tasks' | 'loans'>): boolean => tasks.every(({ doneAt }) => doneAt) && loans.every(({ returnedAt }) => returnedAt);

const marked = <T extends { id: string }>(items: readonly T[], id: string, may: (item: T) => boolean, change: Partial<T>): T[] | null => {
  const item = items.find((one) => one.id === id);
  return item && may(item) ? items.map((one) => (one === item ? { ...one, ...change } : one)) : null;
};

/**
 * The plan after an act, or null where the act isn't that side's to do now. The council answers; tasks are the office's; whoever
 * lends says when it was handed over and when it is back. A plan is done with its last task and its last loan.
 */
export function stepOf(plan: PlanState, act: PlanAct, side: Side, now: Date): PlanState | null {
  if (act.act === 'accept' || act.act === 'decline') {
    if (side !== 'mall' || plan.state !== 'offered') return null;
    return act.act === 'accept' ? { ...plan, state: 'accepted', answeredAt: now } : { ...plan, state: 'declined', answeredAt: now, endedAt: now };
  }
  if (plan.state !== 'accepted') return null;
  const tasks = act.act === 'task-done' ? (side === 'office' ? marked<PlanTask>(plan.tasks, act.item, ({ doneAt }) => !doneAt, { doneAt: now }) : null) : plan.tasks;
  const loans = act.act === 'lent' ? marked<PlanLoan>(plan.loans, act.item, ({ from, lentAt }) => from === side && !lentAt, { lentAt: now }) : act.act === 'returned' ? marked<PlanLoan>(plan.loans, act.item, ({ from, lentAt, returnedAt }) => from === side && Boolean(lentAt) && !returnedAt, { returnedAt: now }) : plan.loans;
  if (!tasks || !loans) return null;
  const after = { ...plan, tasks, loans };
  return isOver(after) ? { ...after, state: 'done', endedAt: now } : after;
}
