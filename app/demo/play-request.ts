import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { ask, decide } from '#app/requests/engine/decide.ts';
import type { Draft, RequestEvent } from '#app/requests/engine/events.ts';
import type { Kind } from '#app/requests/engine/kind.ts';
import { type ActorFacts, HOUSE, type TeamMember } from '#app/requests/engine/ladder.ts';
import { inOrder, replay, type RequestState } from '#app/requests/engine/state.ts';
import { rowOf } from '#app/requests/row.ts';
import { addWorkingMinutes, type WorkingTime, workingMinutesBetween } from '#app/requests/working-time.ts';

export interface PlayStep {
  by: ActorFacts;
  after: number;
  command: RequestCommand;
}
export interface Script {
  asked: { kind: Kind; requester: string; merchant: string; grid: string; unit: string; channel: 'ask' | 'visit' | 'desk'; text: string; details?: string };
  /** Minutes are working minutes. */
  steps: PlayStep[];
  rests: number;
}
export interface Stage {
  now: Date;
  working: WorkingTime;
  team: readonly TeamMember[];
  offices: readonly string[];
  findKind: (id: string) => Kind | null;
  /** The capacity that a step is written down with. */
  roleOf: (actor: ActorFacts, state: RequestState, command: string) => string;
}
export interface Played {
  events: RequestEvent[];
  state: RequestState;
  row: ReturnType<typeof rowOf>;
}

const DAY = 24 * 3600_000;

/** The moment from which `minutes` of working time passed until `now`. */
function workingMinutesBefore(working: WorkingTime, now: Date, minutes: number): Date {
  for (let days = 1; ; days += 1) {
    const from = new Date(now.getTime() - days * DAY);
    const between = workingMinutesBetween(working, from, now);
    if (between >= minutes) return addWorkingMinutes(working, from, between - minutes) ?? from;
    if (days > 400) throw new Error('The calendar has too little working time for the demonstration.');
  }
}

/** Plays a script through the real engine, the house's clocks ticking between the steps. @throws when the engine refuses a step */
export function playRequest({ asked, steps, rests }: Script, stage: Stage): Played {
  const { now, working, team } = stage;
  const total = steps.reduce((sum, { after }) => sum + after, rests);
  let at = workingMinutesBefore(working, now, total);
  const first = ask({ ...asked, confidential: false, attachments: [], callBack: false }, { team });
  let events = inOrder([first], 0, { at, actor: asked.requester, role: 'merchant' });
  let state = replay(asked.kind, events);

  const add = (drafts: Draft[], by: { at: Date; actor: string; role: string }) => {
    events = [...events, ...inOrder(drafts, state.seq, by)];
    state = replay(asked.kind, events);
  };
  const tickUntil = (until: Date) => {
    for (let checks = 0; checks < 20; checks += 1) {
      const { nextCheckAt } = rowOf(asked.kind, state, events, events.at(-1)!.at, working);
      if (!nextCheckAt || nextCheckAt > until) return;
      const verdict = decide(asked.kind, state, { type: 'tick' }, { ...stage, actor: HOUSE, now: nextCheckAt, events });
      if (!verdict.ok || verdict.events.length === 0) return;
      add(verdict.events, { at: nextCheckAt, actor: HOUSE.account, role: 'house' });
    }
  };
  for (const { by, after, command } of steps) {
    at = addWorkingMinutes(working, at, after) ?? at;
    tickUntil(at);
    const verdict = decide(asked.kind, state, command, { ...stage, actor: by, now: at, events });
    if (!verdict.ok) throw new Error(`The engine refused ${command.type} at ${state.stage}: ${verdict.reason}.`);
    add(verdict.events, { at, actor: by.account, role: stage.roleOf(by, state, command.type) });
  }
  tickUntil(now);
  return { events, state, row: rowOf(asked.kind, state, events, now, working) };
}
