import type { RequestRow } from '#models/request.server.ts';
import { clocksOf, dueOf, nextCheck } from './engine/clocks.ts';
import type { RequestEvent } from './engine/events.ts';
import type { Kind } from './engine/kind.ts';
import type { RequestState } from './engine/state.ts';
import { meetingRow } from './meetings/queries.server.ts';
import { reviewRow } from './review/queries.server.ts';
import type { WorkingTime } from './working-time.ts';

/** The part of a stored request that follows from its log. */
export type RowState = Omit<RequestRow, '_id' | 'mall' | 'createdAt' | 'updatedAt' | 'number' | 'codeHash' | 'otherCodeHash'>;

/** The read model of a state: what lists filter and sort by. Fields without a value are left out. */
export function rowOf(kind: Kind, state: RequestState, events: readonly RequestEvent[], now: Date, working: WorkingTime): RowState {
  const clocks = clocksOf(kind, events, now, working);
  const row: { [K in keyof Required<RowState>]: RowState[K] | undefined } = {
    program: state.program,
    kind: state.kind,
    about: state.about,
    confidential: state.confidential,
    ladder: state.ladder,
    rung: state.rung,
    bySilence: state.bySilence,
    channel: state.channel,
    requester: state.requester,
    other: state.other,
    named: state.named.length > 0 ? state.named : undefined,
    merchant: state.merchant,
    sharedWithShop: state.sharedWithShop,
    grid: state.grid,
    unit: state.unit,
    inside: state.inside,
    title: state.title,
    attachments: state.attachments,
    stage: state.stage,
    outcome: state.outcome,
    holder: state.holder,
    worker: state.worker,
    openedAt: state.openedAt,
    closedAt: state.closedAt,
    dueAt: dueOf(clocks, state, working),
    nextCheckAt: nextCheck(kind, events, state, now, working),
    passedTo: state.passed,
    shown: state.shown,
    meeting: meetingRow(state),
    ...reviewRow(state, working),
    version: state.seq,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as RowState;
}
