import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { buildImdf } from '#tests/factories/imdf.ts';
import { Budget, readArchive, readZipBytes } from '../imdf/archive.server.ts';
import { MOST_CORNERS } from '../imdf/parse.ts';
import { guessesOfAll } from './guesses.server.ts';
import type { ReadMap } from './read-map.ts';
import { type ReadSet, readingSet } from './read-set.ts';
import { REASONS, type ReasonCode, SetTrouble, type TroubleCode, TROUBLES } from './remarks.ts';
import { MOST_FEATURES } from './scan.ts';
import { OptionsSchema } from './schema.ts';
import { finish } from './slices.ts';

type Ring = [number, number][];
const [X, Y, SIDE] = [87.6, 43.8, 0.0001];
/** The nth booth of a row in Ürümqi, about 8 by 11 metres. */
const booth = (nth: number, size = SIDE): Ring => [[X + nth * SIDE, Y], [X + nth * SIDE + size, Y], [X + nth * SIDE + size, Y + size], [X + nth * SIDE, Y + size], [X + nth * SIDE, Y]];
const room = (nth: number, ring: Ring = booth(nth), properties: object = {}, id: unknown = `r${nth}`) => ({ type: 'Feature', id, geometry: { type: 'Polygon', coordinates: [ring] }, properties: { number: `A${nth}`, level: '0', ...properties } });
const indoor = (nth: number, ring?: Ring, properties: object = {}, id: unknown = `way/${nth + 1}`) => room(nth, ring, { indoor: 'room', ref: `A${nth}`, ...properties }, id);
const turned = <T>(value: T): T => JSON.parse(JSON.stringify(value), (_key, each) => (Array.isArray(each) && each.length === 2 && typeof each[0] === 'number' ? [each[1], each[0]] : each)) as T;

const file = (features: unknown[], name = 'plan.geojson') => new Map([[name, Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))]]);
/** The nth room of an archive with another outline or id. */
function archive(change: (unit: { id: unknown; geometry: { coordinates: Ring[] }; properties: Record<string, unknown> }) => void) {
  const unit = JSON.parse(Buffer.from(buildImdf().get('unit.geojson')!).toString());
  change(unit.features[0]);
  return buildImdf({ unit });
}
const read = (files: ReadonlyMap<string, Uint8Array>, options: object = {}): ReadSet => finish(readingSet(files, OptionsSchema.parse(options), guessesOfAll()));
const reasonsOf = ({ remarks }: ReadMap, kind: 'skipped' | 'mended') => [...new Set(remarks.filter((remark) => remark.kind === kind).map(({ reason }) => reason))];
const troubleOf = async (work: () => unknown): Promise<TroubleCode | 'none'> => {
  try {
    await work();
    return 'none';
  } catch (error) {
    if (error instanceof SetTrouble) return error.code;
    throw error;
  }
};
async function zipOf(entries: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name);
  zip.end();
  return buffer(zip.outputStream);
}

const bowTie = ([a, b, c, d]: Ring): Ring => [a!, c!, b!, d!, a!];
const open = (ring: Ring): Ring => ring.slice(0, -1);
const flat = ([a, b]: Ring): Ring => [a!, b!, a!, a!];

