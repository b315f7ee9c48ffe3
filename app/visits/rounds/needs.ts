import { NEED_PROGRAMS, type NeedProgram } from '../form-limits.ts';

/** Programs whose needs a round's visits note, in the house's order; a round from before there was a choice notes those of all. */
export function needsOf({ needs }: { needs?: readonly string[] }): NeedProgram[] {
  return NEED_PROGRAMS.filter((program) => !needs || needs.includes(program));
}

export interface NeedsDifference {
  added: NeedProgram[];
  removed: NeedProgram[];
}
/** What differs between two rounds' forms in the needs that they note. */
export function needsBetween(before: readonly NeedProgram[], now: readonly NeedProgram[]): NeedsDifference {
  return { added: now.filter((program) => !before.includes(program)), removed: before.filter((program) => !now.includes(program)) };
}
