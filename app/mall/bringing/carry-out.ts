import { Budget, readZipBytes } from '../imdf/archive.server.ts';
import { newId } from '#app/platform/ids.ts';
import { listsOfRead, readOfLists } from './kept-read.ts';
import type { ChangeCounts, MapNow } from './map-now.ts';
import { matching } from './matching.ts';
import { packLists, unpackLists } from './packing.ts';
import { drawPicture } from './picture.ts';
import { drawQuickPlan } from './quick-plan.ts';
import type { Guesses } from './read-geojson.ts';
import { type Counts, countsOf, type ReadMap } from './read-map.ts';
import { Meter, type ReadSet, readingSet } from './read-set.ts';
import { SetTrouble } from './remarks.ts';
import { OptionsSchema, QuickSchema } from './schema.ts';
import { inSlices, type Sliced } from './slices.ts';

/** What is to be worked out; no part of it needs the database. */
export type Order =
  | { do: 'read'; uploads: [name: string, bytes: Uint8Array][]; options: Record<string, unknown>; isQuick: boolean; guesses: Guesses; sprite: string }
  | { do: 'compare'; read: Uint8Array; options: Record<string, unknown> };

/** Lists come packed: whoever stores them needn't look into them. */
export interface ReadAnswer {
  kind: ReadSet['kind'] | 'quick';
  found: ReadSet['found'];
  counts: Counts;
  changes: ChangeCounts;
  /** In the order of a lift, top first, each with its picture. */
  levels: { shortName: string; units: number; lettable: number }[];
  pictures: Uint8Array[];
  read: Uint8Array;
  remarks: Uint8Array;
}
export interface CompareAnswer {
  changes: ChangeCounts;
  rows: Uint8Array;
}
export type Told = (step: 'reading' | 'comparing' | 'drawing', done: number, all: number) => void;

const MB = 1024 * 1024;
/** Between two signs of life, in ms. */
const BETWEEN = 500;

/** Tells how far it is while it goes on. */
function* withSigns<T>(work: Sliced<T>, sign: () => void): Sliced<T> {
  let last = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - last > BETWEEN) {
      last = performance.now();
      sign();
    }
    yield;
  }
}

async function unpacked(uploads: readonly [string, Uint8Array][]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const budget = new Budget();
  const add = (name: string, bytes: Uint8Array): void => {
    if (files.has(name)) throw new SetTrouble('file-twice', { file: name });
    files.set(name, bytes);
  };
  for (const [name, sent] of uploads) {
    const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
    if (bytes.subarray(0, 2).toString('latin1') === 'PK') for (const [inside, own] of await readZipBytes(bytes, budget)) add(inside, own);
    else {
      budget.take(name, bytes.length);
      add(name, bytes);
    }
  }
  if (files.size === 0) throw new SetTrouble('lost');
  return files;
}

const buildingOf = (options: Record<string, unknown>): string => (typeof options.building === 'string' ? options.building : 'auto');

const compare = (map: ReadMap, now: MapNow, options: Record<string, unknown>, told: Told) => {
  told('comparing', 0, 0);
  return inSlices(withSigns(matching(map, now, newId, buildingOf(options)), () => told('comparing', 0, 0)));
};

/** Reads a set, compares it with the plan as it is and draws its levels. @throws {SetTrouble} */
export async function readAll({ uploads, options, isQuick, guesses, sprite }: Extract<Order, { do: 'read' }>, now: MapNow, told: Told): Promise<ReadAnswer> {
  const meter = new Meter();
  const set = isQuick
    ? { kind: 'quick' as const, map: drawQuickPlan(QuickSchema.parse(options)), found: { properties: [], used: {} } }
    : await inSlices(withSigns(readingSet(await unpacked(uploads), OptionsSchema.parse(options), guesses, meter), () => told('reading', Math.round(meter.done / MB), Math.round(meter.all / MB))));
  const matched = await compare(set.map, now, options, told);
  const order = [...set.map.levels].sort((a, b) => (a.building < b.building ? -1 : a.building > b.building ? 1 : b.ordinal - a.ordinal));
  const pictures: Uint8Array[] = [];
  for (const { source } of order) {
    told('drawing', pictures.length, order.length);
    pictures.push(await packLists({ picture: [drawPicture(set.map, source, sprite)] }));
  }
  const levels = order.map(({ source, shortName }) => {
    const units = set.map.units.filter((unit) => unit.level === source);
    return { shortName, units: units.length, lettable: units.filter(({ lettable }) => lettable).length };
  });
  return {
    kind: set.kind,
    found: set.found,
    counts: countsOf(set.map),
    changes: matched.counts,
    levels,
    pictures,
    read: await packLists(listsOfRead(set.map)),
    remarks: await packLists({ remarks: [...set.map.remarks, ...matched.remarks] }),
  };
}

/** Works the changes out for the plan as it now is. */
export async function compareAll({ read, options }: Extract<Order, { do: 'compare' }>, now: MapNow, told: Told): Promise<CompareAnswer> {
  const { changes, counts } = await compare(readOfLists(await unpackLists(read)), now, options, told);
  return { changes: counts, rows: await packLists({ ...changes }) };
}
