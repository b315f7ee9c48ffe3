import sprite from '#app/components/icons.svg?url';
import { Malls } from '#models/mall.server.ts';
import { type MapImport, MapImports } from '#models/map-import.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { Units } from '#models/plan.server.ts';
import { log } from '#app/platform/log.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { type PlanChange, keepGrids } from '../grids/keep-grids.server.ts';
import { compareApart, readApart } from './apart.server.ts';
import { roomsOf } from './commands.server.ts';
import { guessesOfAll } from './guesses.server.ts';
import type { Changes } from './map-now.ts';
import { dropParts, loadUploads } from './parts.server.ts';
import { SetTrouble } from './remarks.ts';
import { loadChanges, loadRead, storePacked } from './stored.server.ts';
import { unwriteChanges, writeChanges } from './writing.server.ts';

/** Without a sign of life for so long, in ms, whoever worked on it was killed. */
const LEFT = 20_000;
/** Progress is written and told no more often than this. Milliseconds. */
const BETWEEN = 400;
const WORKING = ['reading', 'applying', 'writing', 'undoing'] as const;

type Row = Pick<MapImport, '_id' | 'mall' | 'by' | 'role' | 'kind' | 'state' | 'options' | 'version'>;

/** Takes an import that waits, or that somebody left; null when another process has it. */
async function claim(mall: string, id: string): Promise<Row | null> {
  const now = new Date();
  const row = await MapImports.findOne({ mall, _id: id, state: { $in: WORKING }, touchedAt: { $lt: new Date(now.getTime() - LEFT) } }, { by: 1, role: 1, kind: 1, state: 1, options: 1, version: 1, touchedAt: 1, mall: 1 }).lean();
  if (!row) return null;
  const { modifiedCount } = await MapImports.updateOne({ mall, _id: id, state: row.state, touchedAt: row.touchedAt }, { $set: { touchedAt: now } });
  return modifiedCount === 1 ? row : null;
}

/** Writes fields and tells the pages that show it. */
async function tell({ mall, _id, by }: Row, state: MapImport['state'], change: Partial<MapImport>): Promise<boolean> {
  const row = await MapImports.findOneAndUpdate({ mall, _id, state }, { $set: { ...change, touchedAt: new Date() }, $inc: { version: 1 } }, { returnDocument: 'after', projection: { version: 1 } }).lean();
  if (row) publishEvent({ type: 'map-import:changed', id: _id, version: row.version, rooms: roomsOf({ mall, by }) });
  return row !== null;
}

/** Gives a sign of life while it works or waits for its turn, so that nobody takes it for left. */
async function alive(row: Row, work: (row: Row) => Promise<void>): Promise<void> {
  const beat = setInterval(() => {
    MapImports.updateOne({ mall: row.mall, _id: row._id, state: { $in: WORKING } }, { $set: { touchedAt: new Date() } }).catch((error: unknown) => log().warn({ err: error }, 'no sign of life of an import'));
  }, LEFT / 4);
  try {
    await work(row);
  } finally {
    clearInterval(beat);
  }
}

function progressOf(row: Row, state: MapImport['state']) {
  let last = 0;
  return async (step: string, done = 0, all = 0): Promise<void> => {
    if (Date.now() - last < BETWEEN && done > 0 && done < all) return;
    last = Date.now();
    await tell(row, state, { progress: { step, done, all } });
  };
}

/**
 * One import as far as it goes by itself: read and compared, or written, or taken back. Safe to be called at any time by any
 * process; what a killed one left is taken up where it stood.
 */
export async function workOn(mall: string, id: string): Promise<void> {
  for (let row = await claim(mall, id); row; row = await nextOf(row)) {
    try {
      await alive(row, STEPS[row.state as (typeof WORKING)[number]]);
    } catch (error) {
      if (!(error instanceof SetTrouble)) log().error({ err: error, import: id }, 'bringing a map in failed');
      // Writing has begun and goes on with the next round; before it, nothing was changed and nothing is left.
      if (row.state === 'writing' || row.state === 'undoing') throw error;
      const trouble = error instanceof SetTrouble ? { code: error.code, params: error.params } : { code: 'went-wrong', params: {} };
      await tell(row, row.state, { state: 'failed', trouble });
      return;
    }
  }
}

/** `applying` leads to `writing` within the same call. */
async function nextOf({ mall, _id }: Row): Promise<Row | null> {
  return MapImports.findOne({ mall, _id, state: 'writing' }, { by: 1, role: 1, kind: 1, state: 1, options: 1, version: 1, mall: 1 }).lean();
}

/** All that wait or were left, of all malls; each minute. */
export async function workOnUnfinished(): Promise<void> {
  const waiting = { state: { $in: WORKING }, touchedAt: { $lt: new Date(Date.now() - LEFT) } };
  const rows = await MapImports.find(waiting, { mall: 1 }).setOptions({ dangerouslyAcrossMalls: true }).limit(100).lean();
  for (const { mall, _id } of rows) await workOn(mall, _id);
}

const STEPS: Record<(typeof WORKING)[number], (row: Row) => Promise<void>> = { reading: readSet, applying: applySet, writing: writeSet, undoing: undoSet };

