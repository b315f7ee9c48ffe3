import { type Office, Offices } from '#models/office.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';

type OfficeCard = Pick<Office, '_id' | 'name' | 'level' | 'parent'>;

const known = () => memoryOf<OfficeCard | null>('offices', ['offices']);

/** The tree has four levels; a broken one must not turn for ever. */
const HEIGHT = 4;

export function findOffice(id: string): Promise<OfficeCard | null> {
  return known().get(id, () => Offices.findOne({ _id: id }, { name: 1, level: 1, parent: 1 }).lean());
}

/** An office and those above it, nearest first: where a requester may have something passed on. */
export async function officesAbove(office: string | undefined): Promise<OfficeCard[]> {
  const found: OfficeCard[] = [];
  for (let next = office; next && found.length < HEIGHT; ) {
    const row: OfficeCard | null = await findOffice(next);
    if (row) found.push(row);
    next = row?.parent;
  }
  return found;
}
