import { date, defineModel, type InMall, maybeDate, maybeText, number, oneOf, plain, text, texts } from './define-model.server.ts';

const KINDS = ['fire', 'water', 'power', 'crowd', 'weather', 'recall', 'building', 'other'] as const;

export interface IncidentTask {
  id: string;
  /** Id of the text. */
  words: string;
  /** Working minutes of the mall within which an answer is asked for. */
  minutes: number;
}
/** One task, offered to one grid. */
export interface IncidentOffer {
  id: string;
  task: string;
  grid: string;
  /** `stuck`: taken on, and it can't be finished. */
  state: 'offered' | 'accepted' | 'declined' | 'done' | 'stuck';
  /** Which side took it on or declined it; never who. */
  by?: 'grid' | 'council';
  /** The council has it, since nobody of the grid answered in time or nobody is there. */
  handedAt?: Date;
  /** Id of the text with the reason of a no. */
  reason?: string;
}
export interface Incident extends InMall {
  box: string;
  author: string;
  kind: (typeof KINDS)[number];
  /** Id of the text. */
  what: string;
  grids: string[];
  tasks: IncidentTask[];
  offers: IncidentOffer[];
  state: 'running' | 'ended' | 'withdrawn';
  openedAt: Date;
  endedAt?: Date;
  /** Id of the text. */
  because?: string;
  version: number;
}
/** Something that concerns several grids at once, with tasks that are offered to them. Of places and equipment, never of a shop or person. */
export const Incidents = defineModel<Incident>('Incident', {
  collection: 'incidents',
  scope: 'mall',
  remembered: true,
  about: { subject: 'none', readers: 'officers', keep: '90 days after it ended' },
  fields: {
    box: text('who opened it: an office, or the council'),
    author: text('who of them wrote it', { readers: 'nobody' }),
    kind: oneOf(KINDS, 'what it is, from a closed list', { readers: 'grid' }),
    what: text('id of the text that says what happened', { readers: 'grid' }),
    grids: texts('where it is', { readers: 'grid' }),
    tasks: plain('what is offered to be done, and within what time an answer is asked for', { readers: 'grid' }),
    offers: plain('which grid was offered which task, and how far it is: by side, never by person', { readers: 'grid' }),
    state: oneOf(['running', 'ended', 'withdrawn'], 'how far it is', { readers: 'grid' }),
    openedAt: date('begins the clocks of its offers'),
    endedAt: maybeDate('begins its days of keeping'),
    because: maybeText('id of the text that says why it was withdrawn'),
    version: number('two who act at once'),
  },
  indexes: [[{ box: 1, openedAt: -1 }], [{ openedAt: -1 }], [{ state: 1, openedAt: -1 }], [{ state: 1, endedAt: 1 }]],
});