describe.each([
  { kind: 'geojson' as const, make: room, others: () => [room(1), room(2)], set: (features: unknown[]) => file(features) },
  { kind: 'osm' as const, make: indoor, others: () => [indoor(1), indoor(2)], set: (features: unknown[]) => file(features) },
])('a plan as $kind', ({ kind, make, others, set }) => {
  test.each<[string, unknown[], 'skipped' | 'mended', ReasonCode, number]>([
    ['an outline that isn’t closed', [make(0, open(booth(0)))], 'mended', 'mended-ring', 3],
    ['an outline that crosses itself', [make(0, bowTie(booth(0)))], 'skipped', 'crosses-itself', 2],
    ['an outline without area', [make(0, flat(booth(0)))], 'skipped', 'too-few-points', 2],
    ['an outline that runs the wrong way', [make(0, booth(0).reverse())], 'mended', 'mended-winding', 3],
    ['an id that came before', [make(0, undefined, {}, 'way/2'), make(3, undefined, {}, 'way/2')], 'mended', 'mended-id', 4],
    ['ids that are all zero', [make(0, undefined, {}, 0), make(3, undefined, {}, 0), make(4, undefined, {}, 0)], 'mended', 'mended-id', 5],
    ['no id', [make(0, undefined, {}, null)], 'mended', 'mended-id', 3],
    ['latitude before longitude in one room', [turned(make(0))], 'mended', 'mended-swapped', 3],
    ['a room kilometres away', [make(0, booth(0).map(([x, y]) => [x + 1, y + 1]))], 'skipped', 'far-away', 2],
    ['words instead of coordinates', [{ ...make(0), geometry: { type: 'Polygon', coordinates: 'here' } }], 'skipped', 'unreadable', 2],
    ['no geometry', [{ ...make(0), geometry: null }], 'skipped', 'no-polygon', 2],
    ['no Feature', [{ type: 'Polygon', coordinates: [booth(0)] }], 'skipped', 'unreadable', 2],
    ['a feature of over a megabyte', [make(0, undefined, { photo: 'x'.repeat(1_000_001) })], 'skipped', 'too-large', 2],
  ])('with %s is drawn without it or with it mended, and says so', (_what, features, remarked, reason, units) => {
    const { kind: found, map } = read(set([...features, ...others()]));
    expect([found, map.units.length]).toEqual([kind, units]);
    expect(reasonsOf(map, remarked)).toContain(reason);
    expect(new Set(map.units.map(({ source }) => source)).size).toBe(units);
  });

  test.each([['latitude before longitude', {}], ['latitude before longitude, chosen on the page', { way: 'swapped' }]])('with %s throughout is the plan that it is without', (_what, options) => {
    const features = [make(0), ...others()];
    const [right, wrong] = [read(set(features)), read(set(turned(features)), options)];
    expect(wrong.map.units).toEqual(right.map.units);
    expect(wrong.map.remarks.filter(({ reason }) => reason === 'mended-swapped')).toHaveLength(3);
  });

  test('of nothing but broken rooms can’t be used, and says so', async () => {
    expect(await troubleOf(() => read(set([make(0, bowTie(booth(0))), make(1, flat(booth(1)))])))).toBe('nothing-to-draw');
  });
});

describe('an archive', () => {
  test.each<[string, Parameters<typeof archive>[0], ReasonCode]>([
    ['an unclosed outline', (unit) => void unit.geometry.coordinates[0]!.pop(), 'mended-ring'],
    ['an outline that crosses itself', (unit) => void (unit.geometry.coordinates = [bowTie(unit.geometry.coordinates[0]!)]), 'crosses-itself'],
    ['the id of another room', (unit) => void (unit.id = 'u-l2-0'), 'double-id'],
  ])('with %s is read, and says so', (_what, change, reason) => {
    expect(read(archive(change)).map.remarks).toContainEqual(expect.objectContaining({ file: 'unit.geojson', reason }));
  });

  test('whose ids are all zero is drawn whole: each room gets an id of its own', () => {
    const unit = JSON.parse(Buffer.from(buildImdf().get('unit.geojson')!).toString());
    for (const feature of unit.features) feature.id = '00000000-0000-0000-0000-000000000000';
    const { map } = read(buildImdf({ unit }));
    expect([map.units.length, new Set(map.units.map(({ source }) => source)).size]).toEqual([6, 6]);
    expect(reasonsOf(map, 'mended')).toContain('mended-id');
  });

  test('without one of the three files that everything hangs on is refused by name', async () => {
    for (const missing of ['venue', 'level', 'unit']) expect(await troubleOf(() => read(buildImdf({ [missing]: undefined })))).toBe('missing-file');
  });
});

