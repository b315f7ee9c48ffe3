import { MapFeatures, Units } from '#models/plan.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { levelsOf } from '../queries.server.ts';
import { assetOf, type PlaceKind } from './place-kinds.ts';

/** Something with a code of its own: a booth, a toilet, an extinguisher. */
export interface CodedPlace {
  id: string;
  kind: PlaceKind;
  /** On the door; assets without one are told apart by level and name. */
  number: string | null;
  names: Localized | null;
  lettable: boolean;
  level: { id: string; shortName: string; ordinal: number };
  grid: string | null;
}

const UNIT = { number: 1, name: 1, category: 1, lettable: 1, level: 1, grid: 1 } as const;
interface UnitRow {
  _id: string;
  number?: string;
  name?: Localized;
  category: string;
  lettable: boolean;
  level: string;
  grid?: string;
}
type LevelRow = { _id: string; shortName: string; ordinal: number };

function placeOf(unit: UnitRow, levels: Map<string, LevelRow>): CodedPlace | null {
  const kind = unit.lettable ? 'booth' : assetOf(unit.category);
  const level = levels.get(unit.level);
  if (!kind || !level) return null;
  const { _id, shortName, ordinal } = level;
  return { id: unit._id, kind, number: unit.number ?? null, names: unit.name ?? null, lettable: unit.lettable, level: { id: _id, shortName, ordinal }, grid: unit.grid ?? null };
}

async function levelMap(mall: string): Promise<Map<string, LevelRow>> {
  return new Map((await levelsOf(mall)).map((row) => [row._id, row]));
}

/** What an IMDF amenity says about itself; null for kinds that need no code and for features that can't be read. */
function amenityOf(row: { _id: string; feature: string }): { id: string; kind: PlaceKind; names: Localized | null; units: string[] } | null {
  let feature: { properties?: { category?: unknown; name?: unknown; unit_ids?: unknown } };
  try {
    feature = JSON.parse(row.feature) as typeof feature;
  } catch {
    return null;
  }
  const { category, name, unit_ids: units } = feature.properties ?? {};
  const kind = assetOf(String(category ?? ''));
  if (!kind) return null;
  return { id: row._id, kind, names: typeof name === 'object' ? (name as Localized | null) : null, units: Array.isArray(units) ? units.map(String) : [] };
}

/** Amenities stand in a unit of the plan, which says the level. */
async function listAmenities(mall: string, levels: Map<string, LevelRow>, only?: string): Promise<CodedPlace[]> {
  const rows = await MapFeatures.find({ mall, file: 'amenity', ...(only ? { _id: only } : {}) }, { feature: 1 }).limit(2_000).lean();
  const amenities = rows.flatMap((row) => amenityOf(row) ?? []);
  const units = await Units.find({ mall, source: { $in: amenities.flatMap((one) => one.units) } }, { source: 1, level: 1 }).limit(4_000).lean();
  const levelOf = new Map(units.map((unit) => [unit.source, unit.level]));
  return amenities.flatMap(({ id, kind, names, units: within }) => {
    const level = levels.get(levelOf.get(within[0] ?? '') ?? '');
    if (!level) return [];
    return [{ id, kind, number: null, names, lettable: false, level: { id: level._id, shortName: level.shortName, ordinal: level.ordinal }, grid: null }];
  });
}

/** One place by id; null when this mall has none with that id, or one that gets no code. */
export async function findPlace(mall: string, id: string): Promise<CodedPlace | null> {
  const levels = await levelMap(mall);
  const unit = await Units.findOne({ mall, _id: id }, UNIT).lean();
  if (unit) return placeOf(unit, levels);
  return (await listAmenities(mall, levels, id))[0] ?? null;
}

export interface PlaceQuestion {
  level?: string;
  grid?: string;
  /** One number on a door, as typed. */
  number?: string;
  /** Booths, or what everybody shares. */
  of: 'booths' | 'assets';
}

/** Most of one floor or one corner. */
const MOST = 6_000;

/** Places for a sheet, in order of level and number. Of booths one level, one grid or one number is asked for: a whole mall may have 50,000. */
export async function listPlaces(mall: string, { level, grid, number, of }: PlaceQuestion): Promise<CodedPlace[]> {
  const levels = await levelMap(mall);
  const lettable = of === 'booths';
  const where = number ? { number } : lettable && grid ? { grid } : level ? { level } : null;
  // One condition that an index covers; the others leave rows out afterwards: docs/decisions/0063.
  const units = where || !lettable ? await Units.find({ mall, ...(where ?? { lettable }) }, UNIT).limit(MOST).lean() : [];
  const amenities = lettable || number ? [] : await listAmenities(mall, levels);
  const asked = (unit: UnitRow) => unit.lettable === lettable && (!level || unit.level === level) && (!lettable || !grid || unit.grid === grid);
  const found = [...units.filter(asked).flatMap((unit) => placeOf(unit, levels) ?? []), ...amenities.filter((one) => !level || one.level.id === level)];
  return found.sort((a, b) => a.level.ordinal - b.level.ordinal || (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }) || (a.id < b.id ? -1 : 1));
}

/** Booths with one of these numbers on the door. */
export async function findBooths(mall: string, numbers: readonly string[]): Promise<CodedPlace[]> {
  if (numbers.length === 0) return [];
  const [levels, units] = await Promise.all([levelMap(mall), Units.find({ mall, number: { $in: [...numbers] } }, UNIT).limit(100).lean()]);
  return units.filter((unit) => unit.lettable).flatMap((unit) => placeOf(unit, levels) ?? []);
}
