import { type Round, Rounds, type Visit, Visits } from '#models/visit.server.ts';
import { findOpenRound } from './offering.server.ts';
import type { ComingVisit } from './recording-rules.ts';
import { type Doing, findVisitables, type VisitableNow } from './visitable.server.ts';
import type { VisitRefusal } from './policy.ts';

export type SentVisit = Pick<Visit, '_id' | 'clientId' | 'author' | 'merchant' | 'outcome' | 'needs' | 'promises' | 'replies' | 'note'>;

/** What has to be known before anything is decided, asked once for all visits of a batch. */
export interface Facts {
  shops: Map<string, VisitableNow | VisitRefusal>;
  /** Where a visit doesn't name its round. */
  open: Round | null;
  rounds: Map<string, Round>;
}

export async function readFacts(doing: Doing, coming: readonly ComingVisit[]): Promise<Facts> {
  const { mall } = doing;
  const named = [...new Set(coming.flatMap(({ round }) => round ?? []))];
  const [shops, open, rounds] = await Promise.all([
    findVisitables(doing, coming.map(({ merchant }) => merchant)),
    coming.every(({ round }) => round) ? null : findOpenRound(mall._id),
    named.length > 0 ? Rounds.find({ mall: mall._id, _id: { $in: named } }).lean() : [],
  ]);
  return { shops, open, rounds: new Map(rounds.map((round) => [round._id, round])) };
}

/** Visits that arrived before, by the ids that their devices gave them. */
export async function findSent(mall: string, clientIds: readonly string[]): Promise<Map<string, SentVisit>> {
  const shown = { clientId: 1, author: 1, merchant: 1, outcome: 1, needs: 1, promises: 1, replies: 1, note: 1 } as const;
  const rows = await Visits.find({ mall, clientId: { $in: [...clientIds] } }, shown).lean();
  return new Map(rows.map((row) => [row.clientId, row]));
}
