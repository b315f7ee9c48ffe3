import { INSTALLATION } from '#models/audit.server.ts';
import { Malls, type Localized } from '#models/mall.server.ts';
import { Buildings, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { isContentLanguage } from '#app/i18n/languages.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { createMallKey } from '#app/platform/keys.server.ts';
import { type ReadMap, type Words } from './read.ts';

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

const BATCH = 500;
const COLLECTIONS = [Buildings, Levels, Units, Openings, MapFeatures];
const DAY: [string, string][] = [['10:00', '14:00'], ['15:30', '19:30']];

const localized = (words: Words): Localized => Object.fromEntries(Object.entries(words).flatMap(([tag, text]) => (isContentLanguage(tag.slice(0, 2)) ? [[tag.slice(0, 2), text]] : [])));

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
  await Malls.create([{ _id: mall, slug, code, name: localized(map.name), zone, calendar: { week: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, DAY])), holidays: [], extraDays: {} }, languages: ['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'], office, state: 'importing', version: 1 }]);
  const ids = new Map<string, string>();
  const idFor = (source: string): string => ids.get(source) ?? ids.set(source, newId()).get(source) ?? '';
  const stamp = { mall, createdAt: now, updatedAt: now };
  const features = map.files.flatMap(({ file, head, features: rows }) => [
    { _id: newId(), ...stamp, file, order: -1, source: '', feature: head },
    ...rows.map(({ id, json }, order) => ({ _id: newId(), ...stamp, file, order, source: id, feature: json })),
  ]);
  const jobs: [{ insertMany(rows: object[]): Promise<unknown> }, object[]][] = [
    [Buildings.collection as never, map.buildings.map(({ source, name, transform }) => ({ _id: idFor(source), ...stamp, source, name: localized(name), transform }))],
    [Levels.collection as never, map.levels.map(({ building, name, ...level }) => ({ _id: idFor(level.source), ...stamp, ...level, name: localized(name), building: idFor(building) }))],
    [Units.collection as never, map.units.map(({ level, name, ...unit }) => ({ _id: idFor(unit.source), ...stamp, ...unit, ...(name && { name: localized(name) }), level: idFor(level) }))],
    [Openings.collection as never, map.openings.map(({ level, unit, ...opening }) => ({ _id: idFor(opening.source), ...stamp, ...opening, level: idFor(level), unit: unit && idFor(unit) }))],
    [MapFeatures.collection as never, features],
  ];
  const all = jobs.reduce((sum, [, rows]) => sum + rows.length, 0);
  let done = 0;
  for (const [collection, rows] of jobs) {
    for (let at = 0; at < rows.length; at += BATCH) {
      const batch = rows.slice(at, at + BATCH).map(withoutUndefined);
      await collection.insertMany(batch);
      await Malls.collection.updateOne({ _id: mall } as never, { $set: { updatedAt: new Date() } });
      done += batch.length;
      onProgress?.(done, all);
    }
  }
  await createMallKey(mall);
  await runCommand({ name: 'mall:import-map', mall: INSTALLATION, actor, role: 'operator', subject: 'none', target: mall, now }, async (tx) => {
    const { matchedCount } = await Malls.updateOne({ _id: mall, state: 'importing' }, { $set: { state: 'open' } }, { session: tx.session });
    if (matchedCount !== 1) throw new Error('What was imported was cleared away while it was being written.');
    tx.publish({ type: 'mall:changed', id: mall, version: 1, rooms: [] });
  });
  return mall;
}

/** The driver would store `undefined` as null. */
function withoutUndefined(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}
