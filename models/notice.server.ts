import { date, defineModel, flag, type InMall, maybeDate, maybeFlag, maybePlain, maybeText, maybeTexts, number, oneOf, plain, text } from './define-model.server.ts';

export type NoticeAudience =
  | { kind: 'mall' }
  | { kind: 'grids'; ids: string[] }
  | { kind: 'levels'; ids: string[] }
  | { kind: 'places'; levels: string[]; grids: string[]; trades?: string[]; roles?: string[]; programs?: string[] }
  | { kind: 'accounts'; ids: string[] };

export interface Notice extends InMall {
  class: 'information' | 'must-acknowledge' | 'emergency' | 'personal';
  /** Ids of texts with their translations. */
  title: string;
  body?: string;
  /** For notices made by the house itself ("a request waits for you"): locale key and its ids, instead of words. */
  template?: string;
  /** What the ready sentence names, as ids or bare facts: `number`, `shop`, `person`, `grid`, `office`, `day`, `from`, `until`. Never words. */
  params?: Record<string, string>;
  link?: string;
  audience: NoticeAudience;
  author: string;
  role: string;
  sentAt: Date;
  expiresAt?: Date;
  /** `proposed`: waits for a second person; `scheduled`: for its moment. Both go to nobody yet. */
  state: 'proposed' | 'scheduled' | 'queued' | 'sending' | 'sent' | 'withdrawn';
  /** Accounts that the frozen audience came to, and how far the batches are. */
  accounts: number;
  queued: number;
  /** Taken back, with the id of the text that says why; stays readable. */
  withdrawnAt?: Date;
  withdrawal?: string;
  /** Who said yes as the second person, where two are needed. */
  second?: string;
  /** When its words were last corrected; whoever has it from before is sent it again. */
  correctedAt?: Date;
  /** Whatever was sent in an earlier order is sent anew. */
  correctedOrder?: string;
  /** Its sender wants it on the screen in the hall too. */
  lobby?: boolean;
  /** Ids of recordings of its words, by language. */
  voices?: Partial<Record<'zh' | 'ug' | 'kk' | 'ru' | 'en', string>>;
  /** Ids of pictures that go with it. */
  pictures?: string[];
}
export const Notices = defineModel<Notice>('Notice', {
  collection: 'notices',
  scope: 'mall',
  remembered: true,
  about: { subject: 'none', readers: 'mall', keep: '7 days after expiry' },
  fields: {
    class: oneOf(['information', 'must-acknowledge', 'emergency', 'personal'], 'what is asked of the reader'),
    title: { ...maybeText('id of the title'), schema: { type: String, default: '' } },
    body: maybeText('id of the text'),
    template: maybeText('which ready sentence'),
    params: maybePlain('what the ready sentence names, as ids'),
    link: maybeText('where it leads'),
    audience: plain('the frozen rule of who gets it'),
    author: text('who sends'),
    role: text('as what'),
    sentAt: date('when'),
    expiresAt: maybeDate('until when it matters'),
    state: oneOf(['proposed', 'scheduled', 'queued', 'sending', 'sent', 'withdrawn'], 'how far it is'),
    accounts: number('how many it is for'),
    queued: number('how many are written'),
    withdrawnAt: maybeDate('taken back when'),
    withdrawal: maybeText('id of the reason'),
    second: maybeText('who said yes as the second person', { readers: 'officers' }),
    correctedAt: maybeDate('its words were corrected'),
    lobby: maybeFlag('it is shown in the hall too'),
    voices: maybePlain('ids of recordings of its words, by language'),
    pictures: maybeTexts('ids of its pictures'),
    correctedOrder: maybeText('what was sent before the correction goes anew', { readers: 'nobody' }),
  },
  indexes: [[{ sentAt: -1 }], [{ state: 1, sentAt: 1 }], [{ author: 1, sentAt: -1 }], [{ class: 1, sentAt: -1 }], [{ expiresAt: 1 }]],
});

export interface Delivery extends InMall {
  notice: string;
  account: string;
  state: 'queued' | 'sent' | 'delivered' | 'acknowledged';
  /** UUIDv7 of the batch it was sent in: what the account was sent is replayed from here on. */
  order: string;
  /** Its acknowledgement is waited for. */
  asks: boolean;
  deliveredAt?: Date;
  acknowledgedAt?: Date;
}
export const Deliveries = defineModel<Delivery>('Delivery', {
  collection: 'deliveries',
  scope: 'mall',
  remembered: true,
  about: { subject: 'account', readers: 'subject', keep: '7 days after the notice expires' },
  fields: {
    notice: text('what'),
    account: text('to whom'),
    state: oneOf(['queued', 'sent', 'delivered', 'acknowledged'], 'how far'),
    order: text('replay after an absence'),
    asks: flag('whether it waits for the person'),
    deliveredAt: maybeDate('when the device had it'),
    acknowledgedAt: maybeDate('when the person tapped'),
  },
  indexes: [
    [{ notice: 1, account: 1 }, { unique: true }],
    [{ account: 1, order: -1 }],
    [{ notice: 1, state: 1, order: 1 }],
    [{ asks: 1, account: 1, state: 1 }],
  ],
});

export interface NoticeTold extends InMall {
  notice: string;
  merchant: string;
}
/** A shop that a volunteer told in person: it leaves the walking list as one that tapped does. Never how it took it. */
export const NoticeTolds = defineModel<NoticeTold>('NoticeTold', {
  collection: 'notice-tolds',
  scope: 'mall',
  about: { subject: 'shop', readers: 'grid', keep: '7 days after the notice expires' },
  fields: {
    notice: text('what'),
    merchant: text('which shop'),
  },
  indexes: [[{ notice: 1, merchant: 1 }, { unique: true }]],
});
