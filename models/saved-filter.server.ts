import { defineModel, type InMall, text } from './define-model.server.ts';

export interface SavedFilter extends InMall {
  account: string;
  /** Id of the name that she gave it. */
  name: string;
  query: string;
}
/** How somebody likes to look at a list of work, under a name of her own. */
export const SavedFilters = defineModel<SavedFilter>('SavedFilter', {
  collection: 'savedfilters',
  scope: 'mall',
  about: { subject: 'account', readers: 'subject', keep: 'until she deletes it or leaves the mall' },
  fields: {
    account: text('whose it is'),
    name: text('id of the name she gave it'),
    query: text('the view and what it is narrowed to, in closed words'),
  },
  indexes: [[{ account: 1, query: 1 }, { unique: true }]],
});
