import { nothing, refuse, type Decider, type Verdict } from './verdict.ts';
import type { DecideContext } from './verdict.ts';
import type { CommandType, RequestCommand } from './commands.ts';
import type { Channel, Draft } from './events.ts';
import type { Kind } from './kind.ts';
import { firstRung, type LadderName, rungHolder } from './ladder.ts';
import type { RequestState } from './state.ts';
import { HANDS_COMMANDS } from './by-hands.ts';
import { HOUSE_COMMANDS } from './by-house.ts';
import { OFFICE_COMMANDS } from './by-office.ts';
import { REQUESTER_COMMANDS } from './by-requester.ts';
import { SHOP_COMMANDS } from './by-shop.ts';
import { NAMED_COMMANDS } from './by-named.ts';
import { NOTE_COMMANDS } from './by-notes.ts';
import { PART_COMMANDS, takeBackOpen } from './by-parts.ts';
import { callOffOpen, MEETING_COMMANDS } from './by-meeting.ts';
import { SIGNING_COMMANDS } from './by-signing.ts';
import { REVIEW_COMMANDS } from './by-review.ts';
import { SIDE_COMMANDS } from './by-sides.ts';
import { roomOf } from './rooms.ts';
import { SUPERVISOR_COMMANDS } from './by-supervisor.ts';
import { WORKER_COMMANDS } from './by-worker.ts';

const DECIDERS: { [T in CommandType]: Decider<T> } = {
  ...WORKER_COMMANDS,
  ...SUPERVISOR_COMMANDS,
  ...REVIEW_COMMANDS,
  ...MEETING_COMMANDS,
  ...SIGNING_COMMANDS,
  ...REQUESTER_COMMANDS,
  ...OFFICE_COMMANDS,
  ...HANDS_COMMANDS,
  ...SHOP_COMMANDS,
  ...SIDE_COMMANDS,
  ...NAMED_COMMANDS,
  ...PART_COMMANDS,
  ...NOTE_COMMANDS,
  ...HOUSE_COMMANDS,
};

/**
 * What follows from a command: events, or a refusal with a translated reason. Pure. The kind's stages say whether the
 * command is possible there and where it leads, the decider who may give it and what it takes.
 */
export function decide(kind: Kind, state: RequestState, command: RequestCommand, context: DecideContext): Verdict {
  const rule = kind.stages[state.stage];
  const to = rule?.on[command.type];
  if (!rule || to === undefined) return refuse('not-now');
  const decider = DECIDERS[command.type] as Decider<CommandType>;
  const stage = to === 'same' ? undefined : to === 'before' ? state.before?.stage : to;
  const verdict = endMeeting(kind, state, context.now, endParts(kind, state, decider({ kind, state, stage, context }, command as never) ?? nothing));
  return verdict.ok && state.sided ? { ok: true, events: verdict.events.map((draft) => inRoom(draft, command, state)) } : verdict;
}

/** What is done or over has no open parts: they are taken back in the same moment. */
function endParts({ stages }: Kind, { parts }: RequestState, verdict: Verdict): Verdict {
  const open = verdict.ok ? takeBackOpen(parts) : [];
  if (!verdict.ok || open.length === 0) return verdict;
  const to = verdict.events.flatMap(({ facts }) => ('stage' in facts ? (facts.stage ?? []) : [])).at(-1);
  return to && (to === 'done' || stages[to]?.waits === 'nobody') ? { ok: true, events: [...verdict.events, ...open] } : verdict;
}

/** Nor does anybody meet about what is over. */
function endMeeting({ stages }: Kind, state: RequestState, now: Date, verdict: Verdict): Verdict {
  const open = verdict.ok ? callOffOpen(state, now) : [];
  if (!verdict.ok || open.length === 0) return verdict;
  const to = verdict.events.flatMap(({ facts }) => ('stage' in facts ? (facts.stage ?? []) : [])).at(-1);
  return to && stages[to]?.waits === 'nobody' ? { ok: true, events: [...verdict.events, ...open] } : verdict;
}

/** In a matter between two every word says for whom it is. */
function inRoom(draft: Draft, command: RequestCommand, state: RequestState): Draft {
  const { text, details, attachments = [] } = draft.facts as { text?: string; details?: string; attachments?: string[] };
  const room = text || details || attachments.length > 0 ? roomOf(command, state) : undefined;
  return room ? ({ ...draft, facts: { ...draft.facts, room } } as Draft) : draft;
}

export interface NewRequest {
  kind: Kind;
  requester: string;
  /** The person's own wish to keep it with the program's people; a confidential kind is so anyway. */
  confidential: boolean;
  channel: Channel;
  merchant?: string;
  grid?: string;
  unit?: string;
  /** It lies in the booth of `merchant`, and somebody else says so. */
  inside?: boolean;
  /** That shop has it alone first: everything inside a booth but fire, gas and electricity. */
  shopFirst?: boolean;
  text?: string;
  attachments: string[];
  callBack: boolean;
  /** On the ladder `named`: to whom it is given. */
  named?: string[];
  /** Id of its facts. */
  details?: string;
}

/** The first event. A request outside every grid, and every confidential one, goes to the program's people; what is a shop's own first, to that shop. */
export function ask(input: NewRequest, { team }: Pick<DecideContext, 'team'>): Draft {
  const { kind, shopFirst = false, ...asked } = input;
  const confidential = kind.confidential || input.confidential;
  const ladder: LadderName = shopFirst ? 'shop' : kind.ladder === 'named' ? 'named' : confidential || !input.grid ? 'program' : kind.ladder;
  const rung = firstRung(ladder, team);
  const holder = rungHolder(rung, { ladder, grid: input.grid, program: kind.program, merchant: input.merchant });
  return {
    type: 'asked',
    facts: { ...asked, kind: kind.id, program: kind.program, about: kind.about, confidential, ladder, rung, holder, stage: shopFirst ? 'with-shop' : 'received' },
  };
}
