import { Malls } from '#models/mall.server.ts';
import { MapImports } from '#models/map-import.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { meetOn } from '#app/platform/meeting.server.ts';

/** States in which an import writes rows of the plan, or is about to. */
const WRITING = ['applying', 'writing', 'undoing'] as const;

/**
 * Whether a map is being brought in or taken back now. Whoever changes the plan asks first in its transaction and meets the
 * import on the mall: of an edit and an import that begin together, one sees the other.
 * @param except an import that asks about others
 */
export async function isPlanBusy(tx: Tx, except?: string): Promise<boolean> {
  await meetOn(tx, Malls, { _id: tx.mall });
  return (await MapImports.exists({ mall: tx.mall, state: { $in: [...WRITING] }, ...(except && { _id: { $ne: except } }) }).session(tx.session)) !== null;
}
