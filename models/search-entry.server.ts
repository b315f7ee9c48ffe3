import { date, defineModel, type InMall, text, texts } from './define-model.server.ts';

/** What a search compares of one thing, for one circle of people who may find it: keyed hashes, never words. */
export interface SearchEntry extends InMall {
  /** What is found: a request's id. */
  target: string;
  /** For whom: `account:<id>`, `shop:<id>`, `grid:<id>`, `program`, `council`, `office:<id>`. */
  scope: string;
  /** Ids of the texts that the keys were made of: the entry goes with the first of them that is erased. */
  texts: string[];
  /** Twelve characters each, keyed with the installation's key, the mall and the scope. */
  keys: string[];
  /** Newest first: when it was asked. */
  at: Date;
}
export const SearchEntries = defineModel<SearchEntry>('SearchEntry', {
  collection: 'searchentries',
  scope: 'mall',
  about: { subject: 'case', readers: 'nobody', keep: 'as long as the words they were made of' },
  fields: {
    target: text('what is found'),
    scope: text('for whom'),
    texts: texts('erased with the words'),
    keys: texts('finding a request by its words; hashes with the installation’s key'),
    at: date('newest first'),
  },
  indexes: [[{ scope: 1, keys: 1, at: 1 }], [{ target: 1 }], [{ texts: 1 }]],
});
