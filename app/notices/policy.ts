import { type Actor, gridRolesIn, isOfficer, isVolunteer, officesOf } from '#app/platform/actor.ts';
import { isHeld, isUnsent, type NoticeClass, type NoticeState } from './rules.ts';

export interface Parts {
  levels: string[];
  grids: string[];
  trades: string[];
  roles: string[];
  programs: string[];
}
export type Places = { kind: 'mall' } | ({ kind: 'places' } & Parts);

/** As what a notice is sent; the reader sees it beside the name. */
export type Sender = 'officer' | 'lead' | 'leader' | 'office';

/** Grids that the actor may write to as their leader. */
export function gridsLed(actor: Actor, mall: string): string[] {
  return gridRolesIn(actor, mall).flatMap(({ grid, role }) => (role === 'leader' ? [grid] : []));
}

/** Council and secretary speak for the association; a program's lead has her program only. */
export function speaksForMall(actor: Actor, mall: string): boolean {
  return actor.memberships.some((held) => held.kind === 'officer' && held.mall === mall && held.post !== 'lead');
}

interface Wanted {
  class: NoticeClass;
  to: Places;
}

const only = (part: keyof Parts, to: Places): to is { kind: 'places' } & Parts =>
  to.kind === 'places' && to[part].length > 0 && (['levels', 'grids', 'trades', 'roles', 'programs'] as const).every((one) => one === part || to[one].length === 0);

/**
 * As what the actor may send this, the one place that decides it: council and secretary anything to anybody of the mall, a lead
 * information to the participants of programs, a leader information to her own grids. Null: not hers to send.
 */
export function senderOf(actor: Actor, mall: string, { class: kind, to }: Wanted): Sender | null {
  if (kind === 'personal') return null;
  if (speaksForMall(actor, mall)) return 'officer';
  if (kind !== 'information') return null;
  if (isOfficer(actor, mall) && only('programs', to)) return 'lead';
  const led = gridsLed(actor, mall);
  return only('grids', to) && to.grids.every((grid) => led.includes(grid)) ? 'leader' : null;
}

/** An office over the mall to the whole mall, information only. @param officesOver the mall's office and every one above it */
export function senderOfOffice(actor: Actor, officesOver: readonly string[], { class: kind, to }: Wanted): Sender | null {
  return kind === 'information' && to.kind === 'mall' && officesOf(actor).some((office) => officesOver.includes(office)) ? 'office' : null;
}

export function canSend(actor: Actor, mall: string, wanted: Wanted): boolean {
  return senderOf(actor, mall, wanted) !== null;
}

/** Must-acknowledge and emergency: council and secretary. */
export function canAskForAcknowledgement(actor: Actor, mall: string): boolean {
  return speaksForMall(actor, mall);
}

interface SentNotice {
  mall: string;
  class: NoticeClass;
  author: string;
  role?: string;
}

/** Sums: whoever sent it, and the association for its mall. What the house tells single people is nobody else's matter. */
export function canFollow(actor: Actor, notice: SentNotice): boolean {
  return notice.class !== 'personal' && (notice.author === actor.account || isOfficer(actor, notice.mall));
}

/** Taking back and correcting: whoever sent it, and the association unless it came from the office. */
export function canChange(actor: Actor, notice: SentNotice): boolean {
  return notice.class !== 'personal' && notice.author !== 'house' && (notice.author === actor.account || (notice.role !== 'office' && isOfficer(actor, notice.mall)));
}

/** A ready card for a chat outside the house: volunteers and officers, while the notice holds. */
export function canForward(actor: Actor, notice: { mall: string; class: NoticeClass; state: NoticeState; expiresAt?: Date }, now: Date): boolean {
  return notice.class !== 'personal' && !isUnsent(notice.state) && isHeld(notice, now) && (isVolunteer(actor, notice.mall) || isOfficer(actor, notice.mall));
}

/** The second of two: one who could have sent it herself, and didn't. */
export function canSecond(actor: Actor, notice: SentNotice & { state: NoticeState }): boolean {
  return notice.state === 'proposed' && notice.author !== actor.account && speaksForMall(actor, notice.mall);
}
