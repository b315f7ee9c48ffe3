import { date, defineModel, maybeDate, maybeText, oneOf, type Stored, text, texts } from './define-model.server.ts';

export type InvitedAs = 'owner' | 'staff' | 'officer' | 'volunteer' | 'partner' | 'official';
export interface Invitation extends Stored {
  as: InvitedAs;
  mall?: string;
  merchant?: string;
  partner?: string;
  office?: string;
  /** Eight digits, printed: names the slip to whoever wakes or confirms it, and opens nothing. */
  number: string;
  /** HMAC of the code on the paper, which is known to nobody else. */
  codeHash: string;
  by: string;
  wokenAt?: Date;
  wokenBy?: string;
  /** Grids of the volunteer who woke it, as they were then: whoever confirms has none of them. */
  wokenGrids: string[];
  usedAt?: Date;
  usedBy?: string;
  confirmedAt?: Date;
  endedAt?: Date;
  expiresAt: Date;
}

/** A slip of paper that makes one account a member. Across malls: it is looked up by its code before anybody is known. */
export const Invitations = defineModel<Invitation>('Invitation', {
  collection: 'invitations',
  scope: 'installation',
  about: { subject: 'shop', readers: 'officers', keep: '30 days after it was made, or after it was used' },
  fields: {
    as: oneOf(['owner', 'staff', 'officer', 'volunteer', 'partner', 'official'], 'what its account becomes'),
    mall: maybeText('in which mall'),
    merchant: maybeText('for which shop'),
    partner: maybeText('for which partner'),
    office: maybeText('for which office', { subject: 'none' }),
    number: text('printed large: names the slip at the counter', { readers: 'grid' }),
    codeHash: text('proves the paper', { readers: 'nobody' }),
    by: text('who made it', { subject: 'account' }),
    wokenAt: maybeDate('ten minutes begin'),
    wokenBy: maybeText('who stood at the counter: somebody else has to confirm', { subject: 'account' }),
    wokenGrids: texts('whoever confirms has no grid in common with her', { subject: 'account', readers: 'nobody' }),
    usedAt: maybeDate('a slip opens once'),
    usedBy: maybeText('the account that came of it', { subject: 'account' }),
    confirmedAt: maybeDate('somebody else confirmed it'),
    endedAt: maybeDate('taken back, or a newer one was made'),
    expiresAt: date('when it is deleted'),
  },
  indexes: [
    [{ codeHash: 1 }, { unique: true }],
    [{ number: 1 }, { unique: true }],
    [{ mall: 1, merchant: 1 }],
    [{ usedBy: 1 }],
    [{ expiresAt: 1 }, { expireAfterSeconds: 0 }],
  ],
});
