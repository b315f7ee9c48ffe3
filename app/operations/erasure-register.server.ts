import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Erasure, Erasures } from '#models/text.server.ts';

/** What was erased is remembered outside of the database too, or a restore from before would bring it back. Ids, nothing else. */
const LineSchema = z.object({
  _id: z.string(),
  mall: z.string(),
  collectionName: z.string(),
  ids: z.array(z.string()),
  at: z.coerce.date(),
});
type Line = z.infer<typeof LineSchema>;

/** One JSON object a line. A line that was cut off by a crash is passed over: its row is written again. */
async function readLines(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = LineSchema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** A row carries the time at which its command began, in ms before it was committed at the most. */
const LATE = 3600_000;

/** Appends what the register has and the file has not. @returns how many */
export async function appendErasures(file: string): Promise<number> {
  const lines = await readLines(file);
  const known = new Set(lines.map((line) => line._id));
  const last = lines.reduce((latest, { at }) => Math.max(latest, at.getTime()), LATE);
  const rows = await Erasures.find({ at: { $gte: new Date(last - LATE) } }).setOptions({ dangerouslyAcrossMalls: true }).sort({ at: 1 }).lean();
  const fresh = rows.filter((row) => !known.has(row._id));
  if (fresh.length === 0) return 0;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const added = fresh.map(({ _id, mall, collectionName, ids, at }) => JSON.stringify({ _id, mall, collectionName, ids, at }));
  await appendFile(file, `\n${added.join('\n')}\n`, { mode: 0o600 });
  return fresh.length;
}

/** Enters into the register what a file knows and it doesn't. Repeatable. @returns how many */
export async function enterErasures(file: string): Promise<number> {
  let entered = 0;
  for (const { _id, ...line } of await readLines(file)) {
    const row: Omit<Erasure, '_id' | 'createdAt' | 'updatedAt'> = line;
    const { upsertedCount } = await Erasures.updateOne({ _id, mall: line.mall }, { $setOnInsert: row }, { upsert: true });
    entered += upsertedCount;
  }
  return entered;
}
