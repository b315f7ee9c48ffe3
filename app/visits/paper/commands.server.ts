import { randomInt, randomUUID } from 'node:crypto';
import { Rounds } from '#models/visit.server.ts';
import { type WalkingSheet, WalkingSheets } from '#models/walking-sheet.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { type Reason, Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, writeText } from '#app/platform/texts.server.ts';
import { cutToDay } from '../days.ts';
import { readGround, stopsOf } from '../ground.server.ts';
import { findOpenRound, withRetry } from '../offering.server.ts';
import { visitingGridsIn, visitingRole } from '../policy.ts';
import { recordVisits } from '../recording.server.ts';
import { needsOf } from '../rounds/needs.ts';
import type { ComingVisit } from '../recording-rules.ts';
import type { Doing } from '../visitable.server.ts';
import { getOwnSheet, linesOf, type SheetLine, typedOf } from './queries.server.ts';
import { readLine } from './reading.server.ts';

/** Shops of one sheet: two sides of A4, and no more than one transaction takes. */
export const MOST_LINES = 60;

/** Every sheet's list is sealed to this length: how many shops were on it would count who wasn't. */
const LENGTH = 6_144;

function head({ mall, actor, now }: Doing, name: string, target: string) {
  const role = visitingRole(actor, mall._id, visitingGridsIn(actor, mall._id)[0] ?? '') ?? 'volunteer';
  return { name, mall: mall._id, actor, role, subject: `account:${actor.account}`, target, now };
}

/**
 * The rest of her own part of today's walk on a numbered sheet. As long as one of today is about, it is that one: pressed twice
 * or in two tabs, there is one paper. @returns its id
 */
export async function printSheet(doing: Doing): Promise<string> {
  const { mall, actor, now } = doing;
  const round = await findOpenRound(mall._id);
  if (!round) throw new Refusal('visits:refused.no-round');
  const stops = stopsOf(await readGround(doing, round), actor.account).slice(0, MOST_LINES);
  if (stops.length === 0) throw new Refusal('visits:refused.nothing-to-print');
  const lines = stops.map(({ merchant }): SheetLine => ({ merchant, client: randomUUID() }));
  const words = JSON.stringify(lines).padEnd(LENGTH, ' ');
  const of = { mall: mall._id, account: actor.account, day: dayIn(now, mall.zone) };
  return withRetry(async () => {
    const made = await WalkingSheets.find(of, { state: 1 }).lean();
    const out = made.find(({ state }) => state === 'out');
    if (out) return out._id;
    const id = newId();
    await runCommand(head(doing, 'visit:print-sheet', id), async (tx) => {
      const self = `account:${actor.account}`;
      const sealed = await writeText(tx, { language: 'und', words, author: actor.account, subject: self, readers: [self], confidential: true });
      const number = String(randomInt(1_000_000)).padStart(6, '0');
      await WalkingSheets.create([{ _id: id, ...of, round: round._id, turn: made.length, number, state: 'out', lines: sealed }], { session: tx.session });
      tx.changed('number');
    });
    return id;
  });
}

/**
 * Types in what was written on a sheet, line by line, in the way of every visit (`recordVisits`): each line by itself, each once
 * however often it comes. A line that has arrived with another result is left as it is, and said.
 * @returns reasons by field, e.g. `outcome-3`; without any, all of it is stored
 */
export async function typeIn(doing: Doing, id: string, values: Record<string, string>, language: string): Promise<Record<string, Reason>> {
  const sheet = await getOwnSheet(doing, id);
  if (sheet.state === 'shredded') return { form: { key: 'visits:refused.sheet-shredded' } };
  const lines = await linesOf(doing, sheet);
  const typed = await typedOf(doing, sheet, lines);
  const round = await Rounds.findOne({ mall: doing.mall._id, _id: sheet.round }, { asks: 1, needs: 1 }).lean();
  const form = { asks: round?.asks?.questions ?? [], needs: needsOf(round ?? {}) };
  const errors: Record<string, Reason> = {};
  const coming: { at: number; visit: ComingVisit }[] = [];
  for (const [at, { merchant, client }] of lines.entries()) {
    const read = readLine(values, at, { clientId: client, language, ...form });
    if (!read) continue;
    const before = typed.get(client);
    if ('errors' in read) Object.assign(errors, read.errors);
    else if (before && before !== read.input.outcome) errors[`outcome-${at}`] = { key: 'visits:refused.sent-otherwise' };
    else coming.push({ at, visit: comingFrom(sheet, merchant, read) });
  }
  const done = await recordVisits(doing, coming.map(({ visit }) => visit));
  for (const [place, became] of done.entries()) {
    const at = coming[place]?.at ?? 0;
    if (became.state === 'refused') errors[became.field === 'form' ? `outcome-${at}` : `${became.field.replace(/-\d+$/, '')}-${at}`] = became.reason;
    else if (became.state === 'unknown') errors[`outcome-${at}`] = { key: 'visits:refused.not-yours' };
    else if (became.state === 'conflict') errors[`outcome-${at}`] = { key: 'visits:refused.sent-otherwise' };
  }
  if (Object.keys(errors).length === 0 && coming.length === 0) return { form: { key: 'visits:refused.nothing-typed' } };
  return errors;
}

/** The day is the paper's and the half is told; which minute it was nobody knows. */
function comingFrom({ round, day }: WalkingSheet, merchant: string, { input, half }: { input: ComingVisit['input']; half: 'am' | 'pm' }): ComingVisit {
  return { merchant, input, round, at: cutToDay(day), onPaper: { day, half } };
}

/** The paper is gone: what was on it goes with it. Twice is once. */
export async function shredSheet(doing: Doing, id: string): Promise<void> {
  const sheet = await getOwnSheet(doing, id);
  if (sheet.state === 'shredded') return;
  await runCommand(head(doing, 'visit:shred-sheet', id), async (tx) => {
    const shredded = { $set: { state: 'shredded' as const, shreddedAt: doing.now }, $unset: { lines: 1 as const } };
    const { matchedCount } = await WalkingSheets.updateOne({ mall: tx.mall, _id: id, state: 'out' }, shredded, { session: tx.session });
    if (matchedCount === 0) return;
    await eraseTexts(tx, sheet.lines ? [sheet.lines] : []);
    tx.changed('state');
  });
}
