import type { Point, Polygon } from '../geometry.ts';
import { labelPoint } from '../label-point.ts';
import { type PlaneTransform, planeOf } from '../projection.ts';
import { bearingOf, doorFinder, isNearby } from '../imdf/place.ts';
import { mendPolygons } from '../imdf/rings.ts';
import type { Geometry } from '../imdf/schema.ts';
import { swapped } from '../imdf/world.ts';
import { numberNameless } from './numbering.ts';
import type { ReadLevel, ReadMap, ReadUnit, Words } from './read-map.ts';
import { type Remark, SetTrouble } from './remarks.ts';
import type { Sliced } from './slices.ts';

/** A level that features name: `key` as they write it. */
export interface LevelKey {
  key: string;
  ordinal: number;
  shortName: string;
}
/** One feature that was recognised; on each of its levels it becomes a unit, a door or the level's outline. */
export interface Piece {
  file: string;
  id: string;
  as: 'unit' | 'opening' | 'outline';
  levels: readonly LevelKey[];
  geometry: Geometry;
  number?: string;
  name?: Words;
  category: string;
  lettable: boolean;
}

interface Plane {
  transform: PlaneTransform;
  toPlane(at: readonly number[]): Point;
  /** Degrees may have been written latitude first; metres can't be told apart. */
  isWorld: boolean;
}

/** The middle one of each axis: a feature that went astray doesn't move it. */
export function medianOf(positions: readonly (readonly number[])[]): [number, number] {
  const axis = (at: 0 | 1) => positions.map((position) => position[at] ?? 0).sort((a, b) => a - b)[Math.floor(positions.length / 2)] ?? 0;
  return [axis(0), axis(1)];
}

export function worldPlane(pieces: readonly Piece[], positions: readonly (readonly number[])[]): Plane {
  const origin = medianOf(positions);
  const bearing = bearingOf(origin, pieces.filter((piece) => piece.as === 'unit').map(({ geometry }) => geometry));
  const transform = { origin, bearing, madeUp: false };
  return { transform, toPlane: planeOf(transform).toPlane, isWorld: true };
}

/** Polygons of one piece, with what is to be said about them; undefined when there is nothing to draw. */
function drawPiece({ toPlane, isWorld }: Plane, { file, id, geometry }: Piece, remarks: Remark[]): Polygon[] | undefined {
  const say = (kind: Remark['kind'], reason: Remark['reason']) => void remarks.push({ file, id, kind, reason });
  const made = mendPolygons(geometry, toPlane);
  if (!made) say('skipped', geometry.type.includes('Line') ? 'line-only' : 'point-only');
  else if ('trouble' in made) say('skipped', made.trouble);
  else if (!isNearby(made.polygons)) {
    const turned = isWorld ? mendPolygons(swapped(geometry), toPlane) : null;
    if (turned && 'polygons' in turned && isNearby(turned.polygons)) {
      say('mended', 'mended-swapped');
      return turned.polygons;
    }
    say('skipped', 'far-away');
  } else {
    made.repairs.forEach((repair) => say('mended', repair));
    return made.polygons;
  }
  return undefined;
}

/**
 * One building of recognised pieces. A piece on several levels stands on each of them, with the level's key behind its id.
 * @throws {SetTrouble} when nothing of it can be drawn
 */
export function* assemble(building: { source: string; name: Words }, pieces: readonly Piece[], plane: Plane, said: { features: number; remarks: Remark[] }): Sliced<ReadMap> {
  const { remarks, features } = said;
  const levels = new Map<string, ReadLevel>();
  const units: ReadUnit[] = [];
  const levelOf = (level: LevelKey): ReadLevel => {
    const known = levels.get(level.key);
    if (known) return known;
    const made = { source: `${building.source}:${level.key}`, building: building.source, ordinal: level.ordinal, shortName: level.shortName, name: {} };
    levels.set(level.key, made);
    return made;
  };
  for (const piece of pieces.filter(({ as }) => as === 'unit')) {
    yield;
    const shape = drawPiece(plane, piece, remarks);
    if (!shape) continue;
    if (piece.levels.length > 1) remarks.push({ file: piece.file, id: piece.id, kind: 'mended', reason: 'several-levels', what: piece.levels.map(({ shortName }) => shortName).join(' ') });
    const { number, name, category, lettable } = piece;
    for (const level of piece.levels) {
      const source = piece.levels.length > 1 ? `${piece.id}@${level.key}` : piece.id;
      units.push({ source, level: levelOf(level).source, number, name, category, lettable, shape, label: labelPoint(shape) });
    }
  }
  if (units.length === 0) throw new SetTrouble('nothing-to-draw', { features });
  for (const piece of pieces.filter(({ as }) => as === 'outline')) {
    const outline = drawPiece(plane, piece, remarks);
    for (const level of piece.levels) {
      const known = levels.get(level.key);
      if (outline && known) known.outline = [...(known.outline ?? []), ...outline];
    }
  }
  const openings: ReadMap['openings'] = [];
  const unitOf = doorFinder(units);
  for (const { file, id, levels: on, geometry, category } of pieces.filter(({ as }) => as === 'opening')) {
    yield;
    if (geometry.type !== 'LineString' || geometry.coordinates.length < 2) {
      remarks.push({ file, id, kind: 'skipped', reason: 'point-only' });
      continue;
    }
    const line = geometry.coordinates.map(plane.toPlane);
    for (const level of on) {
      const known = levels.get(level.key);
      if (known) openings.push({ source: on.length > 1 ? `${id}@${level.key}` : id, level: known.source, line, unit: unitOf(known.source, line), kind: category });
      else remarks.push({ file, id, kind: 'skipped', reason: 'no-level', what: level.shortName });
    }
  }
  const rows = [...levels.values()];
  remarkDoubles(units, remarks);
  numberNameless(units, rows);
  return { name: building.name, buildings: [{ ...building, transform: plane.transform }], levels: rows, units, openings, grids: [], files: [], features, remarks };
}

/** Two rooms of a level with one number: both are taken, and somebody should look. */
function remarkDoubles(units: readonly ReadUnit[], remarks: Remark[]): void {
  const seen = new Set<string>();
  for (const { level, number, source } of units) {
    if (!number) continue;
    const key = `${level}\n${number}`;
    if (seen.has(key)) remarks.push({ file: '', id: source, kind: 'mended', reason: 'double-number', what: number });
    seen.add(key);
  }
}
