import type { Tx } from '#app/platform/command.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { NoticeTemplate } from '#app/notices/rules.ts';
import { accountOf } from './case.server.ts';
import type { RequestEvent } from './engine/events.ts';
import type { TeamMember } from './engine/ladder.ts';
import { openReviewOf } from './engine/review.ts';
import { keptWith, type Side } from './engine/rooms.ts';
import type { RequestState } from './engine/state.ts';
import { isPasser } from './passer.ts';
import { membersOf, peopleOn } from './people.server.ts';

interface Told {
  template: NoticeTemplate;
  /** `requester`, `worker` (or, where nobody has it, everybody on the rung), `rung`, `shop` or `owners` of what lies inside a booth, or one account. */
  to: ('requester' | 'other' | 'reviewers' | 'worker' | 'rung' | 'shop' | 'owners' | { account: string })[];
}

/** In a matter between two: each side is told what is meant for it, and so is whoever mediates. Nobody else. */
function toldOfTwo(event: RequestEvent, state: RequestState): Told[] | null {
  const both = ['requester', 'other'] as const;
  switch (event.type) {
    case 'said': {
      const side = keptWith(event);
      return [{ template: 'request-message', to: side === 'asker' ? ['requester', 'worker'] : side === 'other' ? ['other', 'worker'] : [...both, 'worker'] }];
    }
    case 'taken-on':
      return [{ template: 'request-taken-on', to: [...both] }];
    case 'other-agreed':
      return [{ template: 'sides-agreed', to: ['requester', 'worker'] }];
    case 'other-declined':
      return [{ template: 'sides-declined', to: ['requester', ...(state.worker ? (['worker'] as const) : [])] }];
    case 'talks-ended':
      return [{ template: 'sides-ended', to: [...both, 'worker'] }];
    case 'worker-declined':
      return [{ template: 'request-received', to: ['rung'] }];
    case 'marked-done':
      return [{ template: 'request-done-confirm', to: [...both] }];
    case 'confirmed':
      return [{ template: event.facts.stage ? 'request-closed' : 'sides-confirmed', to: [...both, 'worker'] }];
    case 'handed-up':
      return [{ template: 'request-handed-up', to: ['rung', ...both] }];
    case 'reopened':
      return [{ template: 'request-reopened', to: [...both, 'worker'] }];
    default:
      return null;
  }
}

const openerOf = ({ review }: RequestState) => (review ? [{ account: review.openedBy }] : []);

/** Who is told of an event. The notice says which number and leads there; it never carries words. */
export function toldOf(event: RequestEvent, state: RequestState): Told[] {
  const two = state.sided ? toldOfTwo(event, state) : null;
  if (two) return two;
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
    case 'named-changed':
      return event.facts.instead ? [{ template: 'request-received', to: [{ account: event.facts.instead }] }] : [];
    case 'withdrawn':
      return [{ template: 'request-withdrawn', to: ['worker'] }];
    case 'answer-demanded':
      return [{ template: 'request-answer-demanded', to: ['worker'] }];
    case 'passed-on':
      return [{ template: 'request-passed-on', to: ['worker'] }];
    case 'signed':
      return [{ template: 'request-signed', to: [event.actor === state.requester ? 'worker' : 'requester'] }];
    case 'meeting-proposed':
      return [{ template: 'meeting-proposed', to: [event.actor === state.requester ? 'worker' : 'requester'] }];
    case 'meeting-agreed':
    case 'meeting-declined':
      return state.meeting ? [{ template: event.type, to: [{ account: state.meeting.by }] }] : [];
    case 'meeting-called-off':
      return [{ template: 'meeting-called-off', to: ['requester', 'worker'] }];
    case 'review-opened':
      return [{ template: 'review-asked', to: ['reviewers'] }, { template: 'review-opened', to: ['requester', 'worker'] }];
    case 'review-ran-out':
      return [...(event.facts.by ? [{ template: 'review-asked', to: ['reviewers'] } satisfies Told] : []), { template: 'review-late', to: ['requester', ...openerOf(state)] }];
    case 'review-ended':
      return [{ template: 'review-ended', to: ['requester', 'worker', ...openerOf(state)] }];
    case 'part-given':
      return [{ template: 'part-given-out', to: ['requester'] }];
    case 'part-accepted':
    case 'part-declined':
    case 'part-done':
      return [{ template: event.type, to: ['worker'] }];
    case 'part-said':
      return event.actor === state.worker ? [] : [{ template: 'part-said', to: ['worker'] }];
    case 'part-taken-back':
      // Somebody takes back what she gave herself; of what nobody has any more she hears.
      return event.role === 'house' && !state.closedAt ? [{ template: 'part-left', to: ['worker'] }] : [];
    case 'part-ran-out':
      return [{ template: 'part-late', to: ['worker'] }];
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
  const worker = state.worker ?? (state.sided ? undefined : accountOf(state.holder));
  for (const event of events) {
    for (const { template, to } of toldOf(event, state)) {
      const accounts: string[] = [];
      for (const one of to) {
        if (typeof one === 'object') accounts.push(one.account);
        else if (one === 'requester') accounts.push(state.requester);
        else if (one === 'other') accounts.push(...(state.other ? [state.other] : []));
        else if (one === 'reviewers') accounts.push(...(await reviewersOf(tx, state, team)));
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

/** Who may look at it: of the review's rung, and had no hand in it. */
async function reviewersOf(tx: Tx, state: RequestState, team: readonly TeamMember[]): Promise<string[]> {
  const { review, workers } = state;
  if (!review) return [];
  return (await peopleOn(tx.mall, review.rung, team, state, tx.now)).filter((account) => !workers.includes(account) && account !== review.openedBy);
}

/** What one side has to itself is heard by her and by whoever mediates: not even that something was said reaches the other. */
function roomsOfSide(state: RequestState, side: Side): string[] {
  const account = side === 'other' ? state.other : state.requester;
  return [account, state.worker].flatMap((one) => (one ? [`account:${one}`] : []));
}

/** Rooms that hear that a request changed: its people, its grid unless it is confidential, and an office only by consent. */
export function roomsOf(state: RequestState, now: Date): string[] {
  const rooms = [`account:${state.requester}`];
  if (state.otherIn && state.other) rooms.push(`account:${state.other}`);
  for (const account of [state.worker, accountOf(state.holder), ...state.workers]) if (account) rooms.push(`account:${account}`);
  if (state.ladder === 'grid' && state.grid) rooms.push(`grid:${state.grid}`);
  for (const account of state.named) rooms.push(`account:${account}`);
  if (state.ladder === 'program' || state.rung === 'council' || openReviewOf(state)?.rung === 'council') rooms.push('officers');
  if (state.sharedWithShop && state.merchant) rooms.push(`shop:${state.merchant}`);
  // The end of a consent is the last thing that an office hears of it.
  const over = state.passed?.takenBackAt;
  if (state.passed && (!over || over >= now)) rooms.push(`office:${state.passed.office}`);
  return [...new Set(rooms)];
}

export function publishChange(tx: Tx, id: string, state: RequestState, added: readonly RequestEvent[] = []): void {
  const [first] = added;
  const side = state.sided && first && added.length === 1 ? keptWith(first) : null;
  const rooms = (side && state.other ? roomsOfSide(state, side) : roomsOf(state, tx.now)).map((room) => (room === 'officers' ? `mall-officers:${tx.mall}` : room));
  tx.publish({ type: 'request:changed', id, version: state.seq, rooms });
}
