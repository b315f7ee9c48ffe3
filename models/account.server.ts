import { date, defineModel, flag, type InMall, maybeDate, maybeNumber, maybeText, oneOf, plain, type Stored, text, texts } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export interface Account extends Stored {
  /** Lower-cased, trimmed: what signs in. */
  userName: string;
  /** How the person is called, per script. */
  names: Localized;
  /** scrypt, PHC-like string; see platform/passwords. */
  passwordHash?: string;
  /** TOTP secret, encrypted with the installation's key. */
  secondFactor?: string;
  /** Last 30-second step whose code was used: a code opens one session only. */
  usedStep?: number;
  language?: string;
  /** Content languages this person offered to translate between. */
  translates: string[];
  status: 'active' | 'stopped';
  demo: boolean;
}
export const Accounts = defineModel<Account>('Account', {
  collection: 'accounts',
  scope: 'installation',
  remembered: true,
  about: { subject: 'account', readers: 'subject', keep: 'until the account is erased' },
  fields: {
    userName: text('signs in'),
    names: plain('who acted', { readers: 'mall' }),
    passwordHash: maybeText('proves the person', { readers: 'nobody' }),
    secondFactor: maybeText('proves the person', { readers: 'nobody' }),
    usedStep: maybeNumber('a code opens one session only', { readers: 'nobody' }),
    language: maybeText('chooses the words on the screen; nothing is counted or listed by it'),
    translates: texts('offers to translate', { readers: 'grid' }),
    status: oneOf(['active', 'stopped'], 'whether it may sign in', { readers: 'operator' }),
    demo: flag('made by the demonstration', { readers: 'operator' }),
  },
  indexes: [[{ userName: 1 }, { unique: true }]],
});

export interface MembershipRow extends Stored {
  account: string;
  kind: 'owner' | 'staff' | 'officer' | 'partner' | 'official' | 'operator';
  mall?: string;
  merchant?: string;
  office?: string;
  partner?: string;
  post?: 'council' | 'secretary' | 'lead';
  from: Date;
  to?: Date;
  /** Of owners and staff: a member of the shop or a second, unrelated volunteer said that it is theirs. Until then nothing written before is shown. */
  confirmedAt?: Date;
}
/** What an account may act as, other than grid roles. Across malls: an operator's and an official's have none. */
export const Memberships = defineModel<MembershipRow>('Membership', {
  collection: 'memberships',
  scope: 'installation',
  about: { subject: 'account', readers: 'officers', keep: 'until the account is erased' },
  fields: {
    account: text('who'),
    kind: oneOf(['owner', 'staff', 'officer', 'partner', 'official', 'operator'], 'as what'),
    mall: maybeText('in which mall'),
    merchant: maybeText('for which shop'),
    office: maybeText('for which office', { readers: 'everyone' }),
    partner: maybeText('for which partner'),
    post: maybeText('which post', { readers: 'everyone' }),
    from: date('since when'),
    to: maybeDate('until when'),
    confirmedAt: maybeDate('somebody else confirmed that the shop is theirs: only then its record opens'),
  },
  indexes: [
    [{ account: 1, to: 1 }],
    [{ mall: 1, kind: 1, merchant: 1 }],
    [{ office: 1 }],
  ],
});

export interface RoleTerm extends InMall {
  account: string;
  grid: string;
  role: 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor';
  from: Date;
  to: Date;
  /** Account that appointed, or `shops` when the grid's shops chose. Public. */
  appointedBy: string;
  /** Number shown to the grid's shops, only if the volunteer chose so. Id of an encrypted text. */
  phone?: string;
}
export const RoleTerms = defineModel<RoleTerm>('RoleTerm', {
  collection: 'roleterms',
  scope: 'mall',
  about: { subject: 'account', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    account: text('who'),
    grid: text('looks after which corner'),
    role: oneOf(['leader', 'manager', 'assistant', 'information', 'supervisor'], 'in which role'),
    from: date('since when'),
    to: date('term ends'),
    appointedBy: text('who appointed'),
    phone: maybeText('how to reach them, if they chose so', { readers: 'grid' }),
  },
  indexes: [
    [{ account: 1, to: 1 }],
    [{ grid: 1, role: 1, to: 1 }],
  ],
});
