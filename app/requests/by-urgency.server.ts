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

/** A mall's open requests of all grids, the most urgent first, as many as wanted: a page costs the same however many wait behind it. */
export async function listAllOpen(mall: string, now: Date, most: number): Promise<ListedRow[]> {
  const all = { mall, ladder: 'grid' as const };
  const { open } = await countOpenInMall(mall, now);
  if (!open.more) return (await Requests.find({ mall, stage: { $in: [...OPEN_STAGES] } }, LISTED).lean()).filter(({ ladder }) => ladder === 'grid').sort(byUrgency).slice(0, most);
  const found: ListedRow[] = [];
  const at = (hours: number) => new Date(now.getTime() + hours * HOUR);
  for (let piece = 0; piece <= FENCES.length && found.length < most; piece += 1) {
    const [from, until] = [FENCES[piece - 1], FENCES[piece]];
    const dueAt = { ...(from === undefined ? { $gt: new Date(0) } : { $gte: at(from) }), ...(until === undefined ? {} : { $lt: at(until) }) };
    found.push(...(await Requests.find({ ...all, dueAt }, LISTED).lean()).sort(byUrgency));
  }
  if (found.length < most) found.push(...(await Requests.find({ ...all, stage: { $in: [...OPEN_STAGES] }, dueAt: null }, LISTED).lean()).sort(byUrgency));
  return found.slice(0, most);
}
