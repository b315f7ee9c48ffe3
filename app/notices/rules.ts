import { idAt } from '#app/platform/id-at.ts';

/** Sentences that the house itself sends to single people; each has its `template.<name>` in the room's words. */
export const NOTICE_TEMPLATES = [
  'visit-recorded',
  'visit-corrected',
  'visit-contested',
  'visit-confirmed',
  'visit-chosen',
  'need-draft',
  'sheet-waiting',
  'held-waiting',
  'held-taken',
  'held-declined',
  'tally-recounted',
  'hand-asked',
  'promise-handed',
  'promise-yours',
  'promise-due',
  'promise-open',
  'promise-kept',
  'promise-not-kept',
  'request-received',
  'request-taken-on',
  'request-assigned',
  'request-message',
  'request-question',
  'request-handed-up',
  'request-sent-back',
  'request-answer-demanded',
  'request-signed',
  'meeting-proposed',
  'meeting-agreed',
  'meeting-declined',
  'meeting-called-off',
  'review-asked',
  'review-opened',
  'review-late',
  'review-ended',
  'request-done-confirm',
  'request-closed',
  'request-closed-second',
  'request-closed-without-answer',
  'request-reopened',
  'request-withdrawn',
  'request-passed-on',
  'request-clock-half',
  'request-clock-soon',
  'request-clock-late',
  'part-given',
  'part-given-out',
  'part-accepted',
  'part-declined',
  'part-done',
  'part-said',
  'part-taken-back',
  'part-late',
  'part-left',
  'translation-wanted',
  'translation-ready',
  'member-joined',
  'member-confirmed',
  'member-ended',
  'recovery-begun',
  'shop-handed-over',
  'role-proposed',
  'role-deputy-asked',
  'role-accepted',
  'role-declined',
  'role-taken-back',
  'role-ending',
  'role-ended',
  'role-ended-early',
  'role-handed-over',
  'request-moved',
  'about-us-told',
  'sides-agreed',
  'sides-declined',
  'sides-ended',
  'sides-confirmed',
  'noticed-inside',
  'noticed-danger',
  'noticed-given-on',
  'grids-planned',
  'grids-in-effect',
  'grids-cancelled',
  'booking-moved-up',
  'booking-tomorrow',
  'booking-called-off',
  'question-shown',
  'notice-second',
  'letter-received',
  'letter-answered',
  'help-plan-offered',
  'incident-opened',
  'incident-offered',
  'incident-handed',
  'incident-over',
] as const;
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number];

/** How long a notice matters when nobody says otherwise. */
export const NOTICE_DAYS = 30;

const DAY = 24 * 3600_000;
export const expiryOf = (sentAt: Date): Date => new Date(sentAt.getTime() + NOTICE_DAYS * DAY);

/** Must-acknowledge says one of these and nothing else, but for a day, two times and one added sentence. */
export const FIXED_TEMPLATES = ['recall', 'water', 'fire', 'building'] as const;
export type FixedTemplate = (typeof FIXED_TEMPLATES)[number];

/** An emergency says one of these, with one added sentence at most: there is no time to write, nor to translate. */
export const EMERGENCIES = ['fire', 'gas', 'flood', 'building'] as const;
export type Emergency = (typeof EMERGENCIES)[number];

export type NoticeClass = 'information' | 'must-acknowledge' | 'emergency' | 'personal';
export type NoticeState = 'proposed' | 'scheduled' | 'queued' | 'sending' | 'sent' | 'withdrawn';

/** Its "Got it" is waited for. */
export const asksFor = (kind: NoticeClass): boolean => kind === 'must-acknowledge' || kind === 'emergency';

/** A drill and every emergency but a fire need a second person: both empty the building, and a fire doesn't wait. */
export function needsSecond(kind: NoticeClass, said: FixedTemplate | Emergency | undefined): boolean {
  return kind === 'emergency' ? said !== 'fire' : kind === 'must-acknowledge' && said === 'fire';
}

/** Outside the house the title goes only of what is for the whole mall or grids (RIGHTS.md, "What leaves the house"). */
export const carriesTitle = (kind: NoticeClass, audience: { kind: string }): boolean => kind !== 'personal' && (audience.kind === 'mall' || audience.kind === 'grids');

/** How long after it went out a must-acknowledge is walked to the shops that are left; an emergency at once. In ms. */
const WALKED_AFTER = 2 * 3600_000;

/** Volunteers go and tell in person; before this, everybody has had time to see it by herself. */
export function isWalked({ class: kind, state, sentAt, expiresAt }: { class: NoticeClass; state: string; sentAt: Date; expiresAt?: Date }, now: Date): boolean {
  const from = kind === 'emergency' ? sentAt : new Date(sentAt.getTime() + WALKED_AFTER);
  return asksFor(kind) && (state === 'sent' || state === 'sending') && from <= now && !(expiresAt && expiresAt <= now);
}

/** It goes to nobody yet. */
export const isUnsent = (state: NoticeState): boolean => state === 'proposed' || state === 'scheduled';

/** Longest a notice may hold, and be planned ahead, in days. */
export const MOST_DAYS = 90;

/** Both in time for each other: it goes out before it is over, and neither lies further ahead than {@link MOST_DAYS}. */
export function isTimely({ sentAt, expiresAt }: { sentAt: Date; expiresAt: Date }, now: Date): boolean {
  return sentAt < expiresAt && expiresAt.getTime() - now.getTime() <= 2 * MOST_DAYS * DAY && sentAt.getTime() - now.getTime() <= MOST_DAYS * DAY;
}
export type DeliveryState = 'queued' | 'sent' | 'delivered' | 'acknowledged';

/** Kept of a delivery after its notice has expired, in ms (RIGHTS.md, "Keeping"). */
export const KEPT_AFTER_EXPIRY = 7 * DAY;

/** Deliveries written in one transaction. */
export const BATCH = 150;

/** Longest a transaction may take from its order to its commit, in ms: replay begins so much before what the device knows. */
const OVERLAP = 120_000;

/** The smallest UUIDv7 of the moment that lies {@link OVERLAP} before this one's. */
export function replayFrom(order: string): string {
  return idAt(Number.parseInt(order.replaceAll('-', '').slice(0, 12), 16) - OVERLAP);
}

interface Received {
  asks: boolean;
  state: DeliveryState;
  order: string;
}

/** New on this device: later than what its list last showed; on a device that has shown none, whatever hasn't reached any yet. */
export function isFresh({ state, order }: Pick<Received, 'state' | 'order'>, seen: string | undefined): boolean {
  if (state === 'acknowledged') return false;
  return seen ? order > seen : state === 'queued' || state === 'sent';
}

/** Neither withdrawn nor over. */
export function isHeld(notice: { state: string; expiresAt?: Date }, now: Date): boolean {
  return notice.state !== 'withdrawn' && !(notice.expiresAt && notice.expiresAt <= now);
}

/** It is the reader's turn: an acknowledgement is asked for, not given, and the notice still holds. */
export function isWaiting({ asks, state }: Pick<Received, 'asks' | 'state'>, notice: { state: string; expiresAt?: Date }, now: Date): boolean {
  return asks && state !== 'acknowledged' && isHeld(notice, now);
}

export interface Sums {
  accounts: number;
  sent: number;
  delivered: number;
  acknowledged: number;
}

/** What the sender sees: each includes what is further on, so that the figures only rise. */
export function sumsOf(accounts: number, by: Record<DeliveryState, number>): Sums {
  const acknowledged = by.acknowledged;
  const delivered = by.delivered + acknowledged;
  return { accounts, sent: by.sent + delivered, delivered, acknowledged };
}
