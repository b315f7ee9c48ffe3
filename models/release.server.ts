import { date, defineModel, type InMall, number, plain, text } from './define-model.server.ts';

/** One release of figures for the office and the public: RIGHTS.md, "Figures". Cells are already safe when stored. */
export interface Release extends InMall {
  number: number;
  cutAt: Date;
  /** Table name → what is shown. */
  tables: Record<string, unknown>;
  /** Exact counts behind it, for holding cells at the next cut; never leaves the module. Encrypted would add nothing: it is the mall's own live figure. */
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
    exact: plain('what the next cut compares with', { readers: 'officers' }),
  },
  indexes: [[{ number: -1 }, { unique: true }]],
});
