import type { Holder } from '#models/request.server.ts';
import type { Outcome, Purpose } from './commands.ts';
import type { LadderName, Rung } from './ladder.ts';
import type { PartEvidence } from '../parts/limits.ts';
import type { PartHolder } from './parts.ts';
import type { Finding, ReviewRung } from './review.ts';
import type { Room } from './rooms.ts';
import type { Stage } from './stages.ts';

/** Where an event leaves the request; absent: as it was. */
interface Moves {
  stage?: Stage;
  holder?: Holder;
  rung?: Rung;
}
/** About one part; `paper`: typed in by somebody else, from a slip that came back. */
interface OfPart {
  part: string;
  paper?: boolean;
}
interface Words {
  text?: string;
  attachments?: string[];
  /** In a matter between two: for whom. */
  room?: Room;
}

/** How it came: the last three from somebody without an account, of whom nothing is kept. */
export type Channel = 'ask' | 'visit' | 'desk' | 'qr' | 'open311' | 'hook';
export const isNameless = (channel: Channel): boolean => channel === 'qr' || channel === 'open311' || channel === 'hook';

export interface Asked {
  kind: string;
  program: string;
  ladder: LadderName;
  rung: Rung;
  holder: Holder;
  stage: Stage;
  about: 'own' | 'place' | 'shop';
  confidential: boolean;
  channel: Channel;
  requester: string;
  merchant?: string;
  grid?: string;
  unit?: string;
  /** It lies in the booth of `merchant`: somebody else said so, and that shop has a say in where it goes. */
  inside?: boolean;
  text?: string;
  attachments: string[];
  callBack: boolean;
  /** The people whom it is given to by name. */
  named?: string[];
  /** Id of what its kind asks for, sealed like words; absent where nothing was given. */
  details?: string;
}

/** The closed list of what can happen, in the past tense. Facts are ids and closed words, never words of people. */
export interface EventFacts {
  asked: Asked;
  'taken-on': Moves;
  started: Moves;
  assigned: Moves & { account: string };
  said: Words;
  'question-asked': Moves & Words;
  answered: Moves & Words;
  'handed-up': Moves & Words;
  'handed-back': Moves & Words;
  'marked-done': Moves & Words & { outcome: Outcome; whose?: string };
  attempted: { how: 'phone' | 'person' };
  confirmed: Moves;
  'closed-without-answer': Moves;
  reopened: Moves & Words;
  withdrawn: Moves;
  'facts-set': { details?: string; room?: Room };
  sorted: { program: string; kind: string } & Moves;
  'answer-demanded': Words;
  'sent-back': Moves & Words;
  'review-opened': Words & { by: ReviewRung };
  'review-taken': object;
  'review-ended': Words & { finding: Finding };
  /** `by`: it went up by silence. */
  'review-ran-out': { by?: ReviewRung };
  'office-suggested': { office: string };
  'office-declined': object;
  'passed-on': Moves & { office: string; parts: string[]; purpose: Purpose };
  'taken-back': Moves;
  'office-took-on': Moves;
  'office-answered': Moves & Words & { outcome: Outcome };
  'office-handed-back': Moves & Words;
  /** `next`: who has it now, or has it when the requester or the office is through. */
  'handed-over': Moves & { account?: string; next: Holder };
  recused: Moves & { account: string; next?: Holder };
  shared: { on: boolean };
  /** The grids of the mall were changed. `kept`: whoever has it looks after the new grid too; else it begins anew there. */
  'grid-changed': Moves & { grid: string; kept: boolean; before?: { stage: Stage; holder: Holder } };
  /** Its shop was a double and is part of this one now. */
  'shop-merged': { merchant: string };
  /** What lies inside a booth: seen to by its shop, or given on to the association, by the shop or by the house when its day was over. */
  'kept-inside': Moves;
  'given-on': Moves & { ladder: LadderName };
  /** About people, goods or conduct. */
  'set-aside': Moves;
  /** `words` and ids of pictures that everybody may see since; none: nothing of it any more. */
  'shown-to-all': { parts: string[] };
  /** `other` stands for whoever has the code until she joins with an account. */
  'other-invited': Moves & Words & { other: string };
  'other-joined': Moves & { account: string };
  'other-agreed': Moves;
  /** In which language the other side would like to talk: words of hers, since it is nobody else's to know. */
  'language-wished': Words;
  'other-declined': Moves;
  'talks-ended': Moves & Words;
  'worker-declined': Moves & { account: string };
  'named-changed': Moves & { account: string; instead?: string };
  'let-know': object;
  /** A piece of the work is with somebody: who, for how many working minutes, and what "done" is shown with. */
  'part-given': OfPart & Words & { to: PartHolder; minutes: number; evidence?: PartEvidence };
  'part-accepted': OfPart;
  'part-declined': OfPart & Words;
  'part-said': OfPart & Words;
  'part-done': OfPart & Words;
  'part-taken-back': OfPart;
  'part-ran-out': OfPart;
  signed: Words;
  /** Times as text, so that what is stored reads as what was written. */
  'meeting-proposed': Words & { meeting: string; startsAt: string; endsAt: string; hall?: string };
  'meeting-agreed': { meeting: string };
  'meeting-declined': Words & { meeting: string };
  'meeting-called-off': Words & { meeting: string };
  noted: Words;
  'step-added': { step: string; text?: string };
  'step-ticked': { step: string; done: boolean };
  /** That whoever asked answered the two questions; not how. */
  'closing-answered': object;
  /** `clock` names clock and cycle, `first-response@1`; with moves it went up by silence. */
  'ran-out': Moves & { clock: string };
  warned: { clock: string; percent: number };
}
export type EventType = keyof EventFacts;

/** What `decide` answers: an event without its place in the order. */
export type Draft = { [T in EventType]: { type: T; facts: EventFacts[T] } }[EventType];
export type RequestEvent = Draft & { seq: number; at: Date; actor: string; role: string };

/** Ids of everything said, filled in or sent in these events, the first sentence included. */
export function wordsIn(events: readonly RequestEvent[]): { texts: string[]; attachments: string[] } {
  const facts = events.map((event) => event.facts as Words & { details?: string });
  return { texts: facts.flatMap(({ text, details }) => [text ?? [], details ?? []].flat()), attachments: facts.flatMap(({ attachments }) => attachments ?? []) };
}
