import { type RequestPartRow, RequestParts } from '#models/request-part.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { holderKey, isOpenPart, type Part, partDue } from '../engine/parts.ts';
import type { RequestState } from '../engine/state.ts';
import type { WorkingTime } from '../working-time.ts';

type Follows = Pick<RequestPartRow, 'n' | 'holder' | 'state' | 'open' | 'dueAt'>;

/** What a list needs of a part, from the log alone. */
export function partRow(part: Part, working: WorkingTime): Follows {
  const open = isOpenPart(part);
  const dueAt = open ? partDue(part, working) : undefined;
  return { n: part.n, holder: holderKey(part.holder), state: part.state, open, ...(dueAt ? { dueAt } : {}) };
}

/** Writes the parts that this change gave or moved, in its transaction; what is over has no slip any more. */
export async function storeParts(tx: Tx, request: string, number: string, before: RequestState, next: RequestState, working: WorkingTime): Promise<void> {
  for (const part of next.parts) {
    const was = before.parts.find(({ id }) => id === part.id);
    if (was && was.state === part.state) continue;
    const row = partRow(part, working);
    if (!was) {
      await RequestParts.create([{ _id: part.id, mall: tx.mall, request, number, ...row }], { session: tx.session });
      continue;
    }
    const $unset = row.open ? {} : { dueAt: 1, codeHash: 1, codeUntil: 1 };
    await RequestParts.updateOne({ mall: tx.mall, _id: part.id }, { $set: row, $unset }, { session: tx.session });
  }
}

/** The same parts may be due at other moments now: the calendar has changed since they were given. */
export async function retimeParts(mall: string, { parts }: Pick<RequestState, 'parts'>, working: WorkingTime): Promise<void> {
  for (const part of parts.filter(isOpenPart)) {
    const { dueAt } = partRow(part, working);
    if (dueAt) await RequestParts.updateOne({ mall, _id: part.id, open: true }, { $set: { dueAt } });
  }
}
