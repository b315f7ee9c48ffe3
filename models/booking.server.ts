import { date, defineModel, type InMall, localized, maybeDate, maybeNumber, maybePlain, maybeText, number, oneOf, text } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export type OccasionState = 'open' | 'called-off';

export interface Occasion extends InMall {
  program: string;
  names: Localized;
  about?: Localized;
  room?: string;
  startsAt: Date;
  endsAt: Date;
  /** Until when places are taken and given up. */
  bookBy: Date;
  places: number;
  /** Most who wait; nobody waits where it is 0. */
  waitingPlaces: number;
  /** Places that are taken, and those who wait: changed in the transaction of every booking, so that there is never one too many. */
  held: number;
  waiting: number;
  /** The last turn that was given out. */
  turn: number;
  state: OccasionState;
  /** The last number that was called out, while it takes place. */
  called?: number;
  /** Heads that were counted there; never who. */
  heads?: number;
  version: number;
}
/** Something with a limited number of places: a course, a clinic day, a cleaning day, an hour of advice. */
export const Occasions = defineModel<Occasion>('Occasion', {
  collection: 'occasions',
  scope: 'mall',
  about: { subject: 'none', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    program: text('whose it is'),
    names: localized('what it is called'),
    about: maybePlain('what it is about, per language'),
    room: maybeText('where'),
    startsAt: date('when it begins'),
    endsAt: date('when it ends'),
    bookBy: date('until when places are taken'),
    places: number('how many fit'),
    waitingPlaces: number('how many may wait'),
    held: number('how many places are taken'),
    waiting: number('how many wait'),
    turn: number('order of the list'),
    state: oneOf(['open', 'called-off'], 'whether it takes place'),
    called: maybeNumber('whose turn it is, by number'),
    heads: maybeNumber('how many came, counted, without names'),
    version: number('two who change it at once'),
  },
  indexes: [[{ program: 1, endsAt: 1 }], [{ endsAt: 1 }], [{ state: 1, startsAt: 1 }]],
});

export type BookingState = 'held' | 'waiting' | 'given-up' | 'called-off';

export interface Booking extends InMall {
  occasion: string;
  account: string;
  state: BookingState;
  turn: number;
  remindedAt?: Date;
}
/** One account's place, or its place in the line. Who has one is nobody's matter but hers. */
export const Bookings = defineModel<Booking>('Booking', {
  collection: 'bookings',
  scope: 'mall',
  about: { subject: 'account', readers: 'subject', keep: '30 days after it took place' },
  fields: {
    occasion: text('what for'),
    account: text('who'),
    state: oneOf(['held', 'waiting', 'given-up', 'called-off'], 'whether she has a place'),
    turn: number('her turn in the line'),
    remindedAt: maybeDate('reminded once'),
  },
  indexes: [[{ occasion: 1, account: 1 }, { unique: true }], [{ occasion: 1, state: 1, turn: 1 }], [{ account: 1, state: 1 }]],
});

export interface Room extends InMall {
  names: Localized;
  seats: number;
  closedAt?: Date;
}
export const Rooms = defineModel<Room>('Room', {
  collection: 'rooms',
  scope: 'mall',
  remembered: true,
  about: { subject: 'none', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    names: localized('what it is called'),
    seats: number('how many fit'),
    closedAt: maybeDate('no longer used from then on'),
  },
  indexes: [[{ closedAt: 1 }]],
});

export interface RoomTime extends InMall {
  room: string;
  /** Begin of a quarter of an hour. */
  quarter: Date;
  occasion: string;
}
/** A room's quarter of an hour, taken: the unique index is what keeps two from having it. */
export const RoomTimes = defineModel<RoomTime>('RoomTime', {
  collection: 'room-times',
  scope: 'mall',
  about: { subject: 'none', readers: 'mall', keep: '30 days after it took place' },
  fields: {
    room: text('which room'),
    quarter: date('which quarter of an hour'),
    occasion: text('what for'),
  },
  indexes: [[{ room: 1, quarter: 1 }, { unique: true }], [{ occasion: 1 }], [{ quarter: 1 }]],
});
