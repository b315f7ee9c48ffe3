import type { Point, Polygon } from '#app/mall/geometry.ts';
import type { Door, PlacedLevel, PlacedUnit } from '#app/mall/neighbours.ts';

const DEPTH = 5;
const AISLE = 3;

export interface PlanSize {
  levels: number;
  /** Aisles on each level, booths on both sides of each. */
  aisles: number;
  /** Booths along one side of an aisle, 3 m wide each. */
  booths: number;
}
export interface MadePlan {
  units: (PlacedUnit & { number?: string; lettable: boolean; label: Point })[];
  doors: Door[];
  levels: (PlacedLevel & { shortName: string })[];
}

const box = (x: number, y: number, width: number, height: number): Polygon => [[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]];

/** A trading mall as they are built: aisles of booths with a cross corridor at their head, and stairs at its end on every level. */
export function drawPlan({ levels, aisles, booths }: PlanSize): MadePlan {
  const made: MadePlan = { units: [], doors: [], levels: [] };
  for (let floor = 0; floor < levels; floor += 1) {
    const level = `F${floor + 1}`;
    made.levels.push({ id: level, building: 'hall', ordinal: floor, shortName: level });
    const add = (id: string, shape: Polygon, category: string, number?: string) =>
      made.units.push({ id: `${level}-${id}`, level, category, shape: [shape], number, lettable: number !== undefined, label: [(shape[0]![0]![0] + shape[0]![2]![0]) / 2, (shape[0]![0]![1] + shape[0]![2]![1]) / 2] });
    const door = (unit: string, x: number, y: number) => made.doors.push({ unit: `${level}-${unit}`, level, line: [[x, y - 0.5], [x, y + 0.5]] });
    const pitch = 2 * DEPTH + AISLE;
    add('head', box(0, -4, aisles * pitch, 4), 'walkway');
    add('stairs', box(-4, -4, 4, 4), 'stairs');
    door('stairs', 0, -2);
    let number = 0;
    for (let aisle = 0; aisle < aisles; aisle += 1) {
      const left = aisle * pitch;
      add(`aisle-${aisle}`, box(left + DEPTH, 0, AISLE, booths * 3), 'walkway');
      for (let side = 0; side < 2; side += 1) {
        for (let i = 0; i < booths; i += 1) {
          number += 1;
          const name = String(number).padStart(4, '0');
          add(name, box(side === 0 ? left : left + DEPTH + AISLE, i * 3, DEPTH, 3), 'room', `${level}-${name}`);
          door(name, side === 0 ? left + DEPTH : left + DEPTH + AISLE, i * 3 + 1.5);
        }
      }
    }
  }
  return made;
}
