import { INSTALLATION } from '#models/audit.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Buildings, Grids, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { createMallKey } from '#app/platform/keys.server.ts';
import { keepGrids } from '../grids/keep-grids.server.ts';
import { localizedOf, matching } from '../bringing/matching.ts';
import type { ReadMap } from '../bringing/read-map.ts';
import { finish } from '../bringing/slices.ts';
import { writeChanges } from '../bringing/writing.server.ts';

export interface ImportTarget {
  slug: string;
  code: string;
  zone: string;
  office?: string;
  actor: { account: string };
  now: Date;
  /** Told after each batch: rows written so far, of all. */
  onProgress?(done: number, all: number): void;
}

const COLLECTIONS = [Buildings, Levels, Units, Openings, Grids, MapFeatures];
const DAY: [string, string][] = [['10:00', '14:00'], ['15:30', '19:30']];

/** An import that hasn't written for so long, in ms, was killed. */
const LEFT = 5_000;

/**
 * Deletes what an import left that was killed before its last write. One that is at work in another process stays: it gives
 * a sign of life with every batch. @returns the malls cleaned away
 */
export async function clearHalfImports(now = new Date()): Promise<string[]> {
  const half = await Malls.find({ state: 'importing', updatedAt: { $lt: new Date(now.getTime() - LEFT) } }, { _id: 1, slug: 1 }).lean();
  for (const { _id } of half) {
    for (const model of COLLECTIONS) await model.collection.deleteMany({ mall: _id });
    await Malls.deleteOne({ _id });
  }
  return half.map(({ slug }) => slug);
}

/**
 * Makes a mall of a map that was read. Rows are written in batches under a mall that isn't visible; one last transaction with
 * its audit row makes it so. Killed before that, nothing shows, and the next import clears the rest away.
 * @returns the mall's id
 */
export async function importMap(map: ReadMap, { slug, code, zone, office, actor, now, onProgress }: ImportTarget): Promise<string> {
  const mall = newId();
  await Malls.create([{ _id: mall, slug, code, name: localizedOf(map.name), zone, calendar: { week: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, DAY])), holidays: [], extraDays: {} }, languages: ['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'], office, state: 'importing', version: 1 }]);
  const { changes } = finish(matching(map, { buildings: [], levels: [], units: [], openings: [], grids: [], features: [] }, newId));
  await writeChanges(mall, changes, now, async (done, all) => {
    await Malls.collection.updateOne({ _id: mall } as never, { $set: { updatedAt: new Date() } });
    onProgress?.(done, all);
  });
  await createMallKey(mall);
  await runCommand({ name: 'mall:import-map', mall: INSTALLATION, actor, role: 'operator', subject: 'none', target: mall, now }, async (tx) => {
    const { matchedCount } = await Malls.updateOne({ _id: mall, state: 'importing' }, { $set: { state: 'open' } }, { session: tx.session });
    if (matchedCount !== 1) throw new Error('What was imported was cleared away while it was being written.');
    await keepGrids({ ...tx, mall }, { changed: changes.made.filter(({ kind }) => kind === 'units').map(({ row }) => row._id) });
    tx.publish({ type: 'mall:changed', id: mall, version: 1, rooms: [] });
  });
  return mall;
}
