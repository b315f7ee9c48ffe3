import { date, defineModel, flag, type InMall, maybeText, oneOf, text } from './define-model.server.ts';

export interface HeldVisit extends InMall {
  /** Made on the device, so that sending twice stores once. */
  clientId: string;
  author: string;
  /** The capacity she had when she wrote it, and where. */
  role: 'leader' | 'manager' | 'assistant' | 'information';
  grid: string;
  merchant: string;
  round: string;
  day: string;
  half: 'am' | 'pm';
  /** The device’s clock was in doubt. */
  estimated: boolean;
  arrivedAt: Date;
  /** Id of everything that was written, the outcome too, always as long as a multiple of the same; absent once it is settled. */
  words?: string;
  state: 'waiting' | 'taken' | 'declined';
  /** Why it wasn’t stored after all: a key of the words, never free text. */
  why?: string;
}
/** What arrived from a phone after its volunteer's role had ended: nobody reads it until an officer has decided (DESIGN.md, 6). */
export const HeldVisits = defineModel<HeldVisit>('HeldVisit', {
  collection: 'heldvisits',
  scope: 'mall',
  about: { subject: 'account', readers: 'officers', keep: 'seven days undecided, 14 days decided' },
  fields: {
    clientId: text('sending twice stores once', { readers: 'nobody' }),
    author: text('who wrote it'),
    role: oneOf(['leader', 'manager', 'assistant', 'information'], 'in which role'),
    grid: text('of which grid'),
    merchant: text('at which shop'),
    round: text('in which round'),
    day: text('when'),
    half: oneOf(['am', 'pm'], 'when'),
    estimated: flag('the device’s clock was in doubt', { readers: 'nobody' }),
    arrivedAt: date('when it arrived'),
    words: maybeText('id of what was written, sealed until it is decided', { readers: 'nobody' }),
    state: oneOf(['waiting', 'taken', 'declined'], 'what was decided'),
    why: maybeText('why it was not stored', { readers: 'subject' }),
  },
  indexes: [
    [{ clientId: 1 }, { unique: true }],
    [{ state: 1, arrivedAt: 1 }],
    [{ author: 1, state: 1 }],
    [{ arrivedAt: 1 }],
    [{ merchant: 1 }],
  ],
});
