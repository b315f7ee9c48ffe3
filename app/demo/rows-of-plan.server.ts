import { Offices } from '#models/office.server.ts';
import { Buildings, Grids, Levels, Openings, Units } from '#models/plan.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';

/** Offices, floors, booths, doors and grids. */
export function addPlan(filling: Filling, demo: DemoMall): void {
  const { mall } = filling;
  const building = filling.id('building', 'mall');
  for (const { key, parent, ...office } of demo.offices) filling.add(Offices, { _id: filling.id('office', key), ...office, parent: parent && filling.id('office', parent) });
  filling.add(Buildings, { _id: building, mall, ...demo.building });
  for (const { key, ...level } of demo.levels) filling.add(Levels, { _id: filling.id('level', key), mall, building, shortName: key, ...level });
  for (const { number, level, ...grid } of demo.grids) {
    filling.add(Grids, { _id: filling.id('grid', number), mall, number, levels: [filling.id('level', level)], ...grid });
  }
  for (const { key, level, grid, ...unit } of demo.units) {
    filling.add(Units, { _id: filling.id('unit', key), mall, level: filling.id('level', level), grid: grid && filling.id('grid', grid), ...unit });
  }
  demo.doors.forEach(({ floor, unit, line, kind }, i) => {
    filling.add(Openings, { _id: filling.id('opening', i), mall, level: filling.id('level', floor), unit: unit && filling.id('unit', unit), line, kind });
  });
}
