import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type Act, actOnRequest } from '#app/requests/acting.server.ts';
import type { PassedOnAct } from './schema.ts';

function actOf(input: PassedOnAct): Act {
  if (input.act === 'take-on') return { command: { type: 'officeTakesOn' }, turn: input.turn };
  if (input.act === 'hand-back') return { command: { type: 'officeHandsBack' }, words: { language: input.language, words: input.reason }, turn: input.turn };
  return { command: { type: 'officeAnswers', outcome: input.outcome }, words: { language: input.language, words: input.words }, turn: input.turn };
}

/** An official takes on, answers or hands back what was passed to her office. @throws {Refusal}, or a 404 Response */
export async function actOnPassedOn(by: { actor: Actor; mall: KnownMall; now: Date }, number: string, input: PassedOnAct): Promise<void> {
  await actOnRequest(by, number, actOf(input));
}
