/** What passes over the socket, both ways: ids, versions and orders; never words, names or numbers of requests. */
export interface Changed {
  /** noun:past, e.g. `request:changed`. */
  type: string;
  id: string;
  version: number;
  /** Of notices: place in the order of what the account was sent. */
  order?: string;
}

export interface CatchUp {
  /** Newest order that the device knows; absent on a device that knows none. */
  after?: string;
  /** How long the page has heard nothing, in ms: since it was loaded or since the connection broke. */
  away: number;
}

export interface CaughtUp {
  /** Newest order of the account. */
  latest?: string;
  /** What was sent after `after`, oldest first, overlapping a little: the device drops what it knows by id. */
  notices: { id: string; order: string }[];
  /** Something may have changed meanwhile: read the page again. */
  stale: boolean;
}

export interface ServerEvents {
  changed(change: Changed): void;
  /** What other processes told may have been missed, since so many ms: ask what that was. */
  missed(since: number): void;
}

export interface ClientEvents {
  'catch-up'(question: CatchUp, answer: (answer: CaughtUp | null) => void): void;
  /** Notices that the device has; at most {@link RECEIPTS_AT_ONCE}. Answers how many were taken. */
  received(notices: string[], answer: (taken: number) => void): void;
  /** Asks whether the server has put this connection into a room. It never joins one. */
  watch(room: string, answer: (inside: boolean) => void): void;
}

export const REALTIME_PATH = '/realtime';
export const RECEIPTS_AT_ONCE = 100;

/** Why a connection wasn't let in. `not-now`: the database is away, try again later; the others stay as they are. */
export type Unwelcome = 'signed-out' | 'too-many' | 'not-now';
