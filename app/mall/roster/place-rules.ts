interface Let {
  merchant: string;
  part?: string;
  to?: Date;
}
export type Obstacle = 'already-there' | 'booth-taken' | 'part-taken' | 'taken-then';

/**
 * What keeps a shop out of a booth, or of a part of it. The rule: the whole booth has one shop; further shops in it are sublets and
 * name their part, each part once.
 * @param there all tenancies of the booth, former ones too @param part empty for the whole booth
 * @param since from when on, where that is before now: nobody else may have been there since, nor the shop itself
 */
export function obstacle(there: readonly Let[], { merchant, part, since }: { merchant: string; part: string; since?: Date }): Obstacle | null {
  const isSamePart = (row: Let) => (row.part ?? '') === part;
  const open = there.filter((row) => !row.to);
  if (open.some((row) => row.merchant === merchant)) return 'already-there';
  if (open.some(isSamePart)) return part ? 'part-taken' : 'booth-taken';
  const meanwhile = there.filter((row) => since && row.to && row.to > since);
  return meanwhile.some((row) => row.merchant === merchant || isSamePart(row)) ? 'taken-then' : null;
}
