import type { RoleTerm, ShopsChoice } from './account.server.ts';
import { date, defineModel, type InMall, maybeDate, maybePlain, maybeText, oneOf, text } from './define-model.server.ts';

export type AppointedRole = RoleTerm['role'] | 'level-head';
export interface Appointment extends InMall {
  account: string;
  role: AppointedRole;
  grid?: string;
  level?: string;
  from: Date;
  to: Date;
  /** How she was chosen; `absence`: she is asked to stand in for somebody. */
  way: 'council' | 'shops' | 'absence';
  choice?: ShopsChoice;
  deputyOf?: string;
  /** Account that asks her. Public once she has accepted. */
  by: string;
  state: 'proposed' | 'accepted' | 'declined' | 'taken-back' | 'lapsed';
  answeredAt?: Date;
}
/** Somebody is asked to take on a role. Gives no right: a term comes into being by her yes, in a row of its own. */
export const Appointments = defineModel<Appointment>('Appointment', {
  collection: 'appointments',
  scope: 'mall',
  about: { subject: 'account', readers: 'officers', keep: '30 days after the answer' },
  fields: {
    account: text('who is asked'),
    role: oneOf(['leader', 'manager', 'assistant', 'information', 'supervisor', 'level-head'], 'for which role'),
    grid: maybeText('in which grid'),
    level: maybeText('on which level'),
    from: date('from when'),
    to: date('until when'),
    way: oneOf(['council', 'shops', 'absence'], 'how she was chosen'),
    choice: maybePlain('when the shops chose, in which minutes, and how many took part'),
    deputyOf: maybeText('term of the person who is away'),
    by: text('who asks'),
    state: oneOf(['proposed', 'accepted', 'declined', 'taken-back', 'lapsed'], 'what became of it; why isn\u2019t stored'),
    answeredAt: maybeDate('when it was answered'),
  },
  indexes: [[{ account: 1, state: 1 }], [{ state: 1, createdAt: 1 }], [{ grid: 1, state: 1 }], [{ deputyOf: 1 }]],
});
