import { date, defineModel, flag, type InMall, maybeText, number, type Stored, text, texts } from './define-model.server.ts';

export interface PushChannel extends Stored {
  account: string;
  /** Where the browser's own service takes it. */
  endpoint: string;
}
/** A phone on which its person switched push on. Nothing about the phone itself. */
export const PushChannels = defineModel<PushChannel>('PushChannel', {
  collection: 'push-channels',
  scope: 'installation',
  about: { subject: 'account', readers: 'nobody', keep: 'until switched off, or its service says that it is gone' },
  fields: {
    account: text('whose phone'),
    endpoint: text('where “something new” is sent'),
  },
  indexes: [[{ endpoint: 1 }, { unique: true }], [{ account: 1 }]],
});

export interface PushDue extends InMall {
  account: string;
  dueAt: Date;
  /** An emergency: it goes also where the open page has it already. */
  urgent: boolean;
  tries: number;
}
/** Somebody is to be told that there is something new: one row a person, so that many things are one push. */
export const PushDues = defineModel<PushDue>('PushDue', {
  collection: 'push-dues',
  scope: 'mall',
  about: { subject: 'account', readers: 'nobody', keep: 'until it was sent' },
  fields: {
    account: text('who'),
    dueAt: date('from when on, by her own hours'),
    urgent: flag('an emergency'),
    tries: number('how often it was tried'),
  },
  indexes: [[{ account: 1 }, { unique: true }], [{ dueAt: 1 }]],
  indexesAcrossMalls: [{ account: 1 }],
});

export interface NoticeChoice extends InMall {
  account: string;
  /** Kinds that push nothing; they stand in the list all the same. */
  off: string[];
  /** `21:00` and `08:00`, the mall's zone; both or none. */
  quietFrom?: string;
  quietUntil?: string;
  /** What isn't urgent comes once a day at this time. */
  digestAt?: string;
}
/** How somebody wants to be reached. Read by the sending alone: nobody else sees who muted what. */
export const NoticeChoices = defineModel<NoticeChoice>('NoticeChoice', {
  collection: 'notice-choices',
  scope: 'mall',
  about: { subject: 'account', readers: 'subject', keep: 'until the account is erased' },
  fields: {
    account: text('whose'),
    off: texts('kinds without a push'),
    quietFrom: maybeText('no push from this time on'),
    quietUntil: maybeText('until this time'),
    digestAt: maybeText('when the day’s unurgent ones come'),
  },
  indexes: [[{ account: 1 }, { unique: true }]],
  indexesAcrossMalls: [{ account: 1 }],
});

export interface RobotMessage extends InMall {
  /** Id of the receiver in the settings. */
  receiver: string;
  notice: string;
  tries: number;
  dueAt: Date;
}
/** A notice that waits to be said in a group by the group's robot. */
export const RobotMessages = defineModel<RobotMessage>('RobotMessage', {
  collection: 'robot-messages',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'until it was said, a day at most' },
  fields: {
    receiver: text('to which group'),
    notice: text('what'),
    tries: number('how often it was tried'),
    dueAt: date('not before'),
  },
  indexes: [[{ receiver: 1, notice: 1 }, { unique: true }], [{ dueAt: 1 }]],
});
