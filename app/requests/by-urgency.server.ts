import { Requests, type RequestRow } from '#models/request.server.ts';
import { OPEN_STAGES } from './engine/stages.ts';
import { countOpenInMall } from './waiting.server.ts';

const HOUR = 3600_000;
/** Hours from now between which a long list is read piece by piece, the longest overdue first. */
const FENCES = [-2160, -720, -336, -168, -72, -24, -8, 0, 8, 24, 72, 168, 336, 720, 2160];

export type ListedRow = Omit<RequestRow, 'attachments' | 'codeHash' | 'otherCodeHash'>;
export const LISTED = { attachments: 0, codeHash: 0, otherCodeHash: 0 } as const;

/** What runs out first above; what no clock runs for, because somebody else is waited for, last. */
export function byUrgency(one: Pick<RequestRow, '_id' | 'dueAt'>, other: Pick<RequestRow, '_id' | 'dueAt'>): number {
  const [a, b] = [one.dueAt?.getTime() ?? Infinity, other.dueAt?.getTime() ?? Infinity];
  if (a !== b) return a < b ? -1 : 1;
  return one._id < other._id ? -1 : 1;
}

/** A part of everything open: between two moments, in what an index finds, by what `keep` says. */
export interface Part {
  from?: Date;
  until?: Date;
  /** Conditions that an index covers together with the stages. */
  base?: Record<string, unknown> | null;
  keep?: (row: ListedRow) => boolean;
}

/** A mall's open requests of all grids, the most urgent first, as many as wanted: a page costs the same however many wait behind it. */
export async function listAllOpen(mall: string, now: Date, most: number, { from: first, until: last, base, keep = () => true }: Part = {}): Promise<ListedRow[]> {
  const all = { mall, ladder: 'grid' as const };
  const open = { mall, stage: { $in: [...OPEN_STAGES] } };
  const inTime = (dueAt?: Date) => (!first || (dueAt !== undefined && dueAt >= first)) && (!last || (dueAt !== undefined && dueAt < last));
  const wanted = (row: ListedRow) => row.ladder === 'grid' && inTime(row.dueAt) && keep(row);
  const { open: counted } = await countOpenInMall(mall, now);
  if (base || !counted.more) return (await Requests.find({ ...open, ...base }, LISTED).lean()).filter(wanted).sort(byUrgency).slice(0, most);
  const found: ListedRow[] = [];
  for (const dueAt of piecesOf(now, first, last)) {
    found.push(...(await Requests.find({ ...all, dueAt }, LISTED).lean()).filter(wanted).sort(byUrgency));
    if (found.length >= most) break;
  }
  if (found.length < most && !first && !last) found.push(...(await Requests.find({ ...all, ...open, dueAt: null }, LISTED).lean()).filter(wanted).sort(byUrgency));
  return found.slice(0, most);
}

/** Ranges of time from the longest overdue on, cut to the part that is wanted. */
function piecesOf(now: Date, first?: Date, last?: Date): { $gt?: Date; $gte?: Date; $lt?: Date }[] {
  const fences = FENCES.map((hours) => new Date(now.getTime() + hours * HOUR)).filter((at) => (!first || at > first) && (!last || at < last));
  const bounds = [first, ...fences, last];
  return bounds.slice(0, -1).map((from, at) => {
    const until = bounds[at + 1];
    return { ...(from ? { $gte: from } : { $gt: new Date(0) }), ...(until ? { $lt: until } : {}) };
  });
}
