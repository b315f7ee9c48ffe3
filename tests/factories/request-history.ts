import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { ask, decide, type NewRequest } from '#app/requests/engine/decide.ts';
import type { RequestEvent } from '#app/requests/engine/events.ts';
import type { Kind } from '#app/requests/engine/kind.ts';
import type { ActorFacts, TeamMember } from '#app/requests/engine/ladder.ts';
import { inOrder, replay, type RequestState } from '#app/requests/engine/state.ts';
import { rowOf, type RowState } from '#app/requests/row.ts';
import type { WorkingTime } from '#app/requests/working-time.ts';

export interface HistoryStep {
  at: Date;
  by: ActorFacts;
  /** Capacity that the event is written down with. */
  role: string;
  command: RequestCommand;
  words?: { language: string; words: string };
}

export interface HistoryText {
  id: string;
  language: string;
  words: string;
  author: string;
  at: Date;
}

export interface RequestHistory {
  row: RowState;
  state: RequestState;
  events: RequestEvent[];
  texts: HistoryText[];
}

export interface HistoryInput {
  /** Who asks, what, where; `words` become the title. */
  asked: Omit<NewRequest, 'text'> & { words?: { language: string; words: string }; role: string; at: Date };
  script: readonly HistoryStep[];
  team: readonly TeamMember[];
  offices: readonly string[];
  working: WorkingTime;
  findKind: (id: string) => Kind | null;
  newId: () => string;
  /** The moment as of which the clocks of its row stand. */
  now: Date;
}

/**
 * A request's whole life through the real decisions, without a database: for a bench's thousands.
 * @throws when the engine refuses a step, so that a bench never reads what can't happen
 */
export function buildHistory({ asked, script, team, offices, working, findKind, newId, now }: HistoryInput): RequestHistory {
  const texts: HistoryText[] = [];
  const write = (words: HistoryStep['words'], author: string, at: Date): string | undefined => {
    if (!words) return undefined;
    const id = newId();
    texts.push({ id, ...words, author, at });
    return id;
  };
  const { words, role, at, ...input } = asked;
  const first = ask({ ...input, text: write(words, input.requester, at) }, { team });
  let kind = input.kind;
  let events = inOrder([first], 0, { at, actor: input.requester, role });
  let state = replay(kind, events);
  for (const step of script) {
    const text = write(step.words, step.by.account, step.at);
    const command = { ...step.command, ...(text ? { text } : {}) } as RequestCommand;
    const verdict = decide(kind, state, command, { actor: step.by, now: step.at, working, team, offices, events, findKind });
    if (!verdict.ok) throw new Error(`${step.command.type} was refused: ${verdict.reason}.`);
    events = [...events, ...inOrder(verdict.events, state.seq, { at: step.at, actor: step.by.account, role: step.role })];
    state = replay(kind, events);
    kind = findKind(state.kind) ?? kind;
  }
  return { row: rowOf(kind, state, events, now, working), state, events, texts };
}
