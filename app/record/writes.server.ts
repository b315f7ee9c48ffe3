import { AccessEvents, AuditEvents } from '#models/audit.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { namesOf } from '#app/mall/queries.server.ts';

export interface WriteCard {
  id: string;
  command: string;
  role: string;
  names: Localized;
  /** The reader herself did it. */
  own: boolean;
  at: Date;
}
export interface LookCard {
  id: string;
  day: string;
  purpose: string;
  role: string;
  names: Localized;
}
export interface Page<T> {
  rows: T[];
  page: number;
  pages: number;
  total: number;
}

const PAGE = 20;

/** Every write about these subjects, a shop and the doubles that became part of it: what shows here is exactly what the audit rows say, and nothing is left out. */
export async function listWrites(malls: readonly string[], subjects: readonly string[], reader: string, page: number): Promise<Page<WriteCard>> {
  const per = await Promise.all(
    malls.map(async (mall) => {
      const found = { mall, subject: { $in: [...subjects] } };
      const rows = await AuditEvents.find(found, { command: 1, role: 1, actor: 1, at: 1 }).sort({ at: -1 }).limit(page * PAGE).lean();
      return { rows, total: await AuditEvents.countDocuments(found) };
    }),
  );
  const total = per.reduce((sum, one) => sum + one.total, 0);
  const rows = per.flatMap((one) => one.rows).sort((a, b) => b.at.getTime() - a.at.getTime()).slice((page - 1) * PAGE, page * PAGE);
  const names = await namesOf(rows.map((row) => row.actor));
  return {
    rows: rows.map(({ _id, command, role, actor, at }) => ({ id: _id, command, role, names: names.get(actor) ?? {}, own: actor === reader, at })),
    page,
    pages: Math.max(1, Math.ceil(total / PAGE)),
    total,
  };
}

const LOOKS_SHOWN = 50;

/** Who looked, newest first; looks are kept 12 months. */
export async function listLooks(malls: readonly string[], subjects: readonly string[]): Promise<LookCard[]> {
  const rows = (await Promise.all(malls.map((mall) => AccessEvents.find({ mall, subject: { $in: [...subjects] } }).sort({ at: -1 }).limit(LOOKS_SHOWN).lean()))).flat();
  const newest = rows.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, LOOKS_SHOWN);
  const names = await namesOf(newest.map((row) => row.viewer));
  return newest.map(({ _id, day, purpose, role, viewer }) => ({ id: _id, day, purpose, role, names: names.get(viewer) ?? {} }));
}

/** Whether anybody of an office looked at all, however long the list is. */
export async function officeLooked(malls: readonly string[], subjects: readonly string[]): Promise<boolean> {
  const found = await Promise.all(malls.map((mall) => AccessEvents.exists({ mall, subject: { $in: [...subjects] }, role: 'official' })));
  return found.some(Boolean);
}

