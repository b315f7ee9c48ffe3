import { type Holder, Requests, TranslationWishes } from '#models/request.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type GridChange, registerGridChange } from '#app/mall/grids/change-source.server.ts';
import { storeState } from './acting.server.ts';
import { getCase, workingOf } from './case.server.ts';
import { appendEvents } from './commands.server.ts';
import { REOPEN_DAYS } from './engine/by-requester.ts';
import type { Draft } from './engine/events.ts';
import { firstRung, rungHolder, type TeamMember, WORKING_ROLES } from './engine/ladder.ts';
import { indexRequest } from './finding.server.ts';
import { inOrder, replay, type RequestState } from './engine/state.ts';
import type { Kind } from './engine/kind.ts';
import { teamOf } from './people.server.ts';
import { rowOf } from './row.ts';
import { publishChange, tellOf } from './telling.server.ts';
import { IN_THE_CASE } from './translations.server.ts';

const DAY = 24 * 3600_000;
const MOST = 5_000;

type Place = { unit?: string; merchant?: string; grid?: string };

/** Where a request belongs: to its booth's grid, else its shop's, else the heir of its own. */
const gridOf = ({ units, shops, ended }: GridChange, { unit, merchant, grid }: Place): string | undefined =>
  (unit !== undefined ? units.get(unit) : merchant !== undefined ? shops.get(merchant) : undefined) ?? ended.get(grid ?? '');

/** Open ones, and closed ones that can still be reopened. Confidential ones are in no grid, and stay. */
async function listMoving(mall: string, change: GridChange, now: Date, tx?: Tx) {
  const alive = { mall, ladder: { $in: ['grid' as const, 'shop' as const] }, $or: [{ closedAt: { $exists: false } }, { closedAt: { $gt: new Date(now.getTime() - REOPEN_DAYS * DAY) } }] };
  const rows = await Requests.find({ ...alive, grid: { $exists: true } }, { number: 1, unit: 1, merchant: 1, grid: 1, ladder: 1, closedAt: 1 }, { session: tx?.session }).sort({ _id: 1 }).limit(MOST).lean();
  return rows.flatMap((row) => {
    const to = gridOf(change, row);
    return to && to !== row.grid ? [{ ...row, to }] : [];
  });
}

/**
 * What moving to another grid does to a request: whoever has it keeps it if she works in the new grid too; else it begins
 * anew with the new grid's people, on the rung that has somebody. What the council, the office or the requester has, stays.
 */
export function movedTo(kind: Kind, state: RequestState, grid: string, team: readonly TeamMember[]): Draft {
  const rung = state.rung === 'manager' || state.rung === 'leader' ? firstRung(state.ladder, team) : state.rung;
  const there = (holder: Holder): Holder => {
    if (holder.kind !== 'role') return holder;
    const { account } = holder;
    const member = team.find((one) => one.account === account && WORKING_ROLES.includes(one.role) && !one.tied);
    return member ? { ...holder, grid, role: member.role } : rungHolder(rung, { ...state, grid });
  };
  const keeps = (holder: Holder): boolean => holder.kind !== 'role' || (holder.account !== undefined && 'account' in there(holder));
  const mine = state.holder.kind === 'role';
  const kept = keeps(state.holder) && (!state.before || keeps(state.before.holder));
  const waits = kind.stages[state.stage]?.waits;
  const anew = mine && !kept && waits === 'worker';
  const before = state.before && { stage: keeps(state.before.holder) ? state.before.stage : ('received' as const), holder: there(state.before.holder) };
  return { type: 'grid-changed', facts: { grid, kept, ...(anew && { stage: 'received' as const }), ...(mine && { holder: there(state.holder), ...(!kept && { rung }) }), ...(before && { before }) } };
}

async function moveRequest(tx: Tx, mall: KnownMall, number: string, grid: string): Promise<void> {
  const { row, kind, events, state } = await getCase(tx.mall, number, tx.session);
  const team = await teamOf(tx.mall, grid, state, tx.now);
  const added = inOrder([movedTo(kind, state, grid, team)], state.seq, { at: tx.now, actor: 'house', role: 'house' });
  const all = [...events, ...added];
  const next = replay(kind, all);
  await storeState(tx, row._id, state.seq, rowOf(kind, next, all, tx.now, workingOf(mall)));
  await appendEvents(tx, row._id, added);
  await indexRequest(tx, row._id, kind, { before: state, next, events: all, added });
  if (!next.closedAt) await tellOf(tx, { slug: mall.slug, number, state: next, team, events: added });
  await TranslationWishes.updateMany({ mall: tx.mall, request: row._id, grid: { $ne: IN_THE_CASE }, doneAt: { $exists: false } }, { $set: { grid } }, { session: tx.session });
  publishChange(tx, row._id, next);
}

/** Requests follow their booths when the grids of a mall change. */
export function registerRequestMoves(): void {
  registerGridChange({
    id: 'requests',
    count: async (mall, change) => (await listMoving(mall, change, new Date())).filter(({ closedAt, ladder }) => !closedAt && ladder === 'grid').length,
    move: async (tx, mall, change) => {
      for (const { number, to } of await listMoving(tx.mall, change, tx.now, tx)) await moveRequest(tx, mall, number, to);
    },
  });
}
