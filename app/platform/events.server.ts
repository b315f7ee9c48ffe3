import { singleton } from './singleton.server.ts';

/** Tells that something changed: ids and a version, never words. `rooms` are `account:<id>`, `grid:<id>`, `mall:<id>`, `office:<id>`, `request:<id>`. */
export interface LiveEvent {
  /** noun:past, e.g. `request:changed`. */
  type: string;
  id: string;
  version: number;
  rooms: string[];
  /** Of notices: place in the order of what an account was sent. */
  order?: string;
}
type Listener = (event: LiveEvent) => void;

const listeners = () => singleton('event-listeners', () => new Set<Listener>());

/** To be called after the commit only: `tx.publish` of a command does. A listener's error never reaches the writer. */
export function publishEvent(event: LiveEvent): void {
  for (const listener of listeners()) {
    try {
      listener(event);
    } catch {
      // The database is the truth, the socket a hint: whoever missed it sees it on the next load.
    }
  }
}

/** @returns a function that ends the subscription */
export function onEvent(listener: Listener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}
