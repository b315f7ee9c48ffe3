import { MapImports, type MapImport } from '#models/map-import.server.ts';
import { type Actor, isOfficer } from '#app/platform/actor.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { scheduleJob } from '#app/platform/jobs.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { JOB } from './job-name.ts';
import { findDependants } from './dependants.server.ts';
import { loadChanges } from './stored.server.ts';
import { dropParts } from './parts.server.ts';
import { isPlanBusy } from './quiet.server.ts';
import { findEdited } from './writing.server.ts';

export interface Bringer {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** Long ago: whoever looks for work takes it at once. */
const NEVER = new Date(0);

export const headOf = (name: string, { mall, actor, now }: Bringer, target: string) => ({
  name,
  mall: mall._id,
  actor: { account: actor.account },
  role: isOfficer(actor, mall._id) ? 'officer' : 'operator',
  subject: 'none',
  target,
  now,
});

export const roomsOf = ({ mall, by }: Pick<MapImport, 'mall' | 'by'>): string[] => [`mall-officers:${mall}`, `account:${by}`];

type Start = { id: string; kind: MapImport['kind']; options: Record<string, unknown> };

/** A set that was uploaded, or a quick plan: it is read by a job, and nothing of the mall changes. @returns its id */
export async function startImport(bringer: Bringer, { id, kind, options }: Start): Promise<string> {
  const { mall, actor } = bringer;
  await runCommand(headOf('map:upload', bringer, id), async (tx) => {
    const progress = { step: 'waiting', done: 0, all: 0 };
    await MapImports.create([{ _id: id, mall: mall._id, by: actor.account, role: headOf('map:upload', bringer, id).role, kind, state: 'reading', options, progress, touchedAt: NEVER, version: 1 }], { session: tx.session });
  });
  await scheduleJob(JOB, { mall: mall._id, import: id });
  return id;
}

/** One step of an import from one state to the next; the second of two people is told. */
async function move(bringer: Bringer, name: string, id: string, from: readonly MapImport['state'][], change: Partial<MapImport>, check?: (tx: Tx, row: MapImport) => Promise<void>): Promise<void> {
  const { mall } = bringer;
  await runCommand(headOf(name, bringer, id), async (tx) => {
    const row = await MapImports.findOne({ mall: mall._id, _id: id }, null, { session: tx.session }).lean();
    if (!row) throw new Response(null, { status: 404 });
    if (!from.includes(row.state)) throw new Refusal('bringing:refused.moved-on');
    await check?.(tx, row);
    tx.changed(...Object.keys(change));
    const { modifiedCount } = await MapImports.updateOne({ mall: mall._id, _id: id, version: row.version }, { $set: { ...change, touchedAt: NEVER, version: row.version + 1 } }, { session: tx.session });
    if (modifiedCount !== 1) throw new Refusal('bringing:refused.moved-on');
    tx.publish({ type: 'map-import:changed', id, version: row.version + 1, rooms: roomsOf(row) });
  });
  await scheduleJob(JOB, { mall: mall._id, import: id });
}

/** Other choices: the set is read again from the files that were uploaded. */
export async function chooseOptions(bringer: Bringer, id: string, options: Record<string, unknown>): Promise<void> {
  await move(bringer, 'map:choose', id, ['ready', 'failed'], { state: 'reading', options, progress: { step: 'waiting', done: 0, all: 0 } });
}

/** Nobody else is writing this mall's plan; whoever edits it at this moment is waited for. */
async function requireQuiet(tx: Tx, { _id }: MapImport): Promise<void> {
  if (await isPlanBusy(tx, _id)) throw new Refusal('bringing:refused.busy');
}

/** What the dry run showed becomes part of the map: worked out again for the plan as it is now, then written by a job. */
export async function bringIn(bringer: Bringer, id: string): Promise<void> {
  await move(bringer, 'map:begin', id, ['ready'], { state: 'applying', progress: { step: 'comparing', done: 0, all: 0 } }, requireQuiet);
}

/** Takes back what an import made and changed, as long as nothing hangs on it. */
export async function takeBack(bringer: Bringer, id: string): Promise<void> {
  const mall = bringer.mall._id;
  await move(bringer, 'map:begin-back', id, ['done'], { state: 'undoing', progress: { step: 'undoing', done: 0, all: 0 } }, async (tx, row) => {
    await requireQuiet(tx, row);
    const [first] = await whatKeeps(mall, row);
    if (first) throw new Refusal({ key: `bringing:depends.${first.key}`, params: { count: first.count } });
  });
}

/** What keeps an import from being taken back, by words of `bringing:depends`; empty when it can be. */
export async function whatKeeps(mall: string, row: Pick<MapImport, '_id' | 'doneAt'>): Promise<{ key: string; count: number }[]> {
  const changes = await loadChanges(mall, row._id);
  if (!changes) return [{ key: 'forgotten', count: 1 }];
  const since = row.doneAt ?? new Date(0);
  const found = await findDependants(mall, changes, since);
  const edited = found.length > 0 ? 0 : await findEdited(mall, changes, since);
  return edited > 0 ? [{ key: 'edited', count: edited }] : found;
}

/** Forgets a set that wasn't brought in. */
export async function dropImport(bringer: Bringer, id: string): Promise<void> {
  const mall = bringer.mall._id;
  await runCommand(headOf('map:drop', bringer, id), async (tx) => {
    const row = await MapImports.findOne({ mall, _id: id }, { state: 1 }, { session: tx.session }).lean();
    if (!row) throw new Response(null, { status: 404 });
    if (!['ready', 'failed', 'undone', 'reading'].includes(row.state)) throw new Refusal('bringing:refused.moved-on');
    await MapImports.deleteOne({ mall, _id: id, state: row.state }, { session: tx.session });
  });
  await dropParts(mall, id);
}

export const newImportId = (): string => newId();
