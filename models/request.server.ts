import { date, defineModel, flag, type InMall, maybeDate, maybeFlag, maybePlain, maybeText, maybeTexts, number, oneOf, plain, text, texts } from './define-model.server.ts';

/** Who must act next. `requester`: the clock stands still. */
export type Holder =
  | { kind: 'role'; role: 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor'; grid: string; account?: string }
  | { kind: 'council'; account?: string }
  | { kind: 'program'; program: string; account?: string }
  /** The people whom it was given to by name. */
  | { kind: 'named'; account?: string }
  | { kind: 'office'; office: string; account?: string }
  | { kind: 'requester'; account: string }
  /** The other side of a matter between two; the clock stands still. */
  | { kind: 'side'; account: string }
  /** What lies inside its booth, and is its own for now. */
  | { kind: 'shop'; merchant: string }
  | { kind: 'nobody' };

export interface RequestRow extends InMall {
  number: string;
  /** SHA-256 of the eight-character code for following it without an account. */
  codeHash: string;
  program: string;
  kind: string;
  about: 'own' | 'place' | 'shop';
  confidential: boolean;
  ladder: 'grid' | 'program' | 'named' | 'shop';
  /** Who has it, or whose it was before it went to requester or office. */
  rung: 'manager' | 'leader' | 'lead' | 'council' | 'named' | 'shop';
  /** Came to its rung by silence: title and clock only, until somebody there takes it on. */
  bySilence: boolean;
  channel: 'ask' | 'visit' | 'desk' | 'qr' | 'open311' | 'hook';
  requester: string;
  /** The other side of a matter between two, once it was invited: an account, or what stands for whoever has the code. */
  other?: string;
  /** Lets the other side in without an account; gone as soon as she has answered with one. */
  otherCodeHash?: string;
  /** On the ladder `named`: the accounts that hold it, and nobody else. */
  named?: string[];
  merchant?: string;
  sharedWithShop: boolean;
  grid?: string;
  unit?: string;
  /** It lies in the booth of `merchant`: somebody else said so. */
  inside?: boolean;
  /** Id of the one sentence; absent when only a picture or voice was sent. */
  title?: string;
  attachments: string[];
  stage: string;
  outcome?: string;
  holder: Holder;
  /** Account that took it on; reopening goes back to it. */
  worker?: string;
  openedAt: Date;
  closedAt?: Date;
  /** When the running clock runs out, for sorting lists; computed from the events at each change. */
  dueAt?: Date;
  /** When the house looks at it again: a warning, a clock that runs out, the end of silence. */
  nextCheckAt?: Date;
  passedTo?: { office: string; at: Date; parts: string[]; purpose: string; takenBackAt?: Date };
  /** Of what belongs to all: `words` and ids of pictures that everybody may see, after a person read them. */
  shown?: string[];
  /** A time to meet about it that isn't off. */
  meeting?: { startsAt: Date; endsAt: Date; room?: string; agreed: boolean };
  /** An open review: with whom it lies, until when, and who looks at it. */
  reviewRung?: 'leader' | 'council';
  reviewDueAt?: Date;
  reviewer?: string;
  /** Rises by one with every event: the last event's `seq`. */
  version: number;
}
export const Requests = defineModel<RequestRow>('Request', {
  collection: 'requests',
  scope: 'mall',
  remembered: true,
  about: { subject: 'account', readers: 'case', keep: 'the skeleton as long as the mall; words 90 days after closing' },
  fields: {
    number: text('said on the phone and written on slips'),
    codeHash: text('follows it without an account', { readers: 'nobody' }),
    program: text('which service'),
    kind: text('which kind'),
    about: oneOf(['own', 'place', 'shop'], 'what it is about'),
    confidential: flag('never enters a grid'),
    ladder: oneOf(['grid', 'program', 'named', 'shop'], 'who may hold it'),
    rung: oneOf(['manager', 'leader', 'lead', 'council', 'named', 'shop'], 'who has it'),
    bySilence: flag('words stay closed until somebody takes it on'),
    channel: oneOf(['ask', 'visit', 'desk', 'qr', 'open311', 'hook'], 'how it came'),
    requester: text('who asked'),
    other: maybeText('who has the other side in it'),
    otherCodeHash: maybeText('lets the other side in without an account', { readers: 'nobody' }),
    named: maybeTexts('the people whom it was given to by name'),
    merchant: maybeText('for which shop'),
    sharedWithShop: flag('the shop’s other members may see it'),
    grid: maybeText('whose ladder it is on'),
    unit: maybeText('where'),
    inside: maybeFlag('what lies inside a booth is its shop’s first'),
    title: maybeText('id of the words'),
    attachments: texts('ids of pictures'),
    stage: text('where it stands'),
    outcome: maybeText('how it ended'),
    holder: plain('who must act next'),
    worker: maybeText('who took it on'),
    openedAt: date('when asked'),
    closedAt: maybeDate('when closed'),
    dueAt: maybeDate('sorting lists by urgency'),
    nextCheckAt: maybeDate('warnings and hand-ups in time', { readers: 'nobody' }),
    passedTo: maybePlain('consent to pass it to an office', { readers: 'office by consent' }),
    shown: texts('what a person has read and opened to everybody', { readers: 'everyone' }),
    meeting: maybePlain('when and where to meet about it'),
    reviewRung: maybeText('with whom an open review lies'),
    reviewDueAt: maybeDate('until when somebody looks at it again'),
    reviewer: maybeText('who looks at it again'),
    version: number('two people never overwrite each other', { readers: 'nobody' }),
  },
  indexes: [
    [{ number: 1 }, { unique: true }],
    [{ requester: 1, openedAt: -1 }],
    [{ merchant: 1, openedAt: -1 }],
    [{ named: 1, openedAt: -1 }],
    [{ other: 1, openedAt: -1 }],
    [{ grid: 1, stage: 1, dueAt: 1 }],
    [{ grid: 1, closedAt: 1 }],
    [{ grid: 1, program: 1, closedAt: 1 }],
    [{ grid: 1, stage: 1, closedAt: 1 }],
    [{ stage: 1, dueAt: 1 }],
    [{ rung: 1, stage: 1, dueAt: 1 }],
    [{ ladder: 1, dueAt: 1 }],
    [{ about: 1, openedAt: -1 }],
    [{ requester: 1, stage: 1, dueAt: 1 }],
    [{ dueAt: 1 }],
    [{ 'holder.kind': 1, dueAt: 1 }],
    [{ worker: 1, stage: 1, dueAt: 1 }],
    [{ program: 1, stage: 1, closedAt: 1 }],
    [{ reviewRung: 1 }],
    [{ nextCheckAt: 1 }, { partialFilterExpression: { nextCheckAt: { $exists: true } } }],
    [{ 'passedTo.office': 1, 'passedTo.at': -1 }, { partialFilterExpression: { 'passedTo.office': { $exists: true } } }],
  ],
});

/** Append-only; holds ids, stages and times, never words. */
export interface RequestEventRow extends InMall {
  request: string;
  seq: number;
  at: Date;
  /** `asked`, `taken-on`, `handed-up` … past tense, of the engine's closed list. */
  type: string;
  actor: string;
  role: string;
  /** Ids and closed words only: holder, stage, reason key, text id. */
  facts: Record<string, unknown>;
}
export const RequestEvents = defineModel<RequestEventRow>('RequestEvent', {
  collection: 'requestevents',
  scope: 'mall',
  about: { subject: 'account', readers: 'case', keep: 'as long as the request’s skeleton' },
  fields: {
    request: text('of which request'),
    seq: number('its order'),
    at: date('when'),
    type: text('what happened'),
    actor: text('who'),
    role: text('as what'),
    facts: plain('ids and closed words'),
  },
  indexes: [[{ request: 1, seq: 1 }, { unique: true }], [{ at: 1 }], [{ type: 1, at: 1 }]],
});

/** Somebody needs a text in a language; people of the grid who offered to translate see it. */
export interface TranslationWish extends InMall {
  text: string;
  request: string;
  language: string;
  wantedBy: string;
  grid: string;
  doneAt?: Date;
  doneBy?: string;
}
export const TranslationWishes = defineModel<TranslationWish>('TranslationWish', {
  collection: 'translationwishes',
  scope: 'mall',
  about: { subject: 'none', readers: 'grid', keep: '90 days after the case closes' },
  fields: {
    text: text('which words'),
    request: text('of which request'),
    language: text('into which language'),
    wantedBy: text('for whom'),
    grid: text('asked of whom'),
    doneAt: maybeDate('when'),
    doneBy: maybeText('by whom'),
  },
  indexes: [
    [{ text: 1, language: 1 }, { unique: true }],
    [{ grid: 1, doneAt: 1 }],
  ],
});
