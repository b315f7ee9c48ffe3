import { type Release, Releases } from '#models/release.server.ts';
import { dayIn, momentOf } from '#app/i18n/zone-days.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { levelsReleased } from '../queries.server.ts';
import { tablesOf } from '../releases.server.ts';
import type { LevelRows, ReleasedTables } from '../tables.ts';
import { isReady, type PackReader, readSpan, readySpans, type Span, weeksIn } from './span.ts';

type Mall = Pick<KnownMall, '_id' | 'zone'>;

export interface Released {
  cutAt: Date;
  tables: ReleasedTables;
}

/** Figures as the last release before its end shows them, and as one showed them before it began; nothing else is in it. */
export interface Pack {
  span: Span;
  last: Released;
  before: Released | null;
  levels: LevelRows[];
  /** Of a month: as they were when each of its weeks ended. */
  weeks: { monday: string; last: Released }[];
}

const DAY = 24 * 3600_000;
/** Days back that are looked through, the nearest first: the database reads all that lies in a stretch of time. */
const STRETCHES = [1 / 24, 1 / 4, 1, 7, 60, 800] as const;

async function lastBefore(mall: string, end: Date): Promise<Release | null> {
  for (const days of STRETCHES) {
    const found = await Releases.findOne({ mall, cutAt: { $gte: new Date(end.getTime() - days * DAY), $lt: end } }).sort({ cutAt: -1 }).lean();
    if (found) return found;
  }
  return null;
}

const midnight = (day: string, { zone }: Mall): Date => momentOf(day, '00:00', zone);
const shown = (release: Release | null): Released | null => release && { cutAt: release.cutAt, tables: tablesOf(release) };

/** Spans with figures that these readers may read by now, the newest first. */
export async function listPacks(mall: Mall, reader: PackReader, now: Date): Promise<Span[]> {
  const first = await Releases.findOne({ mall: mall._id, number: 1 }, { cutAt: 1 }).lean();
  return first ? readySpans(reader, dayIn(now, mall.zone), dayIn(first.cutAt, mall.zone)) : [];
}

/** @throws a 404 Response for what is no span, isn't over, isn't these readers' yet, or has no figures */
export async function getPack(mall: Mall, key: string, reader: PackReader, now: Date): Promise<Pack> {
  const span = readSpan(key);
  if (!span || !isReady(span, reader, dayIn(now, mall.zone))) throw notFound();
  const last = shown(await lastBefore(mall._id, midnight(span.until, mall)));
  if (!last) throw notFound();
  const weeks: Pack['weeks'] = [];
  for (const { monday, until } of span.kind === 'month' ? weeksIn(span) : []) {
    const then = shown(await lastBefore(mall._id, midnight(until, mall)));
    if (then) weeks.push({ monday, last: then });
  }
  return { span, last, before: shown(await lastBefore(mall._id, midnight(span.from, mall))), levels: (await levelsReleased(mall._id, last.tables)).levels, weeks };
}
