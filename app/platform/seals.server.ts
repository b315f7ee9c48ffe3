import { createHash } from 'node:crypto';
import { type AuditEvent, AuditEvents, AuditSegments } from '#models/audit.server.ts';
import { inTransaction } from './transaction.server.ts';

const SEGMENT = 500;
/** Rows younger than this may still be joined by one whose command began earlier. */
const SETTLE = 5_000;
const NO_SEGMENT = '0'.repeat(64);

/** What a seal covers: everything of a row but the seal's own mark. */
type SealedRow = Pick<AuditEvent, '_id' | 'at' | 'actor' | 'role' | 'command' | 'subject' | 'target' | 'fields' | 'reason'>;

/** SHA-256 over the rows in order of id and the hash before them. Names aren't in a row, so erasing a person changes none. */
export function hashSegment(rows: readonly SealedRow[], previous: string): string {
  const hash = createHash('sha256').update(previous);
  for (const row of [...rows].sort((a, b) => (a._id < b._id ? -1 : 1))) {
    hash.update(JSON.stringify([row._id, row.at.toISOString(), row.actor, row.role, row.command, row.subject, row.target ?? '', row.fields, row.reason ?? '']));
  }
  return hash.digest('hex');
}

/**
 * Seals what settled since the last time, at most 500 rows at once, chained to the segment before. Two at once: the
 * unique number lets one win, the other's transaction is dropped. @returns rows sealed
 */
export async function sealAudit(mall: string, now: Date): Promise<number> {
  return inTransaction(async (session) => {
    const settled = { mall, segment: { $exists: false }, at: { $lt: new Date(now.getTime() - SETTLE) } };
    const rows = await AuditEvents.find(settled, null, { session }).sort({ _id: 1 }).limit(SEGMENT).lean();
    if (rows.length === 0) return 0;
    const last = await AuditSegments.findOne({ mall }, { number: 1, hash: 1 }, { session }).sort({ number: -1 }).lean();
    const number = (last?.number ?? 0) + 1;
    const previous = last?.hash ?? NO_SEGMENT;
    await AuditSegments.create([{ mall, number, rows: rows.length, hash: hashSegment(rows, previous), previous, sealedAt: now }], { session });
    await AuditEvents.updateMany({ mall, _id: { $in: rows.map((row) => row._id) } }, { $set: { segment: number } }, { session, timestamps: false });
    return rows.length;
  });
}

/**
 * Recomputes seals in order: all of them, or the `last` few for a page that must stay cheap.
 * @returns the number of the first segment that doesn't hold, or null when all do
 */
export async function findBrokenSeal(mall: string, { last = Infinity }: { last?: number } = {}): Promise<number | null> {
  const newest = await AuditSegments.findOne({ mall }, { number: 1 }).sort({ number: -1 }).lean();
  const from = Math.max(1, (newest?.number ?? 0) - last + 1);
  let previous: string | null = from === 1 ? NO_SEGMENT : null;
  for await (const segment of AuditSegments.find({ mall, number: { $gte: from } }).sort({ number: 1 }).lean().cursor()) {
    const rows = await AuditEvents.find({ mall, segment: segment.number }).lean();
    const chained = previous === null || segment.previous === previous;
    if (!chained || rows.length !== segment.rows || hashSegment(rows, segment.previous) !== segment.hash) return segment.number;
    previous = segment.hash;
  }
  return null;
}
