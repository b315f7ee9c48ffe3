import { date, defineModel, flag, type InMall, localized, maybeDate, maybeNumber, maybePlain, maybeText, number, oneOf, plain, text } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export type VisitOutcome = 'met' | 'closed' | 'not-met' | 'postponed';
export const VISIT_OUTCOMES: readonly VisitOutcome[] = ['met', 'closed', 'not-met', 'postponed'];

/** Which shops a round is for; `ids` of grids, of levels, or trades of the closed vocabulary. */
export type RoundScope = { kind: 'all' } | { kind: 'grids' | 'levels' | 'trades'; ids: string[] };

export interface Round extends InMall {
  number: number;
  name: Localized;
  /** What it is for, in the association's words. */
  purpose?: Localized;
  /** Absent: all. */
  scope?: RoundScope;
  /** Shops in scope by grid, of a round that isn't for all. */
  places?: { grid: string; shops: number }[];
  /** Which questions of which version of the published list its visits ask; absent: none. It keeps them, whatever the list becomes. */
  asks?: { version: number; questions: string[] };
  /** Programs whose needs its visits note; absent on rounds from before there was a choice: all. */
  needs?: string[];
  opensOn: string;
  closesOn: string;
  state: 'planned' | 'open' | 'finished';
  /** Shops in scope. */
  inScope: number;
  /** Shops offered their visit on each day, counted again every quarter of an hour; frozen when it finished. */
  days?: { day: string; offered: number }[];
  /** Frozen when it finished; `met` is one sum for the whole mall, kept nowhere else. */
  figures?: { offered: number; met: number };
  finishedAt?: Date;
  /** What the last nightly recount that found a difference put right, by grid. */
  recounted?: { at: Date; grids: { grid: string; by: number }[] };
  /** Grids whose volunteers asked for a helping hand. */
  hands?: { grid: string; at: Date }[];
  /** Absent on rounds from before: 1. */
  version?: number;
}
export const Rounds = defineModel<Round>('Round', {
  collection: 'rounds',
  remembered: true,
  scope: 'mall',
  about: { subject: 'none', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    number: number('its order'),
    name: localized('its name'),
    purpose: maybePlain('what it is for, per language'),
    scope: maybePlain('which shops it is for'),
    places: maybePlain('shops in scope by grid'),
    asks: maybePlain('which published questions its visits ask'),
    needs: maybePlain('of which programs its visits note needs'),
    opensOn: text('first day'),
    closesOn: text('last day'),
    state: oneOf(['planned', 'open', 'finished'], 'whether visits are offered'),
    inScope: number('shops to be offered a visit'),
    days: maybePlain('shops offered a visit by day'),
    figures: maybePlain('frozen sums of the mall'),
    finishedAt: maybeDate('when the figures froze'),
    recounted: maybePlain('what a recount put right'),
    hands: maybePlain('which grids asked for a helping hand', { readers: 'grid' }),
    version: maybeNumber('two who change it at once'),
  },
  indexes: [[{ number: 1 }, { unique: true }], [{ state: 1 }]],
});

export interface Offer extends InMall {
  round: string;
  merchant: string;
  grid: string;
  /** Day in the mall's zone; the half is all that others see of the time. */
  day: string;
  half: 'am' | 'pm';
  met: boolean;
  /**
   * Id of what is sealed: who came in vain, what the shop said. Every row has one of the same length, whoever came and
   * whatever was said.
   */
  answer?: string;
}

/** One row says that a shop was offered its visit, met or not: declined, closed and nobody there are the same row. */
export const Offers = defineModel<Offer>('Offer', {
  collection: 'offers',
  scope: 'mall',
  about: { subject: 'shop', readers: 'grid', keep: '90 days after the round' },
  fields: {
    round: text('which round'),
    merchant: text('which shop'),
    grid: text('counted in which grid'),
    day: text('when'),
    half: oneOf(['am', 'pm'], 'when'),
    met: flag('becomes one sum for the mall', { readers: 'author and subject' }),
    answer: maybeText('id of the shop’s answer and of who came in vain, sealed', { readers: 'author and subject' }),
  },
  indexes: [
    [{ round: 1, merchant: 1 }, { unique: true }],
    [{ merchant: 1 }],
    [{ round: 1, grid: 1 }],
  ],
});

