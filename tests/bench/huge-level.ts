import { Grids, Levels, Openings, Units } from '#models/plan.server.ts';
import { newId } from '#app/platform/ids.ts';

export const BOOTHS = 5_000;
const IN_ROW = 100;

/** One floor of 100 × 50 booths of 4 × 3 m with a door each, an aisle after every second row, five rows a grid. @returns its id */
export async function hugeLevel(mall: string): Promise<string> {
  const near = await Levels.findOne({ mall }, { building: 1 }).lean();
  const grids = await Grids.find({ mall }, { _id: 1 }).lean();
  const level = newId();
  await Levels.create({ _id: level, mall, building: near?.building ?? '', ordinal: 9, shortName: 'F10', name: { en: 'Floor 10' } });
  for (let at = 0; at < BOOTHS; at += 500) {
    const booths = Array.from({ length: 500 }, (_, i) => boothAt(at + i));
    const units = booths.map(({ number, shape, row }) => ({ _id: newId(), mall, level, number, category: 'room', lettable: true, grid: grids[Math.floor(row / 5) % grids.length]?._id, shape }));
    await Units.insertMany(units);
    await Openings.insertMany(units.map(({ _id }, i) => ({ _id: newId(), mall, level, unit: _id, kind: 'pedestrian', line: booths[i]!.door })));
  }
  return level;
}

function boothAt(nth: number) {
  const [x, row] = [(nth % IN_ROW) * 4, Math.floor(nth / IN_ROW)];
  const y = row * 3 + Math.floor(row / 2) * 4;
  return { number: `F10-${String(nth + 1).padStart(4, '0')}`, row, shape: [[[[x, y], [x + 4, y], [x + 4, y + 3], [x, y + 3], [x, y]]]], door: [[x, y], [x + 1, y]] };
}
