import { describe, expect, test } from 'vitest';
import { buildImdf } from '#tests/factories/imdf.ts';
import { countsOf } from '../bringing/read-map.ts';
import { readImdf } from './read.ts';

const parse = (files: Map<string, Uint8Array>, name: string) => JSON.parse(Buffer.from(files.get(`${name}.geojson`) ?? '').toString());
const withUnit = (change: (feature: { geometry: { coordinates: number[][][] }; properties: Record<string, unknown>; id: unknown }) => void) => {
  const unit = parse(buildImdf(), 'unit');
  change(unit.features[0]);
  return buildImdf({ unit });
};

describe('an IMDF archive', () => {
  test('is read whole: levels, units to let, openings, and every feature for the export', () => {
    const map = readImdf(buildImdf());
    expect(countsOf(map)).toEqual({ features: 12, buildings: 1, levels: 2, units: 6, lettable: 4, openings: 1, grids: 0, skipped: 1, mended: 0 });
    expect(map.units[0]).toMatchObject({ number: 'A 1', category: 'room', level: 'l1' });
    const [[left, top] = [0, 0], , corner = [0, 0]] = map.units[0]?.shape?.[0]?.[0] ?? [];
    expect(Math.abs(corner[0] - left)).toBeCloseTo(3.22, 1);
    expect(Math.abs(corner[1] - top)).toBeCloseTo(4.44, 1);
  });

  test('keeps types that IMDF does not know, and says so', () => {
    const map = readImdf(buildImdf());
    expect(map.remarks).toEqual([{ file: 'ownThing.geojson', id: 't', kind: 'skipped', reason: 'foreign-type', what: 'ownThing' }]);
    expect(map.files.find(({ file }) => file === 'ownThing.geojson')?.features).toHaveLength(1);
  });

  test.each(['venue', 'level', 'unit'])('without %s is refused by name', (missing) => {
    expect(() => readImdf(buildImdf({ [missing]: undefined }))).toThrow(`missing-file ${missing}.geojson`);
  });

  test.each([
    ['no JSON', '{"type": "FeatureColl', /not-json/],
    ['a list', '[]', /not-collection/],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00]).toString('latin1'), /not-json/],
  ])('with a file that is %s is refused by name', (_what, unit, message) => {
    expect(() => readImdf(buildImdf({ unit }))).toThrow(message);
  });

  test('in metres is refused before anything is drawn, and one room in metres is left out', () => {
    const metres = [[[1200, 800], [1300, 800], [1300, 900], [1200, 800]]];
    const unit = parse(buildImdf(), 'unit');
    unit.features[0].geometry.coordinates = metres;
    expect(readImdf(buildImdf({ unit })).remarks).toContainEqual({ file: 'unit.geojson', id: 'u-l1-0', kind: 'skipped', reason: 'far-away' });
    for (const feature of unit.features) feature.geometry.coordinates = metres;
    expect(() => readImdf(buildImdf({ unit }))).toThrow(/not-wgs84 unit.geojson 1200 800/);
  });

  test('with latitude before longitude is turned round, and every feature says so', () => {
    const turned = new Map([...buildImdf()].map(([name, bytes]) => {
      const json = JSON.parse(Buffer.from(bytes).toString(), (_key, value) => (Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' ? [value[1], value[0]] : value));
      return [name, Buffer.from(JSON.stringify(json))];
    }));
    const map = readImdf(turned);
    expect(map.units.map(({ shape }) => shape)).toEqual(readImdf(buildImdf()).units.map(({ shape }) => shape));
    expect(map.remarks.filter(({ reason }) => reason === 'mended-swapped')).toHaveLength(11);
  });
});

