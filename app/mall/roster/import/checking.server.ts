import { type ImportCounts, type RosterImportPart, RosterImportParts, RosterImports } from '#models/roster-import.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { Language } from '#app/i18n/languages.ts';
import { contactKey } from '../contact-key.server.ts';
import type { Doing } from '../about-shop.server.ts';
import { canKeepRoster } from '../policy.ts';
import { offeredTrades } from '../trades.server.ts';
import { FileProblem } from './csv.ts';
import { allHeadings, tradeWords } from './headings.server.ts';
import { readKnownRoster } from './known-roster.server.ts';
import { type PlannedRow, planRows } from './plan.ts';
import { readRow } from './read-row.ts';
import { readTable, type ReadTable } from './read-table.server.ts';
import { placeOf, sealRows } from './sealed-rows.server.ts';

/** Rows done in one transaction: small enough for the embedded engine, and what a killed process does again at most. */
export const PART = 50;

export const NO_COUNTS: ImportCounts = { new: 0, change: 0, booth: 0, move: 0, replace: 0, same: 0, bad: 0 };

export function countActs(rows: readonly PlannedRow[]): ImportCounts {
  const counts = { ...NO_COUNTS };
  for (const { act } of rows) counts[act.kind] += 1;
  return counts;
}

/** @throws {Refusal} beside the file, with what to do */
async function readOrRefuse(bytes: Buffer): Promise<ReadTable> {
  try {
    return await readTable(bytes, allHeadings());
  } catch (error) {
    if (error instanceof FileProblem) throw new Refusal({ key: `roster:file.${error.key}`, params: error.params }, 'file');
    throw error;
  }
}

/** Parts stored at once: each write waits for the disk. */
const AT_ONCE = 20;

async function writeParts(mall: string, id: string, planned: readonly PlannedRow[]): Promise<void> {
  let waiting: NewRow<RosterImportPart>[] = [];
  for (let part = 0; part * PART < planned.length; part += 1) {
    const rows = planned.slice(part * PART, (part + 1) * PART);
    waiting.push({ _id: newId(), mall, import: id, part, cipher: await sealRows(mall, placeOf(id, part), rows), bad: countActs(rows).bad, shops: [] });
    if (waiting.length < AT_ONCE) continue;
    await insertRows({}, RosterImportParts, waiting);
    waiting = [];
  }
  await insertRows({}, RosterImportParts, waiting);
}

/**
 * Reads a spreadsheet and writes down what it would do, row by row; the list itself isn't touched. What was brought is kept
 * encrypted for a day. @throws {Refusal} when the file can't be read @returns the import's id
 */
export async function checkFile({ mall, actor, now }: Doing, bytes: Buffer, language: Language): Promise<string> {
  if (!canKeepRoster(actor, mall._id)) throw notFound();
  const table = await readOrRefuse(bytes);
  const trades = tradeWords(offeredTrades(mall));
  const read = table.rows.map(({ line, cells }) => readRow(line, cells, trades));
  const planned = planRows(read, await readKnownRoster(mall._id, read), { newId, contactKey: (phone) => contactKey(mall._id, phone) });
  const id = newId();
  const parts = Math.ceil(planned.length / PART);
  const row = { _id: id, mall: mall._id, author: actor.account, state: 'filling' as const, language, format: table.format, rows: planned.length, parts, partsDone: 0, counts: countActs(planned), taken: table.found.taken, dropped: table.found.dropped, allowed: [] };
  await RosterImports.create(row);
  await writeParts(mall._id, id, planned);
  await runCommand({ name: 'roster:check-file', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    await RosterImports.updateOne({ mall: mall._id, _id: id }, { $set: { state: 'ready' } }, { session: tx.session });
  });
  return id;
}
