import { describe, expect, it } from 'vitest';
import { waysBetweenDoors } from './corridors.ts';
import type { Polygon } from './geometry.ts';
import { type Door, findNeighbours, isConnected, type PlacedUnit } from './neighbours.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Polygon => [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]];
const unit = (id: string, shape: Polygon, category = 'room', level = 'F1'): PlacedUnit => ({ id, level, category, shape: [shape] });
const door = (of: string, x: number, y: number, level = 'F1'): Door => ({ unit: of, level, line: [[x - 0.5, y], [x + 0.5, y]] });
const levels = [{ id: 'F1', building: 'b', ordinal: 0 }, { id: 'F2', building: 'b', ordinal: 1 }];
const of = (units: PlacedUnit[], doors: Door[] = []) => findNeighbours({ units, doors, levels });

describe('neighbours', () => {
  it('share a wall, also one drawn twice with its thickness between', () => {
    const found = of([unit('a', box(0, 0, 4, 4)), unit('b', box(4, 0, 8, 4)), unit('c', box(8.2, 0, 12, 4)), unit('d', box(13, 0, 16, 4))]);
    expect([...found.get('b')!].sort()).toEqual(['a', 'c']);
    expect(found.get('d')!.size).toBe(0);
  });

  it('do not share a wall where they meet at a corner', () => {
    expect(of([unit('a', box(0, 0, 4, 4)), unit('b', box(4, 4, 8, 8))]).get('a')!.size).toBe(0);
  });

  it('have doors on one corridor at most 15 metres apart', () => {
    const units = [unit('way', box(0, 4, 40, 7), 'walkway'), unit('a', box(0, 0, 4, 4)), unit('b', box(14, 0, 18, 4)), unit('c', box(32, 7, 36, 11))];
    const found = of(units, [door('a', 2, 4), door('b', 16, 4), door('c', 34, 7)]);
    expect([...found.get('a')!]).toEqual(['b']);
    expect(found.get('c')!.size).toBe(0);
    expect(found.has('way')).toBe(false);
  });

  it('count metres around corners, not through walls', () => {
    const around: Polygon = [...box(0, 0, 24, 24), ...box(2, 2, 22, 22)];
    const ways = waysBetweenDoors([around], [{ unit: 'north', at: [12, 2] }, { unit: 'south', at: [12, 22] }, { unit: 'east', at: [22, 4] }], 15);
    expect(ways.get('north')!.get('east')).toBeCloseTo(12, 0);
    expect(ways.get('north')!.has('south')).toBe(false);
  });

  it('walk from one corridor into the next where nothing stands between', () => {
    const ways = waysBetweenDoors([box(0, 0, 10, 3), box(10, 0, 20, 3)], [{ unit: 'a', at: [6, 0] }, { unit: 'b', at: [14, 3] }], 15);
    expect(ways.get('a')!.get('b')).toBeCloseTo(8.5, 0);
  });

  it('are joined between levels by stairs that stand above each other', () => {
    const floor = (level: string) => [
      unit(`way-${level}`, box(0, 4, 40, 7), 'walkway', level),
      unit(`stairs-${level}`, box(0, 0, 4, 4), 'stairs', level),
      unit(`near-${level}`, box(6, 0, 10, 4), 'room', level),
      unit(`far-${level}`, box(20, 0, 24, 4), 'room', level),
    ];
    const doors = ['F1', 'F2'].flatMap((level) => [door(`stairs-${level}`, 2, 4, level), door(`near-${level}`, 8, 4, level), door(`far-${level}`, 22, 4, level)]);
    const found = of([...floor('F1'), ...floor('F2')], doors);
    expect([...found.get('near-F1')!].sort()).toEqual(['far-F1', 'near-F2']);
    expect(found.get('far-F1')!.has('far-F2')).toBe(false);
  });

  it('are neighbours of each other', () => {
    const found = of([unit('a', box(0, 0, 4, 4)), unit('b', box(4, 0, 8, 4)), unit('c', box(0, 4, 4, 8))]);
    for (const [id, beside] of found) for (const other of beside) expect(found.get(other)!.has(id)).toBe(true);
  });

  it('tell a set that hangs together from one that does not', () => {
    const found = of([unit('a', box(0, 0, 4, 4)), unit('b', box(4, 0, 8, 4)), unit('c', box(8, 0, 12, 4))]);
    expect(isConnected(['a', 'b', 'c'], found)).toBe(true);
    expect(isConnected(['a', 'c'], found)).toBe(false);
    expect(isConnected([], found)).toBe(true);
  });
});
