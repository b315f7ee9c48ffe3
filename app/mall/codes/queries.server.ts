import { ALL_PLACES, PlaceCodes } from '#models/place-code.server.ts';
import { openTenancies } from '#models/merchant.server.ts';
import { type Actor, holdsRole, isOfficer, isPartner, shopsIn } from '#app/platform/actor.ts';
import { findMall, type KnownMall } from '#app/platform/malls.server.ts';
import { type CodedPlace, findPlace } from './places.server.ts';
import { readSignedPlace, signPlace } from './signing.server.ts';

/** Generation of codes printed now, by place; `others` for those that were never voided themselves. */
async function generationsOf(mall: string, places: readonly string[]): Promise<(place: string) => number> {
  const rows = await PlaceCodes.find({ mall, place: { $in: [ALL_PLACES, ...places] } }, { place: 1, voided: 1 }).lean();
  const voided = new Map(rows.map((row) => [row.place, row.voided]));
  return (place) => (voided.get(ALL_PLACES) ?? 0) + (voided.get(place) ?? 0);
}

/** Codes as they are printed now, by place. */
export async function codesOf(mall: Pick<KnownMall, '_id' | 'slug'>, places: readonly string[]): Promise<Map<string, string>> {
  const generation = await generationsOf(mall._id, places);
  return new Map(places.map((place) => [place, signPlace({ slug: mall.slug, place, generation: generation(place) })]));
}

/** `forged`: not ours, or not whole. `old`: ours, but printed before it was voided, or of a place that is gone. */
export type Scanned = { state: 'forged' } | { state: 'old'; mall: KnownMall | null } | { state: 'true'; mall: KnownMall; place: CodedPlace; code: string };

/** What a scanned code leads to. The database is asked only after the signature held. */
export async function readCode(code: string, now: Date): Promise<Scanned> {
  const signed = readSignedPlace(code);
  if (!signed) return { state: 'forged' };
  const mall = await findMall(signed.slug, now);
  if (!mall) return { state: 'old', mall };
  const [generation, place] = await Promise.all([generationsOf(mall._id, [signed.place]), findPlace(mall._id, signed.place)]);
  if (!place || generation(signed.place) !== signed.generation) return { state: 'old', mall };
  return { state: 'true', mall, place, code };
}

/** The shop in a booth now. */
export async function shopIn(mall: string, unit: string): Promise<string | null> {
  const tenancy = (await openTenancies({ mall, unit }))[0];
  return tenancy?.merchant ?? null;
}

/**
 * Where a signed-in person goes who scans this place: her own shop's first page, a visit to a shop of her grid, the shop on
 * an officer's map, the spot on a partner's; null: the public page, as for everybody who passes by. Nobody visits her own shop.
 */
export async function wayOf(actor: Actor | null, mall: KnownMall, place: CodedPlace): Promise<string | null> {
  if (!actor || !place.lettable) return null;
  const base = `/m/${mall.slug}`;
  const merchant = await shopIn(mall._id, place.id);
  if (merchant && shopsIn(actor, mall._id).includes(merchant)) return base;
  if (merchant && place.grid && holdsRole(actor, mall._id, place.grid, 'leader', 'manager', 'assistant', 'information')) return `${base}/visits/${merchant}`;
  if (isOfficer(actor, mall._id)) return `${base}/map?unit=${place.id}#plan`;
  return isPartner(actor, mall._id) ? `${base}/map?at=${place.id}#plan` : null;
}
