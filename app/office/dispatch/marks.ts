import type { Shown } from './rules.ts';

/** Shape and colour of how an offer stands, in the list and on the map. */
export const SHOWN_MARKS = { offered: 'turn', handed: 'bad', accepted: 'work', declined: 'pause', done: 'ok', stuck: 'warn', unanswered: 'new' } as const satisfies Record<Shown, string>;
