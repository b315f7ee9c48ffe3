import { date, defineModel, flag, type InMall, maybeDate, maybeNumber, maybeOneOf, maybePlain, maybeText, oneOf, plain, type Stored, text, texts } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

/** Codes that somebody types from paper: hashed slowly, with one salt for the set; see platform/lookup-codes. */
export interface StoredCodes {
  salt: string;
  hashes: string[];
}

/** A public key on somebody's phone or stick. Nothing about the device itself. */
export interface Passkey {
  /** The credential's own id, base64url. */
  id: string;
  /** COSE, base64url. */
  key: string;
  /** Rises with every use, where the device counts: a copy gives itself away. */
  counter: number;
  madeAt: Date;
  usedAt?: Date;
}

/** A phone on which this account's PIN opens. Nothing about the device itself. */
export interface RememberedPhone {
  /** Keyed hash of the secret in the phone's cookie. */
  id: string;
  /** scrypt over PIN and that secret: whoever has the database alone can't try PINs. */
  pin: string;
  /** Her second factor as a volunteer: without it, or something stronger, a password opens nothing. */
  factor: boolean;
  /** Several people use it: it locks after two minutes. */
  shared: boolean;
  /** Family only, e.g. `Chrome`. */
  browser?: string;
  /** Wrong PINs one after another; after ten the phone is forgotten. */
  misses: number;
  madeAt: Date;
  usedAt?: Date;
  expiresAt: Date;
}

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
  /** Ten codes for a day without the phone; each is taken out when it is used. */
  recoveryCodes?: StoredCodes;
  passkeys?: Passkey[];
  phones?: RememberedPhone[];
  /** The code on the card that was printed at the first sign-in. */
  recoveryCard?: StoredCodes;
  /** Keyed hash of the number on her shop card: it says who comes, where a phone of hers remembers her. */
  shopCard?: string;
  /** The card is offered by itself once. */
  cardOffered: boolean;
  /** When the secrets were recovered: not everything opens for 72 hours. */
  recoveredAt?: Date;
  language?: string;
  /** Content languages this person offered to translate between. */
  translates: string[];
  /** Counted up by {@link meetOn} before the account is given something. */
  meetings?: number;
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
    recoveryCodes: maybePlain('for a day without the phone', { readers: 'nobody' }),
    passkeys: maybePlain('prove the person', { readers: 'nobody' }),
    phones: maybePlain('a PIN opens on them', { readers: 'nobody', keep: '90 days' }),
    recoveryCard: maybePlain('a way back in from paper', { readers: 'nobody' }),
    shopCard: maybeText('says who comes, beside a PIN', { readers: 'nobody' }),
    cardOffered: flag('the card is offered by itself once', { readers: 'nobody' }),
    recoveredAt: maybeDate('not everything opens for 72 hours'),
    language: maybeText('chooses the words on the screen; nothing is counted or listed by it'),
    translates: texts('offers to translate', { readers: 'grid' }),
    meetings: maybeNumber('of two appointments at once the later sees the earlier', { readers: 'nobody' }),
    status: oneOf(['active', 'stopped'], 'whether it may sign in', { readers: 'operator' }),
    demo: flag('made by the demonstration', { readers: 'operator' }),
  },
  indexes: [[{ userName: 1 }, { unique: true }], [{ 'passkeys.id': 1 }, { partialFilterExpression: { 'passkeys.id': { $exists: true } } }], [{ 'phones.id': 1 }, { partialFilterExpression: { 'phones.id': { $exists: true } } }], [{ shopCard: 1 }, { unique: true, partialFilterExpression: { shopCard: { $exists: true } } }]],
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
  /** Counted up before members of the shop change. */
  meetings?: number;
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
    meetings: maybeNumber('of two changes at once the later sees the earlier', { readers: 'nobody' }),
    to: maybeDate('until when'),
    confirmedAt: maybeDate('somebody else confirmed that the shop is theirs: only then its record opens'),
  },
  indexes: [
    [{ account: 1, to: 1 }],
    [{ mall: 1, kind: 1, merchant: 1 }],
    [{ mall: 1, merchant: 1, kind: 1 }],
    [{ office: 1 }],
  ],
});

/** What the grid's shops decided, as the minutes have it: never who said what. */
export interface ShopsChoice {
  /** Shops that took part. Shown to officers and the person, on no roster. */
  shops: number;
  /** Day of the choice, in the mall's zone. */
  on: string;
  /** Number of the minutes. */
  minutes: string;
}

/** What every term of the mall's volunteers has: it begins when the person has accepted, never before. */
export interface Term extends InMall {
  account: string;
  from: Date;
  to: Date;
  /** Account that appointed, or `shops` when the grid's shops chose. Public. */
  appointedBy: string;
  choice?: ShopsChoice;
  /** Term of the person she stands in for during an absence. */
  deputyOf?: string;
  /** Who ended it before its day. */
  endedBy?: 'self' | 'council';
  /** Id of the reason that the council gave to the person. */
  reason?: string;
  /** Account that took over, and the id of the note that went with it. */
  successor?: string;
  note?: string;
  /** The person was told that it ends within 30 days. */
  remindedAt?: Date;
  /** It is over, its person was told and her open work is with others. */
  settledAt?: Date;
}
const termFields = {
  account: text('who'),
  from: date('since when'),
  to: date('term ends'),
  appointedBy: text('who appointed'),
  choice: maybePlain('when the shops chose, in which minutes, and how many took part', { readers: 'officers' }),
  deputyOf: maybeText('for whom she stands in'),
  endedBy: maybeOneOf(['self', 'council'], 'who ended it before its day', { readers: 'officers' }),
  reason: maybeText('id of the reason given to the person', { readers: 'subject' }),
  successor: maybeText('who took the work over', { readers: 'grid' }),
  note: maybeText('id of the note to the successor', { readers: 'author and subject', keep: '30 days' }),
  remindedAt: maybeDate('the person is told once that it ends', { readers: 'nobody' }),
  settledAt: maybeDate('its end was carried out once', { readers: 'nobody' }),
};

export interface RoleTerm extends Term {
  grid: string;
  role: 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor';
}
export const RoleTerms = defineModel<RoleTerm>('RoleTerm', {
  collection: 'roleterms',
  scope: 'mall',
  remembered: true,
  about: { subject: 'account', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    ...termFields,
    grid: text('looks after which corner'),
    role: oneOf(['leader', 'manager', 'assistant', 'information', 'supervisor'], 'in which role'),
  },
  indexes: [
    [{ account: 1, to: 1 }],
    [{ grid: 1, role: 1, to: 1 }],
    [{ role: 1, to: 1 }],
    [{ successor: 1, updatedAt: 1 }],
    [{ to: 1 }],
  ],
  indexesAcrossMalls: [{ account: 1, to: 1 }],
});

export interface LevelTerm extends Term {
  level: string;
}
/** A level head looks after a level's grids: how far their round is and who is missing. She holds no grid's work by it. */
export const LevelTerms = defineModel<LevelTerm>('LevelTerm', {
  collection: 'levelterms',
  scope: 'mall',
  about: { subject: 'account', readers: 'mall', keep: 'as long as the mall' },
  fields: { ...termFields, level: text('looks after which level') },
  indexes: [[{ account: 1, to: 1 }], [{ level: 1, to: 1 }], [{ to: 1 }]],
  indexesAcrossMalls: [{ account: 1, to: 1 }],
});
