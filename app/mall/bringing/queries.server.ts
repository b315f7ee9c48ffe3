import { Buildings, Levels, Units } from '#models/plan.server.ts';
import { MapImports } from '#models/map-import.server.ts';
import { whatKeeps } from './commands.server.ts';
import { groupRemarks, type RemarkGroup } from './remarks.ts';
import { loadPicture, loadRemarks } from './stored.server.ts';

const CARD = { kind: 1, state: 1, counts: 1, changes: 1, createdAt: 1, doneAt: 1, undoneAt: 1 } as const;
const SHOWN_GROUPS = 40;

/** Sets that were read or brought in, newest first. */
export async function listImports(mall: string) {
  const rows = await MapImports.find({ mall }, CARD).sort({ createdAt: -1 }).limit(20).lean();
  return rows.map(({ _id, kind, state, counts, createdAt, doneAt, undoneAt }) => ({ id: _id, kind, state, units: counts?.units ?? null, at: undoneAt ?? doneAt ?? createdAt }));
}

/** What there is of a plan already. */
export async function planSums(mall: string) {
  const [levels, units, buildings] = await Promise.all([Levels.countDocuments({ mall }), Units.countDocuments({ mall }), Buildings.find({ mall }, { name: 1 }).limit(50).lean()]);
  return { levels, units, buildings };
}

/** One set with everything that its page shows. @throws a 404 Response */
export async function getImport(mall: string, id: string, level: number) {
  const row = await MapImports.findOne({ mall, _id: id }).lean();
  if (!row) throw new Response(null, { status: 404 });
  const [remarks, picture, keeps, sums] = await Promise.all([
    loadRemarks(mall, id),
    loadPicture(mall, id, level),
    row.state === 'done' ? whatKeeps(mall, row) : [],
    planSums(mall),
  ]);
  const groups: RemarkGroup[] = groupRemarks(remarks);
  const { kind, state, options, found, counts, changes, levels, trouble, progress } = row;
  return { id, kind, state, options, found: found ?? null, counts: counts ?? null, changes: changes ?? null, levels: levels ?? [], trouble: trouble ?? null, progress, remarks: groups.slice(0, SHOWN_GROUPS), remarkCount: remarks.length, picture, level, keeps, buildings: sums.buildings };
}
