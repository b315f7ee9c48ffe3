/** RIGHTS.md, "The office apart": what an office may ever be warned of. About buildings and about itself; never a person or shop. */
export const WARNINGS = ['building-hazard', 'equipment-overdue', 'water', 'fire', 'recall', 'own-late-answer', 'own-notice-undelivered'] as const;
export type WarningKind = (typeof WARNINGS)[number];

export interface Warning {
  kind: WarningKind;
  /** Number of the request that it is about; null for a question, which has none. */
  number: string | null;
  /** Where it is acted on, below the office's own address. */
  path: string;
  /** Working time over its limit. */
  overMinutes: number;
}

type Answerable = Pick<Warning, 'number' | 'path'> & { clock: { overMinutes: number } | null };

export const lateRequest = ({ number, clock }: Pick<Answerable, 'clock'> & { number: string }): Answerable => ({ number, path: `requests/${number}`, clock });
export const lateLetter = ({ id, clock }: Pick<Answerable, 'clock'> & { id: string }): Answerable => ({ number: null, path: `letters/${id}`, clock });

/** Its own late answers, the latest first; quiet as soon as it has answered. */
export function lateAnswers(rows: readonly Answerable[]): Warning[] {
  return rows
    .flatMap(({ number, path, clock }) => (clock && clock.overMinutes > 0 ? [{ kind: 'own-late-answer' as const, number, path, overMinutes: clock.overMinutes }] : []))
    .sort((a, b) => b.overMinutes - a.overMinutes);
}
