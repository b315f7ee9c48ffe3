import type { PartEvidence } from '../parts/limits.ts';
import type { PartHolder } from './parts.ts';
import type { Room } from './rooms.ts';

/** What somebody can do with a request. Words are written down before: commands carry ids of texts and closed words only. */
export type RequestCommand =
  | { type: 'takeOn'; doing: boolean }
  | { type: 'start' }
  | { type: 'assign'; account: string }
  /** `room`: for whom, in a matter between two. */
  | { type: 'say'; text?: string; attachments?: string[]; room?: Room }
  | { type: 'waitForRequester'; text?: string }
  | { type: 'handUp'; text?: string }
  | { type: 'handBack'; text?: string }
  /** `whose`: with `not-ours`, the key of whose business it is; without one the words say it. */
  | { type: 'markDone'; outcome: DoneOutcome; whose?: string; text?: string; attachments?: string[] }
  | { type: 'attempt'; how: 'phone' | 'person' }
  | { type: 'closeUnanswered' }
  | { type: 'sort'; program: string; kind: string }
  /** The facts as they are now, all of them, written down like words; without any it is emptied. */
  | { type: 'setFacts'; text?: string }
  | { type: 'demandAnswer'; text?: string }
  | { type: 'sendBack'; text?: string }
  /** By the supervisor: somebody who had no hand in it shall look at how it is handled. */
  | { type: 'openReview'; text?: string }
  | { type: 'dropReview'; text?: string }
  /** By the leader or somebody of the council: she is the one who looks at it. */
  | { type: 'takeReview' }
  | { type: 'closeReview'; text?: string }
  | { type: 'reviewAgain'; text?: string }
  | { type: 'suggestOffice'; office: string }
  | { type: 'declineOffice' }
  | { type: 'confirm' }
  | { type: 'notSolved'; text?: string }
  | { type: 'withdraw' }
  | { type: 'share'; on: boolean }
  | { type: 'passOn'; office: string; parts: string[]; purpose: Purpose }
  | { type: 'takeBack' }
  | { type: 'officeTakesOn' }
  | { type: 'officeAnswers'; outcome: DoneOutcome; text?: string }
  | { type: 'officeHandsBack'; text?: string }
  /** Her work passes on: by herself, or by the house when her role ended. Without `to` it goes back to the rung. */
  | { type: 'handOver'; from: string; to?: string }
  /** Steps aside in this request. Why isn't asked. */
  | { type: 'recuse' }
  /** By the shop that it lies in: it sees to it itself. */
  | { type: 'keepInside' }
  /** By the shop: the grid shall have it now. */
  | { type: 'giveOn' }
  /** It is about people, goods or conduct: one tap, and nothing of it is kept. */
  | { type: 'setAside' }
  /** Words and pictures that a person has read are everybody's to see: `words`, ids of pictures. None: taken back. */
  | { type: 'showToAll'; parts: string[] }
  /** Asks the other side, for whom `other` stands until she says who she is; the words are meant for her. */
  | { type: 'inviteOther'; other: string; text?: string }
  /** The other side by her code: from now on she is this account. */
  | { type: 'joinSide'; account: string }
  /** By the other side. `text`: in which language she would like to talk. */
  | { type: 'takePart'; text?: string }
  | { type: 'stayOut' }
  /** No agreement: said by either side, or by whoever mediates. */
  | { type: 'endTalks'; text?: string }
  /** A side would rather talk with somebody else; once, and why isn't asked. */
  | { type: 'declineWorker' }
  /** Whoever asked would rather have somebody else than this one of those it was given to. */
  | { type: 'declineNamed'; account: string; instead?: string }
  /** Whoever asked agrees that the person whom it is about learns of it. */
  | { type: 'letKnow' }
  /** A piece of the work to somebody, for so many working minutes. `part`: its id. */
  | { type: 'givePart'; part: string; to: PartHolder; minutes: number; evidence?: PartEvidence; text?: string; attachments?: string[] }
  /** `paper`: typed in by whoever has the request, from a slip that came back. */
  | { type: 'acceptPart'; part: string; paper?: boolean }
  | { type: 'declinePart'; part: string; text?: string; paper?: boolean }
  | { type: 'donePart'; part: string; text?: string; attachments?: string[]; paper?: boolean }
  | { type: 'sayOnPart'; part: string; text?: string; attachments?: string[] }
  | { type: 'takeBackPart'; part: string }
  /** Among those who work on it; folded away for whoever asked, never hidden. */
  | { type: 'note'; text?: string; attachments?: string[] }
  /** A line of the list of what is to be done. `step`: its id. */
  | { type: 'addStep'; step: string; text?: string }
  | { type: 'tickStep'; step: string; done: boolean }
  /** Two answers once it is over; what they are is counted apart and stands nowhere beside her name. */
  | { type: 'answerClosing' }
  /** That it was received: drawn, or the name in letters. */
  | { type: 'sign'; text?: string; attachments?: string[] }
  /** By either side; `room` of the house, or words that say where. `meeting`: its id. */
  | { type: 'proposeMeeting'; meeting: string; startsAt: Date; endsAt: Date; room?: string; text?: string }
  | { type: 'agreeMeeting'; meeting: string }
  | { type: 'declineMeeting'; meeting: string; text?: string }
  | { type: 'callOffMeeting'; meeting: string; text?: string }
  | { type: 'tick' };

export type CommandType = RequestCommand['type'];
export type CommandOf<T extends CommandType> = Extract<RequestCommand, { type: T }>;

export const OUTCOMES = ['solved', 'half-fixed', 'wont-do', 'not-ours'] as const;
/** How a matter between two is done. */
export const TALKED_OUT = ['agreement'] as const;
export type DoneOutcome = (typeof OUTCOMES)[number] | (typeof TALKED_OUT)[number];
export type Outcome = DoneOutcome | 'without-answer' | 'inside' | 'set-aside' | 'no-agreement' | 'not-taking-part';

/** What an office may be asked for: a closed list, so that consent names it exactly. */
export const PURPOSES = ['building', 'its-deadline', 'shortage', 'advice'] as const;
export type Purpose = (typeof PURPOSES)[number];
