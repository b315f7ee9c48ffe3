import type { GridChange } from './change-source.server.ts';
import type { Outcome } from './outcome.ts';

/** What moves for other rooms, from what a plan comes to. Booths that had no grid before move too. */
export function changeOf(plan: { _id: string; effectOn?: string }, { moved, ended }: Outcome, shopsIn: ReadonlyMap<string, readonly string[]>): GridChange {
  return {
    plan: plan._id,
    units: new Map(moved.map(({ unit, to }) => [unit, to])),
    shops: new Map(moved.flatMap(({ unit, to }) => (shopsIn.get(unit) ?? []).map((shop) => [shop, to] as const))),
    ended: new Map(ended.map(({ id, heir }) => [id, heir])),
    touched: [...new Set(moved.flatMap(({ from, to }) => (from ? [from, to] : [to])))].sort(),
    day: plan.effectOn ?? '',
  };
}
