/** RIGHTS.md, "The office apart": what an office may ever be warned of. About buildings and about itself; never a person or shop. */
export const WARNINGS = ['building-hazard', 'equipment-overdue', 'water', 'fire', 'recall', 'own-late-answer', 'own-notice-undelivered'] as const;
export type WarningKind = (typeof WARNINGS)[number];

export interface Warning {
  kind: WarningKind;
  /** Request that it is about, and minutes of working time over its limit. */
  number: string;
  overMinutes: number;
}

/** Its own late answers, the latest first; quiet as soon as it has answered. */
export function lateAnswers(rows: readonly { number: string; clock: { overMinutes: number } | null }[]): Warning[] {
  return rows
    .flatMap(({ number, clock }) => (clock && clock.overMinutes > 0 ? [{ kind: 'own-late-answer' as const, number, overMinutes: clock.overMinutes }] : []))
    .sort((a, b) => b.overMinutes - a.overMinutes);
}
