import { date, defineModel, type InMall, maybeNumber, maybeText, number, text, texts } from './define-model.server.ts';

/** Where there is no mall: sign-ins, accounts, offices. */
export const INSTALLATION = '-';

export interface AuditEvent extends InMall {
  at: Date;
  actor: string;
  /** Capacity the actor used: `manager`, `owner`, `officer` … */
  role: string;
  /** Verb of the command: `visit:record`. */
  command: string;
  /** `account:<id>`, `shop:<id>`, `request:<id>`, `notice:<id>`, `none`. */
  subject: string;
  target?: string;
  /** Names of changed fields, never values. */
  fields: string[];
  reason?: string;
  /** Number of the sealed segment; absent until sealed. */
  segment?: number;
}
export const AuditEvents = defineModel<AuditEvent>('AuditEvent', {
  collection: 'auditevents',
  scope: 'mall',
  about: { subject: 'case', readers: 'subject', keep: 'for good, without names once the subject is erased' },
  fields: {
    at: date('when'),
    actor: text('who'),
    role: text('as what'),
    command: text('what was done'),
    subject: text('to whom it shows on My record'),
    target: maybeText('to what'),
    fields: texts('which fields changed'),
    reason: maybeText('id of the reason given'),
    segment: maybeNumber('which seal covers it', { readers: 'operator' }),
  },
  indexes: [
    [{ subject: 1, at: -1 }],
    [{ segment: 1, _id: 1 }],
  ],
});

export interface AuditSegment extends InMall {
  number: number;
  rows: number;
  /** SHA-256, hex: over the segment's rows in order of id, and over the previous segment's hash. */
  hash: string;
  previous: string;
  sealedAt: Date;
}
export const AuditSegments = defineModel<AuditSegment>('AuditSegment', {
  collection: 'auditsegments',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'for good' },
  fields: {
    number: number('its order'),
    rows: number('how many rows it covers'),
    hash: text('proves that nothing was changed'),
    previous: text('chains the segments'),
    sealedAt: date('when'),
  },
  indexes: [[{ number: 1 }, { unique: true }]],
});

export interface AccessEvent extends InMall {
  /** Whose record was looked at: `shop:<id>` or `account:<id>`. */
  subject: string;
  viewer: string;
  role: string;
  purpose: string;
  /** Day in the mall's zone. */
  day: string;
  at: Date;
}
export const AccessEvents = defineModel<AccessEvent>('AccessEvent', {
  collection: 'accessevents',
  scope: 'mall',
  about: { subject: 'case', readers: 'subject', keep: '12 months' },
  fields: {
    subject: text('whose record'),
    viewer: text('who looked'),
    role: text('as what'),
    purpose: text('what for'),
    day: text('one row a day'),
    at: date('when first that day'),
  },
  indexes: [
    [{ subject: 1, viewer: 1, purpose: 1, day: 1 }, { unique: true }],
    [{ subject: 1, at: -1 }],
    [{ at: 1 }],
  ],
});
