import { type Actor, gridRolesIn, isOfficer } from '#app/platform/actor.ts';
import type { NoticeClass } from './rules.ts';

export type Places = { kind: 'mall' } | { kind: 'places'; levels: string[]; grids: string[] };

/** Grids that the actor may write to as their leader. */
export function gridsLed(actor: Actor, mall: string): string[] {
  return gridRolesIn(actor, mall).flatMap(({ grid, role }) => (role === 'leader' ? [grid] : []));
}

/** Officers to the mall, its floors and grids; a leader to her own grids, information only. */
export function canSend(actor: Actor, mall: string, { class: kind, to }: { class: NoticeClass; to: Places }): boolean {
  if (isOfficer(actor, mall)) return true;
  if (kind !== 'information' || to.kind === 'mall' || to.levels.length > 0) return false;
  const led = gridsLed(actor, mall);
  return to.grids.length > 0 && to.grids.every((grid) => led.includes(grid));
}

export function canAskForAcknowledgement(actor: Actor, mall: string): boolean {
  return isOfficer(actor, mall);
}

interface SentNotice {
  mall: string;
  class: NoticeClass;
  author: string;
}

/** Sums and withdrawal: whoever sent it, and the association for its mall. What the house tells single people is nobody else's matter. */
export function canFollow(actor: Actor, notice: SentNotice): boolean {
  return notice.class !== 'personal' && (notice.author === actor.account || isOfficer(actor, notice.mall));
}
