import { type Mall, Malls } from '#models/mall.server.ts';
import { onEvent } from './events.server.ts';
import type { SettingsInEffect } from './mall-settings.ts';
import { singleton } from './singleton.server.ts';

export type KnownMall = Pick<Mall, '_id' | 'slug' | 'code' | 'name' | 'zone' | 'calendar' | 'languages' | 'office' | 'version'> & { settings?: SettingsInEffect };

const CACHE = 5_000;
const cache = () =>
  singleton('mall-cache', () => {
    const known = new Map<string, { until: number; mall: KnownMall | null }>();
    onEvent((event) => event.type === 'mall:changed' && known.clear());
    return known;
  });

const SHOWN = { slug: 1, code: 1, name: 1, zone: 1, calendar: 1, languages: 1, settings: 1, office: 1, version: 1 } as const;

async function remembered(key: string, now: Date, read: () => Promise<KnownMall | null>): Promise<KnownMall | null> {
  const known = cache().get(key);
  if (known && known.until > now.getTime()) return known.mall;
  const mall = await read();
  if (cache().size > 10_000) cache().clear();
  cache().set(key, { until: now.getTime() + CACHE, mall });
  return mall;
}

/** An open mall by its address; one that is still being filled isn't there yet. */
export function findMall(slug: string, now: Date): Promise<KnownMall | null> {
  return remembered(`slug:${slug}`, now, () => Malls.findOne({ slug, state: 'open' }, SHOWN).lean());
}

export function findMallById(id: string, now: Date): Promise<KnownMall | null> {
  return remembered(`id:${id}`, now, () => Malls.findOne({ _id: id, state: 'open' }, SHOWN).lean());
}

/** All open malls, for jobs that go round the house; in pages of ids. */
export async function listMallIds(): Promise<string[]> {
  const rows = await Malls.find({ state: 'open' }, { _id: 1 }).sort({ _id: 1 }).limit(10_000).lean();
  return rows.map((row) => row._id);
}

/** What is in effect in a mall, at most some seconds old, for those who only know its id. Nothing set: nothing in it. */
export async function settingsOf(mall: string, now = new Date()): Promise<SettingsInEffect> {
  return (await findMallById(mall, now))?.settings ?? {};
}