describe('the plan of a building', () => {
  const turned = (degrees: number) => {
    const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
    const files = buildImdf();
    const [x0, y0, squeeze] = [87.6, 43.8, Math.cos((43.8 * Math.PI) / 180)];
    const turn = ([x = 0, y = 0]: number[]): number[] => [x0 + ((x - x0) * squeeze * cos - (y - y0) * sin) / squeeze, y0 + (x - x0) * squeeze * sin + (y - y0) * cos];
    const change = (name: string) => {
      const json = parse(files, name);
      for (const feature of json.features) feature.geometry.coordinates = feature.geometry.type === 'LineString' ? feature.geometry.coordinates.map(turn) : feature.geometry.coordinates.map((ring: number[][]) => ring.map(turn));
      return json;
    };
    return buildImdf({ unit: change('unit'), level: change('level'), opening: change('opening') });
  };

  test.each([0, 12, -30])('of a house turned by %s degrees runs along the screen', (degrees) => {
    const map = readImdf(turned(degrees));
    expect(map.buildings[0]?.transform.bearing).toBeCloseTo(-degrees, 0);
    const [a, b] = map.units[0]?.shape?.[0]?.[0] ?? [];
    expect(Math.min(Math.abs(a![0] - b![0]), Math.abs(a![1] - b![1]))).toBeLessThan(0.05);
  });

  test('knows which room a door belongs to', () => {
    expect(readImdf(buildImdf()).openings[0]).toMatchObject({ unit: 'u-l1-0' });
  });
});

describe('a unit', () => {
  test('that lies in another town is left out of the plan, or the plan would shrink to a dot', () => {
    const map = readImdf(withUnit((unit) => void (unit.geometry.coordinates[0]![2] = [88.9, 44.2])));
    expect(map.remarks).toContainEqual({ file: 'unit.geojson', id: 'u-l1-0', kind: 'skipped', reason: 'far-away' });
  });

  test('takes the shortest of its names as its number', () => {
    const map = readImdf(withUnit((unit) => void Object.assign(unit.properties, { name: { ru: 'Кабинет 104', en: 'Classroom 104' }, alt_name: { en: '104' } })));
    expect(map.units[0]?.number).toBe('104');
  });

  test('whose ring is not closed is mended and listed', () => {
    const map = readImdf(withUnit((unit) => void unit.geometry.coordinates[0]?.pop()));
    expect(map.remarks).toContainEqual({ file: 'unit.geojson', id: 'u-l1-0', kind: 'mended', reason: 'mended-ring' });
    expect(map.units[0]?.shape?.[0]?.[0]).toHaveLength(5);
  });

  test('that crosses itself is listed and not drawn, and stays in the list and the export', () => {
    const map = readImdf(withUnit((unit) => void ([unit.geometry.coordinates[0]![1], unit.geometry.coordinates[0]![2]] = [unit.geometry.coordinates[0]![2]!, unit.geometry.coordinates[0]![1]!])));
    expect(map.remarks).toContainEqual({ file: 'unit.geojson', id: 'u-l1-0', kind: 'skipped', reason: 'crosses-itself' });
    expect(map.units.find(({ source }) => source === 'u-l1-0')).toMatchObject({ shape: undefined, number: 'A 1' });
  });

  test.each([
    ['an operator instead of its level', (unit: { properties: Record<string, unknown> }) => void (unit.properties.level_id = { $ne: null }), 'wrong-properties'],
    ['a level that is not there', (unit: { properties: Record<string, unknown> }) => void (unit.properties.level_id = 'nowhere'), 'no-level'],
    ['words instead of coordinates', (unit: { geometry: { coordinates: unknown } }) => void (unit.geometry.coordinates = 'here'), 'unreadable'],
    ['an id that came before', (unit: { id: unknown }) => void (unit.id = 'u-l2-0'), 'double-id'],
  ])('with %s is left out with its reason, and the others are taken', (_what, change, reason) => {
    const map = readImdf(withUnit(change as never));
    expect(map.units).toHaveLength(5);
    expect(map.remarks.map((remark) => remark.reason)).toContain(reason);
  });

  test('of an unknown category is drawn as a room', () => {
    const map = readImdf(withUnit((unit) => void (unit.properties.category = 'shop')));
    expect(map.units[0]).toMatchObject({ category: 'shop', lettable: true });
    expect(map.remarks).toContainEqual({ file: 'unit.geojson', id: 'u-l1-0', kind: 'mended', reason: 'unknown-category', what: 'shop' });
  });
});
