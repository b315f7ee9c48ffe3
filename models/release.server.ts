import { date, defineModel, type InMall, number, plain } from './define-model.server.ts';

/** One release of figures for the office and the public: RIGHTS.md, "Figures". Cells are already safe when stored. */
export interface Release extends InMall {
  number: number;
  cutAt: Date;
  /** Table name → what is shown. */
  tables: Record<string, unknown>;
  /** When each cell was last shown anew, in ms: the next cut counts from there how many shops changed. Never leaves the office's room. */
  exact: Record<string, number>;
}
export const Releases = defineModel<Release>('Release', {
  collection: 'releases',
  scope: 'mall',
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the mall' },
  fields: {
    number: number('its order'),
    cutAt: date('as of when'),
    tables: plain('figures that cannot be turned back into a shop'),
    exact: plain('what the next cut compares with', { readers: 'nobody' }),
  },
  // Of a round that isn't shown any more the newest one is found; of a week or month that is over the last one.
  indexes: [[{ number: -1 }, { unique: true }], [{ 'tables.round.id': 1, number: -1 }], [{ cutAt: -1 }]],
});
