import type { Actor } from '#app/platform/actor.ts';
import type { ReadyFile } from '#app/platform/files.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { getRequestDetail } from '#app/requests/detail.server.ts';
import type { RequestCommand } from '#app/requests/engine/commands.ts';
import type { MadeMall } from './mall.ts';

/** Wednesday morning in Urumqi. */
export const NOW = new Date('2026-03-11T05:00:00Z');
export const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3600_000);
export const zh = (words: string) => ({ language: 'zh', words });

/** What tests of requests do in the mall that is made for each of them; `hours` count from `NOW`. */
export function actsIn(made: () => MadeMall) {
  const doing = (actor: Actor, hours: number) => ({ mall: made().mall, actor, now: later(hours) });
  const act = (actor: Actor, number: string, command: RequestCommand, hours: number, words?: string, files?: ReadyFile[]) =>
    actOnRequest(doing(actor, hours), number, { command, words: words ? zh(words) : undefined, files });
  const seen = (actor: Actor, number: string, hours = 5) => getRequestDetail(actor, made().mall, number, later(hours));
  return { doing, act, seen };
}

const thrownBy = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'allowed', (thrown: unknown) => thrown);

/** Key of the refusal, status of an answer, or `allowed`. */
export async function refusalOf(promise: Promise<unknown>): Promise<string | number> {
  const error = await thrownBy(promise);
  if (error instanceof Refusal) return error.reason.key;
  return error instanceof Response ? error.status : String(error);
}

/** Field and key of the refusal, status of an answer, or `allowed`. */
export async function refusedAt(promise: Promise<unknown>): Promise<unknown> {
  const error = await thrownBy(promise);
  if (error instanceof Refusal) return [error.field, error.reason.key];
  return error instanceof Response ? error.status : error;
}
