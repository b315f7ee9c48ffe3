import { Units } from '#models/plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { AssetKind } from './assets.ts';
import { findPlace } from './codes/places.server.ts';
import { readCode } from './codes/queries.server.ts';
import { codeIn } from './codes/signing.server.ts';
import type { LevelPlan } from './plan.server.ts';

/** Where the reader says that she stands: beside a booth, or at something that has a code. */
export interface Standing {
  id: string;
  level: string;
  number: string;
  names: Localized | null;
}

/** @throws a 404 Response for what this mall doesn't have */
export async function getStanding(mall: string, id: string): Promise<Standing> {
  const unit = await Units.findOne({ mall, _id: id }, { level: 1, number: 1, name: 1 }).lean();
  if (unit) return { id, level: unit.level, number: unit.number ?? '', names: unit.name ?? null };
  const place = await findPlace(mall, id);
  if (!place) throw notFound();
  return { id, level: place.level.id, number: '', names: place.names };
}

/** What a plan shows there: a booth with its outline, else a sign. */
export function spotOn(plan: LevelPlan, { id }: Standing): { kind: AssetKind | null; place: { d: string; x: number; y: number } | null } {
  const asset = plan.assets.find((each) => each.id === id);
  return { kind: asset?.kind ?? null, place: plan.places.get(id) ?? (asset ? { d: '', x: asset.x, y: asset.y } : null) };
}

/** The place whose sign was scanned; null for anything but a code of this mall that still holds. */
export async function placeOfScan(mall: KnownMall, scanned: string, now: Date): Promise<string | null> {
  const code = codeIn(scanned);
  const read = code ? await readCode(code, now) : null;
  return read?.state === 'true' && read.mall._id === mall._id ? read.place.id : null;
}
