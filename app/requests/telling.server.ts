import type { Tx } from '#app/platform/command.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { NoticeTemplate } from '#app/notices/rules.ts';
import { accountOf } from './case.server.ts';
import type { RequestEvent } from './engine/events.ts';
import type { TeamMember } from './engine/ladder.ts';
import type { RequestState } from './engine/state.ts';
import { isPasser } from './passer.ts';
import { membersOf, peopleOn } from './people.server.ts';

interface Told {
  template: NoticeTemplate;
  /** `requester`, `worker` (or, where nobody has it, everybody on the rung), `rung`, `shop` or `owners` of what lies inside a booth, or one account. */
  to: ('requester' | 'worker' | 'rung' | 'shop' | 'owners' | { account: string })[];
}

/** Who is told of an event. The notice says which number and leads there; it never carries words. */
export function toldOf(event: RequestEvent, state: RequestState): Told[] {
  switch (event.type) {
    case 'asked':
      if (state.ladder === 'shop') return [{ template: 'noticed-inside', to: ['shop'] }];
      return [{ template: 'request-received', to: ['rung'] }, ...(state.inside ? [{ template: 'noticed-danger', to: ['shop'] } satisfies Told] : [])];
    case 'given-on':
      return [{ template: 'request-received', to: ['rung'] }, { template: 'noticed-given-on', to: ['shop'] }];
    case 'taken-on':
    case 'office-took-on':
      return [{ template: 'request-taken-on', to: ['requester'] }];
    case 'assigned':
      return [{ template: 'request-assigned', to: [{ account: event.facts.account }] }, { template: 'request-taken-on', to: ['requester'] }];
    case 'said':
    case 'answered':
      return [{ template: 'request-message', to: event.role === 'shop' || event.actor === state.requester ? ['worker'] : state.inside ? ['requester', 'shop'] : ['requester'] }];
    case 'question-asked':
      return [{ template: 'request-question', to: ['requester'] }];
    case 'office-suggested':
      return [{ template: 'request-question', to: [state.inside ? 'owners' : 'requester'] }];
    case 'handed-up':
      return [{ template: 'request-handed-up', to: ['rung', 'requester'] }];
    case 'ran-out':
      return event.facts.rung ? [{ template: 'request-handed-up', to: ['rung', 'requester'] }] : [{ template: 'request-clock-late', to: ['worker'] }];
    case 'handed-back':
    case 'sent-back':
    case 'office-handed-back':
      return [{ template: 'request-sent-back', to: ['worker'] }];
    case 'marked-done':
    case 'office-answered':
      return [{ template: 'request-done-confirm', to: ['requester'] }];
    case 'confirmed':
      return event.actor === state.requester ? [{ template: 'request-closed', to: ['worker'] }] : [{ template: 'request-closed-second', to: ['worker', 'requester'] }];
    case 'closed-without-answer':
      return [{ template: 'request-closed-without-answer', to: ['requester', 'worker'] }];
    case 'reopened':
    case 'taken-back':
      return [{ template: 'request-reopened', to: ['worker'] }];
    case 'handed-over':
      if (event.facts.account) return [{ template: 'request-assigned', to: [{ account: event.facts.account }] }, { template: 'request-taken-on', to: ['requester'] }];
      return event.facts.holder ? [{ template: 'request-received', to: ['rung'] }] : [];
    case 'recused':
      return event.facts.holder ? [{ template: 'request-received', to: ['rung'] }] : [];
    case 'grid-changed':
      return [{ template: 'request-moved', to: event.facts.kept ? ['requester'] : ['requester', 'rung'] }];
    case 'withdrawn':
      return [{ template: 'request-withdrawn', to: ['worker'] }];
    case 'answer-demanded':
      return [{ template: 'request-answer-demanded', to: ['worker'] }];
    case 'passed-on':
      return [{ template: 'request-passed-on', to: ['worker'] }];
    case 'warned':
      return [{ template: event.facts.percent === 50 ? 'request-clock-half' : 'request-clock-soon', to: ['worker'] }];
    default:
      return [];
  }
}

export interface Telling {
  slug: string;
  number: string;
  state: RequestState;
  team: readonly TeamMember[];
  events: readonly RequestEvent[];
}

/** Writes the notices of new events in the command's own transaction; nobody is told what she did herself, and whoever has no account looks with her code. */
export async function tellOf(tx: Tx, { slug, number, state, team, events }: Telling): Promise<void> {
  const onRung = async () => peopleOn(tx.mall, state.rung, team, state, tx.now);
  const worker = state.worker ?? accountOf(state.holder);
  for (const event of events) {
    for (const { template, to } of toldOf(event, state)) {
      const accounts: string[] = [];
      for (const one of to) {
        if (typeof one === 'object') accounts.push(one.account);
        else if (one === 'requester') accounts.push(state.requester);
        else if (one === 'shop' || one === 'owners') accounts.push(...(state.merchant ? await membersOf(tx.mall, state.merchant, tx.now, one === 'owners') : []));
        else if (one === 'worker' && worker && worker !== state.requester) accounts.push(worker);
        else accounts.push(...(await onRung()));
      }
      const others = accounts.filter((account) => account !== event.actor && !isPasser(account));
      const author = event.role === 'house' ? undefined : event.actor;
      await notify(tx, { accounts: others, template, params: { number }, link: `/m/${slug}/requests/${number}`, author, role: event.role });
    }
  }
}

/** Rooms that hear that a request changed: its people, its grid unless it is confidential, and an office only by consent. */
export function roomsOf(state: RequestState, now: Date): string[] {
  const rooms = [`account:${state.requester}`];
  for (const account of [state.worker, accountOf(state.holder), ...state.workers]) if (account) rooms.push(`account:${account}`);
  if (state.ladder === 'grid' && state.grid) rooms.push(`grid:${state.grid}`);
  if (state.ladder === 'program' || state.rung === 'council') rooms.push('officers');
  if (state.sharedWithShop && state.merchant) rooms.push(`shop:${state.merchant}`);
  // The end of a consent is the last thing that an office hears of it.
  const over = state.passed?.takenBackAt;
  if (state.passed && (!over || over >= now)) rooms.push(`office:${state.passed.office}`);
  return [...new Set(rooms)];
}

export function publishChange(tx: Tx, id: string, state: RequestState): void {
  const rooms = roomsOf(state, tx.now).map((room) => (room === 'officers' ? `mall-officers:${tx.mall}` : room));
  tx.publish({ type: 'request:changed', id, version: state.seq, rooms });
}
