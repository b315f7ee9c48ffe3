import type { infer as Infer } from 'zod';
import { Refusal } from '#app/platform/refusal.ts';
import type { Saved } from './commands.server.ts';
import { EXAMPLE, readCorners } from './corners.ts';
import type { UnitItem } from './items.ts';
import type { UnitFormSchema } from './schema.ts';

/** @throws a {@link Refusal} when the corners can't be read */
export function readUnitForm({ corners, lettable, ...unit }: Infer<typeof UnitFormSchema>): UnitItem {
  const shape = readCorners(corners);
  if (!shape) throw new Refusal({ key: 'editing:problem.corners', params: { example: EXAMPLE } }, 'corners');
  return { ...unit, type: 'unit', lettable: lettable === 'on', shape };
}

const FIELDS: Record<string, string> = { 'number-form': 'number', 'number-missing': 'number', 'number-taken': 'number', let: 'lettable', importing: 'form' };

/**
 * What the plan's rules say to a single unit, beside the field that it is about.
 * @param nameOf who changed it meanwhile, as the reader calls her; empty when that isn't known
 * @throws a {@link Refusal} unless it was saved
 */
export async function refuseUnit(saved: Saved, id: string, nameOf: () => Promise<string>): Promise<void> {
  if (saved.outcome === 'saved') return;
  if (saved.outcome === 'clashes') {
    const [what, name] = [saved.clashes[0]?.theirs ? 'changed' : 'gone', await nameOf()];
    throw new Refusal({ key: `editing:problem.${what}-${name ? 'by' : 'since'}`, params: { name } });
  }
  const problem = saved.refused.find(({ item }) => item === id) ?? saved.refused[0]!;
  throw new Refusal({ key: `editing:problem.${problem.key}`, params: { number: problem.number, other: problem.other ?? '' } }, FIELDS[problem.key] ?? 'corners');
}
