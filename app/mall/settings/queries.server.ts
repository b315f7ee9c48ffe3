import { DataSendings, type DataSent, type MallSetting, MallSettings, type SettingPart } from '#models/mall-settings.server.ts';
import { namesOf } from '../queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type LiveRow, replacedBy } from './stand.ts';

/** A line of the history, as officers read it. */
export interface SettingLine extends Pick<MallSetting, 'version' | 'part' | 'from' | 'state' | 'changed'> {
  /** Null: as the mall was founded. */
  by: Localized | null;
  byId: string;
  confirmedBy: Localized | null;
  at: Date;
}

const PAGE = 50;

/** Changes of a mall's settings, newest first. @param part only these */
export async function listSettings(mall: string, { part, state }: { part?: SettingPart; state?: readonly MallSetting['state'][] } = {}): Promise<SettingLine[]> {
  const filter = { mall, ...(part ? { part } : {}), ...(state ? { state: { $in: [...state] } } : {}) };
  const rows = await MallSettings.find(filter, { value: 0 }).sort({ version: -1 }).limit(PAGE).lean();
  const names = await namesOf(rows.flatMap((row) => [row.by, row.confirmedBy ?? row.by]));
  return rows.map(({ version, part: of, from, state: is, changed, by, confirmedBy, createdAt }) => ({
    version,
    part: of,
    from,
    state: is,
    changed,
    by: by === 'house' ? null : (names.get(by) ?? {}),
    byId: by,
    confirmedBy: confirmedBy ? (names.get(confirmedBy) ?? {}) : null,
    at: createdAt,
  }));
}

/** A change beside what it replaces. */
export interface ComingLine extends Pick<SettingLine, 'version' | 'from' | 'state' | 'by' | 'byId' | 'at'> {
  value: unknown;
  before: unknown;
  /** The change that it replaces, and from which day that one was to hold; null: what holds now. */
  replaces: { version: number; from: string } | null;
}

/** Changes with the names of who made them and the values they replace. @param founding what held before anything was set */
export async function comingLines(all: readonly LiveRow[], some: readonly LiveRow[], founding: unknown): Promise<ComingLine[]> {
  const names = await namesOf(some.map(({ by }) => by));
  return some.map((row) => {
    const before = replacedBy(all, row);
    const { version, from, state, by, createdAt: at, value } = row;
    const replaces = before?.state === 'planned' ? { version: before.version, from: before.from } : null;
    return { version, from, state, by: by === 'house' ? null : (names.get(by) ?? {}), byId: by, at, value, before: before ? before.value : founding, replaces };
  });
}

/** More rows than so many weeks have. */
const MOST_SENT = 5_000;

/** What left the house since then, newest first. */
export async function listSendings(mall: string, since: Date): Promise<Pick<DataSent, 'receiver' | 'what' | 'count' | 'at'>[]> {
  return DataSendings.find({ mall, at: { $gte: since } }, { receiver: 1, what: 1, count: 1, at: 1 }).sort({ at: -1 }).limit(MOST_SENT).lean();
}
