import { describe, expect, it } from 'vitest';
import { areaOf, boundsOf, boxesMeet, contains, distanceToWalls, type Point, type Polygon } from '#app/mall/geometry.ts';
import { findNeighbours, isConnected } from '#app/mall/neighbours.ts';
import { firstCloth } from '#app/mall/hues.ts';
import { drawLevel } from '#app/mall/plan-svg.ts';
import { COURSES } from './courses.ts';
import { makeDemoMall } from './plan.ts';

const demo = makeDemoMall(1);
const unitsOn = (level: string) => demo.units.filter((unit) => unit.level === level);
const gridKeys = (number: number) => demo.units.filter((unit) => unit.grid === number).map(({ key }) => key);

/** Points of one polygon that lie well inside the other: none, where walls only touch. */
function intrudes(one: Polygon, other: Polygon): boolean {
  const inner = one[0]!.slice(1).flatMap((b, i): Point[] => [b, [(one[0]![i]![0] + b[0]) / 2, (one[0]![i]![1] + b[1]) / 2]]);
  return inner.some((point) => contains(other, point) && distanceToWalls(other, point) > 0.01);
}

describe('the demonstration mall', () => {
  it('is the same to the last byte for one seed, and another for another', () => {
    expect(JSON.stringify(makeDemoMall(1))).toBe(JSON.stringify(demo));
    expect(JSON.stringify(makeDemoMall(2))).not.toBe(JSON.stringify(demo));
  });

  it('has four floors and about 520 units, of which 458 are let', () => {
    expect(demo.levels.map(({ key }) => key)).toEqual(['B1', 'F1', 'F2', 'F3']);
    expect(demo.units.length).toBeGreaterThan(500);
    expect(demo.units.length).toBeLessThan(550);
    expect(demo.shops).toHaveLength(449);
    expect(new Set(demo.shops.flatMap(({ units }) => units)).size).toBe(458);
    expect(unitsOn('F1').filter(({ lettable }) => lettable)).toHaveLength(131);
  });

  it('draws no two units over each other, and all within the outer wall', () => {
    for (const level of demo.levels) {
      const units = unitsOn(level.key).flatMap(({ key, shape }) => shape.map((polygon) => ({ key, polygon, box: boundsOf(polygon[0]!) })));
      const clashes = units.flatMap((one) => units.filter((other) => other.key !== one.key && boxesMeet(one.box, other.box) && intrudes(one.polygon, other.polygon)).map((other) => `${one.key} in ${other.key}`));
      expect(clashes).toEqual([]);
      const outside = units.filter(({ polygon }) => polygon[0]!.some((point) => !contains(level.outline[0]!, point)));
      expect(outside.map(({ key }) => key)).toEqual([]);
      const taken = units.reduce((sum, { polygon }) => sum + areaOf(polygon), 0);
      expect(taken).toBeLessThanOrEqual(areaOf(level.outline[0]!));
      expect(taken).toBeGreaterThan(areaOf(level.outline[0]!) * 0.97);
    }
  });

  it('gives every booth a door', () => {
    const withDoor = new Set(demo.doors.map(({ unit }) => unit));
    expect(demo.units.filter(({ key, lettable }) => lettable && !withDoor.has(key))).toEqual([]);
  });

  it('has 24 connected grids that hold every booth once, none twice as large as another but the atrium’s', () => {
    const neighbours = findNeighbours({
      units: demo.units.map(({ key, level, category, shape }) => ({ id: key, level, category, shape })),
      doors: demo.doors.map(({ floor, unit, line }) => ({ level: floor, unit, line })),
      levels: demo.levels.map(({ key, ordinal }) => ({ id: key, building: 'mall', ordinal })),
    });
    for (const { number } of demo.grids) expect({ number, connected: isConnected(gridKeys(number), neighbours) }).toEqual({ number, connected: true });
    for (const [key, beside] of neighbours) for (const other of beside) expect(neighbours.get(other)?.has(key)).toBe(true);
    const sizes = demo.grids.map(({ shops }) => shops);
    expect(sizes).toHaveLength(24);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * Math.min(...sizes));
    expect(demo.units.filter(({ lettable, grid }) => lettable !== (grid !== undefined))).toEqual([]);
  });

  it('cuts every grid from the cloth that the pattern book has for its number', () => {
    for (const { number, hue, weave } of demo.grids) expect({ hue, weave }).toEqual(firstCloth(number));
  });

  it('paints no sign twice, in any language', () => {
    for (const language of ['zh', 'ug', 'kk', 'ru'] as const) {
      const signs = demo.shops.flatMap(({ names }) => names[language] ?? []);
      expect(new Set(signs).size).toBe(signs.length);
    }
    expect(demo.shops.every(({ names }) => names.zh && (names.ug || names.kk || names.ru))).toBe(true);
  });

  it('has 80 volunteers for the five roles, some with two, and none who watches her own work', () => {
    expect(new Set(demo.terms.map(({ person }) => person)).size).toBe(80);
    for (const { number } of demo.grids) {
      const here = demo.terms.filter(({ grid }) => grid === number);
      expect(new Set(here.map(({ role }) => role)).size).toBe(5);
      const watching = here.filter(({ role }) => role === 'supervisor').map(({ person }) => person);
      expect(here.filter(({ person, role }) => role !== 'supervisor' && watching.includes(person))).toEqual([]);
    }
  });

  it('plays every course that is written', () => {
    expect(new Set(demo.requests.map(({ course }) => course))).toEqual(new Set(Object.keys(COURSES)));
  });

  it('keeps the drawing of its largest floor small', () => {
    const drawing = drawLevel({ outline: demo.levels[1]!.outline, units: unitsOn('F1').map(({ key, grid, name, ...unit }) => ({ ...unit, id: key, grid: grid ? String(grid) : undefined, named: Boolean(name) })), doors: demo.doors.filter(({ floor }) => floor === 'F1').map(({ line }) => line) });
    expect(JSON.stringify(drawing).length).toBeLessThan(20_000);
    expect(drawing.grids.map(({ grid }) => grid).sort()).toEqual(['10', '11', '12', '6', '7', '8', '9']);
  });
});