async function readSet(row: Row): Promise<void> {
  const { mall, _id: id, options } = row;
  const progress = progressOf(row, 'reading');
  await progress('reading');
  const isQuick = row.kind === 'quick';
  const uploads = isQuick ? [] : [...(await loadUploads(mall, id))];
  if (!isQuick && uploads.length === 0) throw new SetTrouble('lost');
  const { kind, counts, changes, found, levels, pictures, read, remarks } = await readApart(mall, { do: 'read', uploads, options, isQuick, guesses: guessesOfAll(), sprite }, progress);
  await dropParts(mall, id, 'picture');
  for (const [at, picture] of pictures.entries()) await storePacked(mall, id, 'picture', picture, String(at));
  await storePacked(mall, id, 'read', read);
  await storePacked(mall, id, 'remarks', remarks);
  await tell(row, 'reading', { state: 'ready', kind, counts: { ...counts }, changes: { ...changes }, levels, found: { ...found }, trouble: undefined, progress: { step: 'ready', done: 1, all: 1 } });
  await MapImports.updateOne({ mall, _id: id }, { $unset: { trouble: 1 } });
}

/** Works the changes out for the plan as it is now, and marks them as sure to be written; from here on there is no way but forward. */
async function applySet(row: Row): Promise<void> {
  const { mall, _id: id } = row;
  const progress = progressOf(row, 'applying');
  for (let tries = 0; tries < 3; tries += 1) {
    const before = (await Malls.findOne({ _id: mall }, { version: 1 }).lean())?.version ?? 0;
    const read = await loadRead(mall, id);
    if (!read) throw new SetTrouble('lost');
    const { changes, rows } = await compareApart(mall, { do: 'compare', read, options: row.options }, progress);
    await storePacked(mall, id, 'changes', rows);
    // Whoever edits the plan raises its version: then the changes are worked out once more.
    const { modifiedCount } = await Malls.updateOne({ _id: mall, version: before }, { $inc: { version: 1 } });
    if (modifiedCount !== 1) continue;
    await tell(row, 'applying', { state: 'writing', changes: { ...changes }, planVersion: before + 1, progress: { step: 'writing', done: 0, all: 1 } });
    return;
  }
  throw new SetTrouble('was-changed');
}

/**
 * The last small write makes it visible: pages draw a plan once for each version of their mall. New booths join a grid in it,
 * where there are grids, and those that go leave theirs.
 */
async function show(row: Row, name: string, change: PlanChange, after: Partial<MapImport>): Promise<void> {
  const { mall, _id, by, role, state } = row;
  await runCommand({ name, mall, actor: { account: by }, role, subject: 'none', target: _id, now: new Date() }, async (tx) => {
    await keepGrids(tx, change);
    await MapImports.updateOne({ mall, _id, state }, { $set: { ...after, touchedAt: new Date() }, $inc: { version: 1 } }, { session: tx.session });
    tx.publish({ type: 'map-import:changed', id: _id, version: 0, rooms: roomsOf(row) });
  });
  // Grids write their booths within that transaction: what is touched later was touched by somebody.
  await MapImports.updateOne({ mall, _id }, { $set: after.doneAt ? { doneAt: new Date() } : { undoneAt: new Date() } });
}

const unitsOf = ({ made, changed }: Changes): string[] => [...made.filter(({ kind }) => kind === 'units').map(({ row }) => row._id), ...changed.filter(({ kind }) => kind === 'units').map(({ id }) => id)];

async function writeSet(row: Row): Promise<void> {
  const changes = await loadChanges(row.mall, row._id);
  if (!changes) throw new SetTrouble('lost');
  const progress = progressOf(row, 'writing');
  await writeChanges(row.mall, changes, new Date(), (done, all) => progress('writing', done, all));
  await show(row, 'map:bring-in', { changed: unitsOf(changes) }, { state: 'done', doneAt: new Date(), progress: { step: 'done', done: 1, all: 1 } });
  await dropParts(row.mall, row._id, 'upload', 'read');
}

async function undoSet(row: Row): Promise<void> {
  const changes = await loadChanges(row.mall, row._id);
  if (!changes) throw new SetTrouble('lost');
  const progress = progressOf(row, 'undoing');
  const made = changes.made.filter(({ kind }) => kind === 'units').map(({ row: unit }) => unit._id);
  const held = await Units.find({ mall: row.mall, _id: { $in: made } }, { number: 1, grid: 1, createdAt: 1 }).lean();
  await unwriteChanges(row.mall, changes, new Date(), (done, all) => progress('undoing', done, all));
  // Spans of grids that go too would point to nothing.
  const grids = new Set(changes.made.filter(({ kind }) => kind === 'grids').map(({ row: grid }) => grid._id));
  const gone = held.map(({ _id, number, grid, createdAt }) => ({ id: _id, number, grid: grid && !grids.has(grid) ? grid : undefined, createdAt }));
  await show(row, 'map:take-back', { changed: unitsOf(changes).filter((id) => !made.includes(id)), gone }, { state: 'undone', undoneAt: new Date(), progress: { step: 'undone', done: 1, all: 1 } });
  await dropParts(row.mall, row._id);
}
