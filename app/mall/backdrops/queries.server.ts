import { Backdrops } from '#models/map-import.server.ts';
import { Levels, Units } from '#models/plan.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { bytesOf, mallKey, open } from '#app/platform/keys.server.ts';
import { boundsOf, type Point } from '../geometry.ts';
import { cornersOf, edgesOfPicture, transformOf } from './placing.ts';

/** A picture as it is drawn under a plan. */
export interface PlacedPicture {
  href: string;
  /** Pixels. */
  width: number;
  height: number;
  /** SVG, pixels to metres. */
  transform: string;
  opacity: number;
  /** Of the turned picture, on the plane. */
  corners: Point[];
}

const CARD = { width: 1, height: 1, placing: 1, version: 1, by: 1, createdAt: 1 } as const;
const addressOf = (slug: string, level: string, id: string) => `/m/${slug}/manage/backdrop/${level}/picture?v=${id}`;

/** What lies under a level and in place; null where nothing does. */
export async function backdropOf(mall: { _id: string; slug: string }, level: string): Promise<PlacedPicture | null> {
  const row = await Backdrops.findOne({ mall: mall._id, level }, CARD).lean();
  if (!row?.placing) return null;
  const { _id, width, height, placing } = row;
  return { href: addressOf(mall.slug, level, _id), width, height, transform: transformOf(placing), opacity: placing.opacity, corners: cornersOf(row, placing) };
}

/** The picture of a level with what its form shows. @throws a 404 Response when the mall has no such level */
export async function getBackdrop(mall: { _id: string; slug: string }, level: string) {
  const floor = await Levels.findOne({ mall: mall._id, _id: level }, { shortName: 1 }).lean();
  if (!floor) throw notFound();
  const row = await Backdrops.findOne({ mall: mall._id, level }, CARD).lean();
  const picture = row && {
    href: addressOf(mall.slug, level, row._id),
    width: row.width,
    height: row.height,
    version: row.version,
    placing: row.placing ? { metres: Math.round(row.placing.scale * row.width * 100) / 100, angle: row.placing.angle, opacity: Math.round(row.placing.opacity * 100), ...edgesOfPicture(row, row.placing) } : null,
  };
  return { level: { id: level, shortName: floor.shortName }, picture };
}

/** The picture itself, opened. @throws a 404 Response */
export async function getPicture(mall: string, level: string): Promise<{ id: string; bytes: Buffer }> {
  const row = await Backdrops.findOne({ mall, level }, { cipher: 1 }).lean();
  if (!row) throw notFound();
  const cipher = bytesOf(row.cipher);
  return { id: row._id, bytes: open(await mallKey(mall), cipher, row._id) };
}

/** What is drawn on a level already, as one path in metres. */
export async function planUnder(mall: string, level: string): Promise<{ d: string; box: [number, number, number, number] | null }> {
  const units = await Units.find({ mall, level, shape: { $exists: true } }, { shape: 1 }).limit(6_000).lean();
  const rings = units.flatMap(({ shape = [] }) => shape.flat());
  const { minX, minY, maxX, maxY } = boundsOf(rings.flat());
  const d = rings.map((ring) => `M${ring.slice(0, -1).map((at) => at.join(' ')).join('L')}z`).join('');
  return { d, box: Number.isFinite(minX) ? [minX, minY, maxX, maxY] : null };
}