describe('limits', () => {
  const longRing = `[${'[0,0],'.repeat(60_000)}[0,0]]`;
  const heavy = `{"type":"Feature","id":null,"properties":{},"geometry":{"type":"Polygon","coordinates":[${longRing}]}}`;
  const collection = (features: string) => new Map([['plan.geojson', Buffer.from(`{"type":"FeatureCollection","features":[${features}]}`)]]);
  test.each<[string, () => ReadonlyMap<string, Uint8Array>, TroubleCode]>([
    ['more corners than any plan', () => collection(Array.from({ length: Math.ceil(MOST_CORNERS / 60_000) }, () => heavy).join(',')), 'too-many-corners'],
    ['more features than any building', () => collection(`${'{},'.repeat(MOST_FEATURES)}{}`), 'too-many-features'],
    ['a property with a word for each room as its floor', () => file(Array.from({ length: 201 }, (_, nth) => room(nth, undefined, { level: `room ${nth}` }))), 'too-many-levels'],
    ['an archive in metres', () => buildImdf({ unit: JSON.parse(Buffer.from(buildImdf().get('unit.geojson')!).toString().replaceAll('87.6', '8760')) }), 'not-wgs84'],
    ['an extract in metres', () => file([indoor(0), indoor(1)].map((feature) => ({ ...feature, geometry: { type: 'Polygon', coordinates: [[[500, 0], [600, 0], [600, 90], [500, 0]]] } }))), 'not-wgs84'],
    ['a file that is cut off', () => new Map([['plan.geojson', Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [room(0)] })).subarray(0, 150)]]), 'not-json'],
    ['a list instead of a collection', () => new Map([['plan.geojson', Buffer.from('[]')]]), 'not-collection'],
    ['brackets a hundred thousand deep', () => collection(`{"type":"Feature","geometry":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'nothing-to-draw'],
    ['no map at all', () => new Map([['readme.txt', Buffer.from('hello')]]), 'no-map-file'],
  ])('%s: refused by name', async (_what, files, code) => {
    expect(await troubleOf(() => read(files()))).toBe(code);
  });
});

describe('a zip', () => {
  const plan = file([room(0)]).get('plan.geojson')!;
  /** Says of its entries that they are small: the sizes in its directory and before its data. */
  function lying(zip: Buffer): Buffer {
    const made = Buffer.from(zip);
    made.writeUInt32LE(10, made.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
    return made;
  }
  test.each<[string, () => Promise<Buffer>, TroubleCode]>([
    ['inside a zip', async () => zipOf({ 'inner.zip': await zipOf({ 'plan.geojson': plan }) }), 'zip-in-zip'],
    ['with two plans of one name in two folders', () => zipOf({ 'a/plan.geojson': plan, 'b/plan.geojson': plan }), 'file-twice'],
    ['that is a bomb of zeros', () => zipOf({ 'plan.geojson': Buffer.alloc(101 * 1024 * 1024) }), 'file-too-big'],
    ['that lies about its sizes', async () => lying(await zipOf({ 'plan.geojson': Buffer.alloc(3 * 1024 * 1024) })), 'broken-zip'],
    ['of more files than a plan has', () => zipOf(Object.fromEntries(Array.from({ length: 201 }, (_, nth) => [`${nth}.geojson`, plan]))), 'too-many-files'],
    ['that is cut off', async () => (await zipOf({ 'plan.geojson': plan })).subarray(0, 200), 'not-zip'],
    ['that is none', async () => Buffer.from('PK\u0003\u0004 nothing'), 'not-zip'],
  ])('%s is refused by name', async (_what, make, code) => {
    const zip = await make();
    expect(await troubleOf(() => readZipBytes(zip, new Budget()))).toBe(code);
  });

  test('with folders, and what a Mac puts beside them, is read', async () => {
    const files = await readZipBytes(await zipOf({ 'mall/plan.geojson': plan, '__MACOSX/mall/._plan.geojson': Buffer.from('x'), 'mall/.DS_Store': Buffer.from('x') }));
    expect([...files.keys()]).toEqual(['plan.geojson']);
  });
});

describe('what is said about a set', () => {
  test.each(LANGUAGES)('has its sentence in %s for every trouble and every reason', (language) => {
    const t = getT(language, 'bringing');
    const said = [...TROUBLES.map((code) => `trouble.${code}`), ...REASONS.map((reason) => `reason.${reason}`)].map((key) => [key, t(key as 'trouble.lost', { file: 'f', max: 1, size: 1, count: 1, features: 1, x: 1, y: 1, what: 'w' })]);
    expect(said.filter(([key, text]) => !text || text === key || text.includes('{{'))).toEqual([]);
  });
});

const osm = resolve(process.env.SHARED_DIR ?? '../shared', 'data/maps/grand-place-osm/grand-place.geojson');
test.runIf(existsSync(osm))('a real extract with latitude first is the same plan once that is chosen on the page', async () => {
  const files = await readArchive(osm);
  const wrong = new Map([...files].map(([name, bytes]) => [name, Buffer.from(JSON.stringify(turned(JSON.parse(bytes.toString()))))]));
  const rooms = ({ map }: ReadSet) => map.units.map(({ source, level, shape }) => ({ source, level, shape }));
  expect(rooms(read(wrong, { way: 'swapped' }))).toEqual(rooms(read(files)));
});
