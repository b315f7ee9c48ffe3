import { date, defineModel, flag, maybeDate, maybePlain, maybeText, type Stored, text } from './define-model.server.ts';

export interface SessionRow extends Stored {
  account: string;
  /** `mine`: idle limit of days; `shared`: minutes; `guest`: ends with the tab. */
  device: string;
  lastUsedAt: Date;
  expiresAt: Date;
  /** Family only, e.g. `Chrome`: to recognise one's own session. */
  browser?: string;
  /** Opened with a second factor or a passkey. */
  strong: boolean;
  /** When the person last showed everything that her account asks for. */
  provedAt?: Date;
  /** The remembered phone whose PIN opened it; ends with it. */
  phone?: string;
  /** On a shared phone: what opened by being asked again, and until when. */
  asked?: { what: string; until: Date };
  stoppedAt?: Date;
}
/** `_id` is the HMAC-SHA-256 of the token in the cookie: a stolen database opens no session. */
export const Sessions = defineModel<SessionRow>('Session', {
  collection: 'sessions',
  scope: 'installation',
  about: { subject: 'account', readers: 'subject', keep: 'until it ends' },
  fields: {
    account: text('whose it is'),
    device: text('how long it lasts'),
    lastUsedAt: date('idle limit, and shown to the person'),
    expiresAt: date('absolute limit'),
    browser: maybeText('to recognise one’s own session'),
    strong: flag('officers, officials and operators need a second factor', { readers: 'nobody' }),
    provedAt: maybeDate('what is delicate asks again after ten minutes', { readers: 'nobody' }),
    phone: maybeText('ends when its phone is forgotten', { readers: 'nobody' }),
    asked: maybePlain('what a shared phone asked for lately', { readers: 'nobody' }),
    stoppedAt: maybeDate('ended by its person or by a loss of rights'),
  },
  indexes: [[{ account: 1 }], [{ expiresAt: 1 }, { expireAfterSeconds: 0 }]],
});

