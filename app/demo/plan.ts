import type { Localized, MallZone, WorkingCalendar } from '#models/mall.server.ts';
import type { Point, Polygon } from '#app/mall/geometry.ts';
import { colourGrids } from '#app/mall/hues.ts';
import { labelPoint } from '#app/mall/label-point.ts';
import { findNeighbours } from '#app/mall/neighbours.ts';
import type { PlaneTransform } from '#app/mall/projection.ts';
import { type DrawnDoor, drawFloors, type DrawnMall } from './draw-floors.ts';
import { type DemoPeople, peopleOf } from './people.ts';
import { type DemoNotice, demoNotices } from './notices.ts';
import { randomOf } from './random.ts';
import { type DemoRequest, requestsOf } from './requests.ts';
import { type DemoRounds, roundsOf } from './rounds.ts';
import { type DemoShop, openShops } from './shops.ts';
import { MALL_NAME, OFFICES, placeName } from './words/places.ts';

export interface DemoOffice {
  key: string;
  level: 'community' | 'subdistrict' | 'district';
  name: Localized;
  parent?: string;
}
export interface DemoUnit {
  key: string;
  level: string;
  number?: string;
  name?: Localized;
  category: string;
  lettable: boolean;
  shape: Polygon[];
  label: Point;
  grid?: number;
}
export interface DemoGrid {
  number: number;
  hue: number;
  weave: number;
  level: string;
  shops: number;
}
/** The whole demonstration as plain data: keys instead of ids, days counted from today. */
export interface DemoMall extends DemoPeople, DemoRounds {
  mall: { slug: string; code: string; name: Localized; zone: MallZone; week: WorkingCalendar['week']; languages: string[]; office: string };
  offices: DemoOffice[];
  building: { name: Localized; transform: PlaneTransform };
  levels: { key: string; ordinal: number; name: Localized; outline: Polygon[] }[];
  units: DemoUnit[];
  doors: DrawnDoor[];
  grids: DemoGrid[];
  shops: DemoShop[];
  requests: DemoRequest[];
  notices: DemoNotice[];
}

const WORKING_DAY: [string, string][] = [['10:00', '14:00'], ['15:30', '19:30']];

/** Which grids lie beside each other on their level. */
function besides(drawn: DrawnMall): Map<number, Set<number>> {
  const neighbours = findNeighbours({
    units: drawn.units.map(({ key, floor, category, shape }) => ({ id: key, level: floor, category, shape })),
    doors: drawn.doors.map(({ floor, unit, line }) => ({ level: floor, unit, line })),
    levels: drawn.floors.map(({ shortName, ordinal }) => ({ id: shortName, building: 'mall', ordinal })),
  });
  const units = new Map(drawn.units.map((unit) => [unit.key, unit]));
  const beside = new Map<number, Set<number>>();
  for (const [key, around] of neighbours) {
    const unit = units.get(key);
    for (const other of around) {
      const next = units.get(other);
      if (unit?.grid && next?.grid && unit.grid !== next.grid && unit.floor === next.floor) beside.set(unit.grid, (beside.get(unit.grid) ?? new Set()).add(next.grid));
    }
  }
  return beside;
}

function gridsOf(drawn: DrawnMall, shops: readonly DemoShop[]): DemoGrid[] {
  const floorOf = new Map(drawn.units.flatMap(({ grid, floor }) => (grid ? [[grid, floor] as const] : [])));
  const beside = besides(drawn);
  const cloths = colourGrids([...floorOf].map(([number, floor]) => ({ number, levels: [floor], beside: [...(beside.get(number) ?? [])] })));
  return [...floorOf].map(([number, level]) => ({ number, level, ...cloths.get(number)!, shops: shops.filter(({ grid }) => grid === number).length })).sort((a, b) => a.number - b.number);
}

/** Makes the demonstration mall. The same seed makes the same mall to the last byte, on every machine and day. */
export function makeDemoMall(seed: number): DemoMall {
  const drawn = drawFloors(randomOf(seed, 'plan'));
  const shops = openShops(drawn.units, randomOf(seed, 'shops'));
  const people = peopleOf(shops, randomOf(seed, 'people'));
  const rounds = roundsOf(shops, people, randomOf(seed, 'rounds'));
  return {
    mall: {
      slug: 'jinqiao',
      code: 'ZL',
      name: MALL_NAME,
      zone: 'Asia/Urumqi',
      week: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, WORKING_DAY])),
      languages: ['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'],
      office: 'south-gate',
    },
    offices: OFFICES,
    building: { name: MALL_NAME, transform: { origin: [87.6168, 43.7928], bearing: 0, madeUp: true } },
    levels: drawn.floors.map(({ shortName, ordinal, outline }) => ({ key: shortName, ordinal, name: placeName(shortName) ?? {}, outline })),
    units: drawn.units.map(({ key, floor, name, shape, ...unit }) => ({ key, level: floor, name: name ? placeName(name) : undefined, shape, label: labelPoint(shape), ...unit })),
    doors: drawn.doors,
    grids: gridsOf(drawn, shops),
    shops,
    ...people,
    ...rounds,
    requests: requestsOf(shops, people, randomOf(seed, 'requests')),
    notices: demoNotices(),
  };
}
