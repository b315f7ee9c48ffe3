import { RequestParts } from '#models/request-part.server.ts';
import { Requests } from '#models/request.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { gridRolesIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { ReadyFile } from '#app/platform/files.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actAs, type Act, actOnRequest } from '../acting.server.ts';
import { getCase, type OpenCase } from '../case.server.ts';
import type { Doing } from '../commands.server.ts';
import type { RequestCommand } from '../engine/commands.ts';
import type { ActorFacts } from '../engine/ladder.ts';
import type { Part } from '../engine/parts.ts';
import { factsFor } from '../people.server.ts';
import { holdsPart } from '../policy.ts';
import type { Words } from '../words.server.ts';
import { minutesADay } from '../working-time.ts';
import { holderOf } from './holders.server.ts';
import { limitMinutes } from './limits.ts';
import type { PartsAct, TaskAct } from './schema.ts';

/** A part as its holder comes to it. @throws a 404 Response for everybody else */
export async function getHeldPart({ mall, actor, now }: Doing, id: string): Promise<{ found: OpenCase; facts: ActorFacts; part: Part }> {
  const row = await RequestParts.findOne({ mall: mall._id, _id: id }, { number: 1 }).lean();
  const found = row && (await getCase(mall._id, row.number));
  const part = found?.state.parts.find((one) => one.id === id);
  if (!found || !part) throw notFound();
  const facts = await factsFor(actor, mall._id, found.state, now);
  if (!holdsPart(facts, found.state, part)) throw notFound();
  return { found, facts, part };
}

/** As what somebody answers: her role in the grid that has it, a partner, or a lead. */
function capacityOf({ actor, mall }: Doing, { holder }: Part): string {
  if (holder.kind === 'partner') return 'partner';
  if (holder.kind === 'program') return 'lead';
  return gridRolesIn(actor, mall._id).find(({ grid, role }) => grid === holder.grid && role !== 'supervisor')?.role ?? 'assistant';
}

const ANSWERS = { accept: 'acceptPart', decline: 'declinePart', done: 'donePart', say: 'sayOnPart' } as const satisfies Record<TaskAct['intent'], RequestCommand['type']>;

/** What the holder of a part does with it. @throws a 404 Response for everybody else, {@link Refusal} with a translated reason */
export async function answerPart(doing: Doing, id: string, intent: TaskAct['intent'], words: Words | undefined, files: ReadyFile[] = []): Promise<void> {
  const { found, facts, part } = await getHeldPart(doing, id);
  const act: Act = { command: { type: ANSWERS[intent], part: id }, words, files };
  await actAs(facts, doing.mall, found, act, doing.now, capacityOf(doing, part));
}

const PAPER = { 'paper-accept': 'acceptPart', 'paper-done': 'donePart', 'paper-decline': 'declinePart' } as const;

/** What whoever has the request does with its parts; a slip is made by `makeSlip`. @throws {Refusal} with a translated reason */
export async function actOnParts(doing: Doing, number: string, input: Exclude<PartsAct, { intent: 'slip' }>, words: Words | undefined, files: ReadyFile[] = []): Promise<void> {
  await actOnRequest(doing, number, { command: await commandOf(doing, number, input), words, files });
}

async function commandOf({ mall, now }: Doing, number: string, input: Exclude<PartsAct, { intent: 'slip' }>): Promise<RequestCommand> {
  if (input.intent === 'say') return { type: 'sayOnPart', part: input.part };
  if (input.intent === 'take-back') return { type: 'takeBackPart', part: input.part };
  if (input.intent !== 'give') return { type: PAPER[input.intent], part: input.part, paper: true };
  const row = await Requests.findOne({ mall: mall._id, number }, { grid: 1 }).lean();
  const to = holderOf(input.to, row?.grid);
  if (!to) throw new Refusal('requests:refusal.no-such-holder', 'to');
  return { type: 'givePart', part: newId(), to, minutes: limitMinutes(input.limit, minutesADay(mall, dayIn(now, mall.zone))), evidence: input.evidence };
}
