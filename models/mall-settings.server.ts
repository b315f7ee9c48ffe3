import { date, defineModel, type InMall, maybeText, number, oneOf, plain, text, texts } from './define-model.server.ts';

export const SETTING_PARTS = ['names', 'time', 'languages', 'calendar', 'trades', 'programs', 'clocks', 'keeping', 'receivers', 'emergency'] as const;
export type SettingPart = (typeof SETTING_PARTS)[number];
export type SettingState = 'waiting' | 'planned' | 'in-effect' | 'withdrawn';

/** One change of the mall's settings: what is set, from which day, by whom. Rows are never changed but for their state. */
export interface MallSetting extends InMall {
  version: number;
  part: SettingPart;
  value: unknown;
  /** First day in the mall's zone. */
  from: string;
  by: string;
  /** The second officer, where two are needed. */
  confirmedBy?: string;
  state: SettingState;
  /** What of the part changed: keys, never values. */
  changed: string[];
}
export const MallSettings = defineModel<MallSetting>('MallSetting', {
  collection: 'mallsettings',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the mall' },
  fields: {
    version: number('its place in the history'),
    part: oneOf(SETTING_PARTS, 'which settings'),
    value: plain('what is set'),
    from: text('in effect from this day on'),
    by: text('who set it', { subject: 'account' }),
    confirmedBy: maybeText('the second officer, where two decide', { subject: 'account' }),
    state: oneOf(['waiting', 'planned', 'in-effect', 'withdrawn'], 'whether it holds yet'),
    changed: texts('what changed, for the history'),
  },
  indexes: [
    [{ version: 1 }, { unique: true }],
    [{ part: 1, state: 1, from: 1 }],
  ],
});

/** What left the house, to an office or a receiver that the association set: how much and when, never the words, nor whose. */
export interface DataSent extends InMall {
  /** `office:<id>`, or the id of a receiver of the settings. */
  receiver: string;
  /** `figures`, `passed-on`, or what a receiver carries. */
  what: string;
  count: number;
  at: Date;
}
export const DataSendings = defineModel<DataSent>('DataSent', {
  collection: 'datasendings',
  scope: 'mall',
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the mall' },
  fields: {
    receiver: text('to whom'),
    what: text('which kind of thing'),
    count: number('how many'),
    at: date('when'),
  },
  indexes: [[{ at: -1 }], [{ receiver: 1, what: 1, at: 1 }]],
});
