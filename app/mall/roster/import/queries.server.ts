import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { RosterImportParts, RosterImports } from '#models/roster-import.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { ASKED } from './apply.server.ts';
import type { PlannedRow } from './plan.ts';
import { doneCounts } from './running.server.ts';
import { openRows, placeOf } from './sealed-rows.server.ts';

/** Rows shown on the page; all of them are in the file. */
const SHOWN = 50;

/** Rows of an import that fit, from its beginning, a part at a time. */
async function findRows(mall: string, id: string, fits: (row: PlannedRow) => boolean, most: number, filter: object = {}): Promise<PlannedRow[]> {
  const rows: PlannedRow[] = [];
  for await (const { part, cipher } of RosterImportParts.find({ mall, import: id, ...filter }, { part: 1, cipher: 1 }).sort({ part: 1 }).lean().cursor()) {
    rows.push(...(await openRows(mall, placeOf(id, part), cipher)).filter(fits));
    if (rows.length >= most) break;
  }
  return rows.slice(0, most);
}

const isBad = ({ act }: PlannedRow): boolean => act.kind === 'bad';

/** @throws a 404 Response for an import that isn't here, or that is still being read */
async function getImport(mall: string, id: string) {
  const found = await RosterImports.findOne({ mall, _id: id }).lean();
  if (!found || found.state === 'filling') throw notFound();
  return found;
}

/** All rows that come back, with the language and format of whoever brought the file. */
export async function getBadRows(mall: string, id: string) {
  const { language, format } = await getImport(mall, id);
  return { language, format, rows: await findRows(mall, id, isBad, Number.POSITIVE_INFINITY, { bad: { $gt: 0 } }) };
}

export interface AskedRow {
  line: number;
  kind: 'move' | 'replace';
  booth: string;
  part: string;
  names: Localized;
  /** Who is in the booth now, of a replacement; where the shop is now, of a move. */
  before: { names: Localized } | { number: string } | null;
}
export interface BadRow {
  line: number;
  booth: string;
  names: Localized;
  problems: Reason[];
}

async function askedRows(mall: string, rows: readonly PlannedRow[]): Promise<AskedRow[]> {
  const ids = rows.flatMap(({ act }) => act.ends ?? []);
  const tenancies = await Tenancies.find({ mall, _id: { $in: ids } }, { merchant: 1, unit: 1 }).lean();
  const [shops, units] = await Promise.all([
    Merchants.find({ mall, _id: { $in: tenancies.map((row) => row.merchant) } }, { names: 1 }).lean(),
    Units.find({ mall, _id: { $in: tenancies.map((row) => row.unit) } }, { number: 1 }).lean(),
  ]);
  return rows.map(({ row, act }) => {
    const ended = tenancies.find((one) => one._id === (act.kind === 'replace' ? act.expects : act.ends?.[0]));
    const names = shops.find((shop) => shop._id === ended?.merchant)?.names;
    const number = units.find((unit) => unit._id === ended?.unit)?.number ?? '';
    const before = ended ? (act.kind === 'replace' ? { names: names ?? {} } : { number }) : null;
    return { line: row.line, kind: act.kind as 'move' | 'replace', booth: row.booth, part: row.part, names: row.names, before };
  });
}

/** An import as its page shows it: what it would do, how far it is, what came back. */
export async function getImportPage(mall: string, id: string) {
  const found = await getImport(mall, id);
  const asks = found.state === 'ready' ? await askedRows(mall, await findRows(mall, id, ({ act }) => ASKED.includes(act.kind), SHOWN)) : [];
  const counts = doneCounts(found.state === 'ready' ? found.counts : found.done);
  const bad = counts.bad > 0 ? await findRows(mall, id, isBad, SHOWN, { bad: { $gt: 0 } }) : [];
  return {
    id,
    state: found.state as 'ready' | 'running' | 'done',
    rows: found.rows,
    /** Rows done so far, in steps of a part. */
    progress: found.parts === 0 ? found.rows : Math.min(found.rows, Math.round((found.partsDone / found.parts) * found.rows)),
    begun: found.partsDone > 0,
    taken: found.taken,
    dropped: found.dropped,
    counts,
    asks,
    bad: bad.map(({ row, act }): BadRow => ({ line: row.line, booth: row.booth, names: row.names, problems: act.problems ?? [] })),
  };
}

/** Imports of the last day, newest first. */
export async function listImports(mall: string) {
  const rows = await RosterImports.find({ mall, state: { $ne: 'filling' } }, { state: 1, rows: 1, createdAt: 1 }).sort({ createdAt: -1 }).limit(10).lean();
  return rows.map(({ _id, state, rows: count, createdAt }) => ({ id: _id, state: state as 'ready' | 'running' | 'done', rows: count, createdAt }));
}
