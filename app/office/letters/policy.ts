import { type Actor, confirmedShopsIn, officesOf } from '#app/platform/actor.ts';

export const COUNCIL = 'council';
export const boxOfOffice = (office: string): string => `office:${office}`;

/** Letter boxes that the actor opens: her offices', and the council's where she sits on it. */
export function boxesOf(actor: Actor, mall: string): string[] {
  const council = actor.memberships.some((m) => m.kind === 'officer' && m.mall === mall && m.post === 'council');
  return [...officesOf(actor).map(boxOfOffice), ...(council ? [COUNCIL] : [])];
}

interface Addressed {
  mall: string;
  box: string;
  asker: string;
}

/** Reads and answers it: whoever opens its box, never her own. */
export function canAnswer(actor: Actor, { mall, box, asker }: Addressed): boolean {
  return asker !== actor.account && boxesOf(actor, mall).includes(box);
}

export const isOwn = (actor: Actor, { asker }: Pick<Addressed, 'asker'>): boolean => asker === actor.account;

/** What she may sign with: nothing, her name, or a shop that somebody has confirmed as hers. */
export function canSign(actor: Actor, mall: string, signed: string): boolean {
  return signed === 'nobody' || signed === 'name' || confirmedShopsIn(actor, mall).includes(signed);
}
