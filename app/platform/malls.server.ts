import { type Mall, Malls } from '#models/mall.server.ts';
import type { Membership } from './actor.ts';
import { onEvent } from './events.server.ts';
import { log } from './log.server.ts';
import type { SettingsInEffect } from './mall-settings.ts';
import { singleton } from './singleton.server.ts';

export type KnownMall = Pick<Mall, '_id' | 'slug' | 'code' | 'name' | 'zone' | 'calendar' | 'languages' | 'office' | 'version'> & { settings?: SettingsInEffect };

const CACHE = 5_000;
const HOUSE_ZONE = 'Asia/Urumqi';
const cache = () =>
  singleton('mall-cache', () => {
    const known = new Map<string, { until: number; mall: Promise<KnownMall | null> }>();
    onEvent((event) => event.type === 'mall:changed' && known.clear());
    return known;
  });

const SHOWN = { slug: 1, code: 1, name: 1, zone: 1, calendar: 1, languages: 1, settings: 1, office: 1, version: 1 } as const;

/** Asked once by the parallel loaders of a page, and by all pages that come in the same moment. */
function remembered(key: string, now: Date, read: () => PromiseLike<KnownMall | null>): Promise<KnownMall | null> {
  const known = cache().get(key);
  if (known && known.until > now.getTime()) return known.mall;
  if (cache().size > 10_000) cache().clear();
  const entry = { until: now.getTime() + CACHE, mall: Promise.resolve(read()) };
  cache().set(key, entry);
  entry.mall.catch(() => cache().get(key) === entry && cache().delete(key));
  return entry.mall;
}

/** An open mall by its address; one that is still being filled isn't there yet. */
export function findMall(slug: string, now: Date): Promise<KnownMall | null> {
  return remembered(`slug:${slug}`, now, () => Malls.findOne({ slug, state: 'open' }, SHOWN).lean());
}

export function findMallById(id: string, now: Date): Promise<KnownMall | null> {
  return remembered(`id:${id}`, now, () => Malls.findOne({ _id: id, state: 'open' }, SHOWN).lean());
}

/** For pages of one's own, over all malls: the zone of one's first mall, or of the first mall under one's office; without any, the house's. */
export async function zoneOf(memberships: readonly Membership[], now: Date): Promise<string> {
  const ids = memberships.flatMap((membership) => ('mall' in membership ? [membership.mall] : []));
  for (const id of new Set(ids)) {
    const mall = await findMallById(id, now);
    if (mall) return mall.zone;
  }
  const offices = memberships.flatMap((membership) => (membership.kind === 'official' ? [membership.office] : []));
  const under = offices.length === 0 ? null : await Malls.findOne({ office: { $in: offices }, state: 'open' }, { zone: 1 }).sort({ _id: 1 }).lean();
  return under?.zone ?? HOUSE_ZONE;
}

/** All open malls, for jobs that go round the house; in pages of ids. */
export async function listMallIds(): Promise<string[]> {
  const rows = await Malls.find({ state: 'open' }, { _id: 1 }).sort({ _id: 1 }).limit(10_000).lean();
  return rows.map((row) => row._id);
}

/** A job's work in one open mall after the other: a fault in one is logged as `failed` and holds none of the others up. */
export async function inEveryMall(now: Date, work: (mall: KnownMall) => Promise<unknown>, failed: string): Promise<void> {
  for (const id of await listMallIds()) {
    try {
      const mall = await findMallById(id, now);
      if (mall) await work(mall);
    } catch (error) {
      log().error({ err: error, mall: id }, failed);
    }
  }
}

/** What is in effect in a mall, at most some seconds old, for those who only know its id. Nothing set: nothing in it. */
export async function settingsOf(mall: string, now = new Date()): Promise<SettingsInEffect> {
  return (await findMallById(mall, now))?.settings ?? {};
}
