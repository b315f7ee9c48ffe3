import type { Actor } from './actor.ts';
import { RECOVERED_LATELY, recoveredLately } from './proof.ts';
import { Refusal } from './refusal.ts';

/** @throws {Refusal} `form.recovered-lately` with the hours that are left; RIGHTS.md, "Accounts" */
export function refuseRecoveredLately(actor: Actor, now: Date): void {
  if (!recoveredLately(actor, now) || !actor.recoveredAt) return;
  const hours = Math.ceil((actor.recoveredAt.getTime() + RECOVERED_LATELY - now.getTime()) / 3600_000);
  throw new Refusal({ key: 'form.recovered-lately', params: { count: hours } });
}
