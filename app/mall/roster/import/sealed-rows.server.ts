import { bytesOf, mallKey, open, seal } from '#app/platform/keys.server.ts';
import type { PlannedRow } from './plan.ts';

/** Rows of a part, sealed to their place: a cipher moved to another import doesn't open. */
export async function sealRows(mall: string, place: string, rows: readonly PlannedRow[]): Promise<Buffer> {
  return seal(await mallKey(mall), Buffer.from(JSON.stringify(rows)), place);
}

export async function openRows(mall: string, place: string, cipher: unknown): Promise<PlannedRow[]> {
  const bytes = bytesOf(cipher);
  return JSON.parse(open(await mallKey(mall), bytes, place).toString()) as PlannedRow[];
}

export const placeOf = (id: string, part: number): string => `roster-import:${id}:${part}`;