export interface VisitNeed {
  id: string;
  program: string;
  /** Id of the text. */
  text: string;
  state: 'draft' | 'request' | 'dropped';
  request?: string;
}
export interface VisitPromise {
  id: string;
  text: string;
  dueOn: string;
  keptAt?: Date;
  /** Whoever gave it says that it can't be kept. */
  notKeptAt?: Date;
  /** The shop's own word on it. */
  shop?: 'kept' | 'not-kept';
  saidAt?: Date;
  remindedAt?: Date;
}
/** The shop's answer to a question that the round asks. One that it left out has no row, as if nobody had asked. */
export interface VisitReply {
  question: string;
  /** Id of the text. */
  text: string;
}
export interface Visit extends InMall {
  /** Made on the device, so that sending twice stores once. */
  clientId: string;
  round: string;
  merchant: string;
  grid: string;
  author: string;
  day: string;
  half: 'am' | 'pm';
  at: Date;
  /** Device and house told the time differently: day and half-day are held between the two. Absent on visits from before: no. */
  estimated?: boolean;
  /** Typed in later from a numbered sheet. Absent on visits from before: no. */
  onPaper?: boolean;
  outcome: VisitOutcome;
  needs: VisitNeed[];
  promises: VisitPromise[];
  /** Absent: none. */
  replies?: VisitReply[];
  /** Who keeps its promises, where that is another one than the author: she took the work over. */
  keeper?: string;
  /** The earliest day of a promise that is neither answered nor reminded of. */
  chaseOn?: string;
  note?: string;
  noteAgreed: boolean;
  answer: 'none' | 'confirmed' | 'corrected' | 'contested';
  answeredAt?: Date;
  /** Id of the shop's own words when it corrected or contested. */
  contest?: string;
  /** Parts of it in which another visit of that day stands, as a person chose. Absent: none. */
  aside?: string[];
  /** The number that stood for it at the counter; absent: none was shown. */
  counter?: string;
  /** The whole that the number is a part of; absent on visits from before it was kept, and where no number was shown. */
  digest?: string;
  /** The shop's phone signed that it is right: by whose key, and what proves it. Without `digest` it signed the number alone. */
  proof?: { key: string; account: string; publicKey: string; signature: string; digest?: string };
  /** Number of the paper copy that is left in a shop without an account; its code isn't stored. */
  carbon?: string;
  version: number;
}
export const Visits = defineModel<Visit>('Visit', {
  collection: 'visits',
  scope: 'mall',
  about: { subject: 'shop', readers: 'author and subject', keep: '90 days after the round' },
  fields: {
    clientId: text('sending twice stores once', { readers: 'nobody' }),
    round: text('which round'),
    merchant: text('which shop'),
    grid: text('which grid'),
    author: text('who wrote it'),
    day: text('when'),
    half: oneOf(['am', 'pm'], 'when'),
    at: date('the minute, cut to the day by the nightly job', { keep: 'one day' }),
    estimated: flag('the device’s clock was in doubt'),
    onPaper: flag('typed in later from a printed list'),
    outcome: oneOf(['met', 'closed', 'not-met', 'postponed'], 'what became of it'),
    needs: plain('drafts that the shop may turn into requests', { keep: 'drafts: seven days' }),
    promises: plain('what was promised, by when, and what became of it'),
    replies: maybePlain('what the shop answered to the round’s questions'),
    keeper: maybeText('who keeps the promises since the author’s role ended', { readers: 'author and subject' }),
    chaseOn: maybeText('when a promise is next reminded of', { readers: 'nobody' }),
    note: maybeText('id of the folded note', { keep: '30 days unless the shop says yes' }),
    noteAgreed: flag('the shop said yes to the note'),
    answer: oneOf(['none', 'confirmed', 'corrected', 'contested'], 'what the shop says to it'),
    answeredAt: maybeDate('when it answered'),
    contest: maybeText('id of the shop’s words'),
    aside: maybePlain('parts in which another visit of that day stands'),
    counter: maybeText('what the shop’s phone signed at the counter', { readers: 'nobody' }),
    digest: maybeText('the whole of what the shop’s phone signed', { readers: 'nobody' }),
    proof: maybePlain('the signature of the shop’s phone'),
    carbon: maybeText('number of the paper copy left in a shop without an account'),
    version: number('two edits never overwrite each other', { readers: 'nobody' }),
  },
  indexes: [
    [{ clientId: 1 }, { unique: true }],
    [{ merchant: 1, day: -1 }],
    [{ author: 1, day: -1 }],
    [{ round: 1 }],
    [{ chaseOn: 1 }],
    [{ keeper: 1, day: -1 }],
    [{ counter: 1 }, { partialFilterExpression: { counter: { $exists: true } } }],
    [{ carbon: 1 }, { unique: true, partialFilterExpression: { carbon: { $exists: true } } }],
  ],
});

export interface Tally extends InMall {
  round: string;
  grid: string;
  /** Which of a grid's rows a shop is counted in: told by the shop's id, never by who came. */
  slot: string;
  offered: number;
}
/** A few rows per round × grid, summed when read, so that two volunteers seldom wait for one row. */
export const Tallies = defineModel<Tally>('Tally', {
  collection: 'coveragetallies',
  remembered: true,
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the round' },
  fields: {
    round: text('which round'),
    grid: text('which grid'),
    slot: text('which of the rows that are summed', { readers: 'nobody' }),
    offered: number('shops offered a visit'),
  },
  indexes: [[{ round: 1, grid: 1, slot: 1 }, { unique: true }]],
});
