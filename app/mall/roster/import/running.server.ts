import { Memberships } from '#models/account.server.ts';
import { type ImportCounts, RosterImportParts, RosterImports } from '#models/roster-import.server.ts';
import { Grids } from '#models/plan.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { log } from '#app/platform/log.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { isPlanBusy } from '../../bringing/quiet.server.ts';
import type { Doing } from '../about-shop.server.ts';
import { noticeDoubles } from '../doubles/noticing.server.ts';
import { recountGrids } from '../grid-counts.server.ts';
import { canKeepRoster } from '../policy.ts';
import { applyRows, ASKED } from './apply.server.ts';
import { countActs, NO_COUNTS } from './checking.server.ts';
import { openRows, placeOf, sealRows } from './sealed-rows.server.ts';

/** Says yes to what was shown. Pressed twice, it runs once. @throws a 404 Response for an import that isn't here, {@link Refusal} while a plan is brought in */
export async function startImport({ mall, actor, now }: Doing, id: string, allowed: readonly string[]): Promise<void> {
  if (!canKeepRoster(actor, mall._id)) throw notFound();
  const state = (await RosterImports.findOne({ mall: mall._id, _id: id }, { state: 1 }).lean())?.state;
  if (!state || state === 'filling') throw notFound();
  if (state !== 'ready') return;
  await runCommand({ name: 'roster:import', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    if (await isPlanBusy(tx)) throw new Refusal('roster:refused.plan-busy');
    const $set = { state: 'running' as const, startedAt: now, author: actor.account, allowed: ASKED.filter((kind) => allowed.includes(kind)) };
    await RosterImports.updateOne({ mall: mall._id, _id: id, state: 'ready' }, { $set }, { session: tx.session });
  });
  startWork(mall._id, id);
}

/**
 * One part in one transaction, and never twice: the part is marked done by the same write.
 * @throws {Refusal} while a plan is brought in: booths that change under it; it is taken up again later
 */
async function runPart(mall: string, id: string, part: number, by: { author: string; allowed: readonly string[]; startedAt: Date }): Promise<void> {
  const place = { mall, import: id, part };
  const head = { name: 'roster:import', mall, actor: { account: by.author }, role: 'officer', subject: 'none', target: id, now: by.startedAt };
  await runCommand(head, async (tx) => {
    const row = await RosterImportParts.findOne(place, { cipher: 1, doneAt: 1 }, { session: tx.session }).lean();
    if (!row || row.doneAt) return;
    if (await isPlanBusy(tx)) throw new Refusal('roster:refused.plan-busy');
    const results = await applyRows(tx, await openRows(mall, placeOf(id, part), row.cipher), by);
    const bad = results.filter(({ act }) => act.kind === 'bad');
    const shops = results.flatMap(({ act }) => (['bad', 'same'].includes(act.kind) ? [] : (act.merchant ?? [])));
    // Of rows that went in nothing is kept here; those that come back stay for the file.
    const $set = { cipher: await sealRows(mall, placeOf(id, part), bad), bad: bad.length, shops: [...new Set(shops)], doneAt: tx.now };
    await RosterImportParts.updateOne({ mall, _id: row._id }, { $set }, { session: tx.session });
    const counts = countActs(results);
    const $inc = Object.fromEntries([['partsDone', 1], ...Object.entries(counts).map(([kind, count]) => [`done.${kind}`, count])]) as Record<string, number>;
    await RosterImports.updateOne({ mall, _id: id }, { $inc }, { session: tx.session });
  });
}

const GRIDS_AT_ONCE = 20;

/** Whoever lost the post since does nothing more; another officer may go on with what is left. */
async function isStillOfficer(mall: string, account: string): Promise<boolean> {
  const row = await Memberships.exists({ account, mall, kind: 'officer', $or: [{ to: { $exists: false } }, { to: { $gt: new Date() } }] });
  return row !== null;
}

/** Goes on with an import from wherever it stopped; two at once do no harm. */
export async function runImport(mall: string, id: string): Promise<void> {
  const found = await RosterImports.findOne({ mall, _id: id, state: 'running' }).lean();
  if (!found?.startedAt) return;
  const { author, allowed, startedAt, parts } = found;
  if (!(await isStillOfficer(mall, author))) return void (await RosterImports.updateOne({ mall, _id: id, state: 'running' }, { $set: { state: 'ready' } }));
  const done = new Set((await RosterImportParts.find({ mall, import: id }, { part: 1, doneAt: 1 }).lean()).flatMap((row) => (row.doneAt ? [row.part] : [])));
  for (let part = 0; part < parts; part += 1) {
    if (done.has(part)) continue;
    await runPart(mall, id, part, { author, allowed, startedAt });
    publishEvent({ type: 'roster-import:moved', id, version: part + 1, rooms: [`account:${author}`] });
  }
  const grids = await Grids.find({ mall }, { _id: 1 }).limit(20_000).lean();
  for (let at = 0; at < grids.length; at += GRIDS_AT_ONCE) await recountGrids(mall, grids.slice(at, at + GRIDS_AT_ONCE).map((grid) => grid._id));
  const changed: string[] = [];
  for await (const { shops } of RosterImportParts.find({ mall, import: id }, { shops: 1 }).lean().cursor()) changed.push(...shops);
  await noticeDoubles(mall, changed, startedAt);
  await RosterImports.updateOne({ mall, _id: id, state: 'running' }, { $set: { state: 'done', doneAt: new Date() } });
  publishEvent({ type: 'roster-import:moved', id, version: parts + 1, rooms: [`account:${author}`, `mall-officers:${mall}`] });
}

const running = () => singleton('roster-imports', () => new Map<string, Promise<void>>());

/** At once, in this process, after the commit. Should it die, {@link resumeImports} takes it up. */
function startWork(mall: string, id: string): void {
  if (running().has(id)) return;
  const work = runImport(mall, id)
    .catch((error: unknown) => log().warn({ err: error }, 'an import of shops stopped half way and is taken up again'))
    .finally(() => running().delete(id));
  running().set(id, work);
}

/** When everything that was started here has come to its end. */
export async function importsUnderWay(): Promise<void> {
  await Promise.all(running().values());
}

/** An import whose last part is longer ago than this, in ms, was left by its process. */
const LEFT = 10_000;

export async function resumeImports(mall: string, now: Date): Promise<number> {
  const left = await RosterImports.find({ mall, state: 'running', updatedAt: { $lt: new Date(now.getTime() - LEFT) } }, { _id: 1 }).limit(20).lean();
  for (const { _id } of left) startWork(mall, _id);
  return left.length;
}

const DAY = 24 * 3600_000;

/** What was brought is forgotten after a day, whatever became of it. One that is still running isn't. @returns rows removed */
export async function forgetImports(mall: string, now: Date): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = await RosterImports.find({ mall, state: { $ne: 'running' }, createdAt: { $lt: new Date(now.getTime() - DAY) } }, { _id: 1 }).limit(20).lean();
    if (rows.length === 0) return removed;
    const ids = rows.map((row) => row._id);
    removed += (await RosterImportParts.deleteMany({ mall, import: { $in: ids } })).deletedCount;
    removed += (await RosterImports.deleteMany({ mall, _id: { $in: ids } })).deletedCount;
  }
}

export const doneCounts = (counts: Partial<ImportCounts> | undefined): ImportCounts => ({ ...NO_COUNTS, ...counts });
