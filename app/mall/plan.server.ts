import { type Building, Buildings, Levels, Openings, Units } from '#models/plan.server.ts';
import sprite from '#app/components/icons.svg?url';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { planMarkup } from './plan-markup.ts';
import { drawLevel } from './plan-svg.ts';
import { type LevelCard, listGrids, levelsOf } from './queries.server.ts';

export interface LevelPlan {
  viewBox: [number, number, number, number];
  markup: string;
  /** Where a unit's number stands and its path, for what is drawn over the plan. */
  places: Map<string, { d: string; x: number; y: number; width: number }>;
}

/** Levels remembered at most; one with 140 units takes some 60 kB. */
const MOST = 200;
const buildingMemory = () => memoryOf<Pick<Building, '_id' | 'name'>[]>('buildings', ['buildings']);
const drawn = () => singleton('level-plans', () => new Map<string, LevelPlan>());

/** Levels as in a lift, the top one first; by building where a mall has several. */
export async function listLevels(mall: string): Promise<{ levels: readonly LevelCard[]; buildings: Pick<Building, '_id' | 'name'>[] }> {
  const [levels, buildings] = await Promise.all([
    levelsOf(mall),
    buildingMemory().get(mall, () => Buildings.find({ mall }, { name: 1 }).limit(200).lean()),
  ]);
  const used = new Set(levels.map((level) => level.building));
  return { levels, buildings: buildings.filter(({ _id }) => used.has(_id)) };
}

/** The plan of one level, drawn once for each version of the mall and kept by this process; the database stays the truth. */
export async function getLevelPlan(mall: KnownMall, level: LevelCard): Promise<LevelPlan> {
  const key = `${mall._id}:${mall.version}:${level._id}`;
  const known = drawn().get(key);
  if (known) return known;
  const plan = await drawPlan(mall, level);
  if (drawn().size >= MOST) drawn().delete(drawn().keys().next().value ?? '');
  drawn().set(key, plan);
  return plan;
}

async function drawPlan(mall: KnownMall, level: LevelCard): Promise<LevelPlan> {
  const at = { mall: mall._id, level: level._id };
  const [floor, units, openings, grids] = await Promise.all([
    Levels.findOne({ mall: mall._id, _id: level._id }, { outline: 1 }).lean(),
    Units.find(at, { number: 1, category: 1, lettable: 1, grid: 1, shape: 1, label: 1, name: 1 }).sort({ number: 1 }).limit(6_000).lean(),
    Openings.find(at, { line: 1 }).limit(6_000).lean(),
    listGrids(mall._id),
  ]);
  const drawing = drawLevel({
    outline: floor?.outline,
    units: units.map(({ _id, name, ...unit }) => ({ ...unit, id: _id, named: Boolean(name) })),
    doors: openings.map(({ line }) => line),
  });
  const here = new Set(units.map((unit) => unit.grid));
  const markup = planMarkup(
    drawing,
    units.map(({ _id, number, category, lettable, grid }) => ({ id: _id, number, category, lettable, grid })),
    grids.filter(({ _id }) => here.has(_id)).map(({ _id, number, hue, weave }) => ({ id: _id, number, hue, weave })),
    sprite,
    `/m/${mall.slug}/map?level=${encodeURIComponent(level._id)}`,
  );
  return { viewBox: drawing.viewBox, markup, places: new Map(drawing.units.map(({ id, ...place }) => [id, place])) };
}
