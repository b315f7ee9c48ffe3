import { type DoneOutcome, OUTCOMES } from './commands.ts';
import type { FactField } from './facts.ts';
import type { LadderName } from './ladder.ts';
import { STANDARD_STAGES, STANDARD_WAY, type Stage, type StageMap } from './stages.ts';

/** Limits in working minutes of the mall. `office` counts from passing on. */
export interface ClockLimits {
  'first-response': number;
  'next-update': number;
  solution: number;
  office: number;
}
export type ClockName = 'first-response' | 'next-update' | 'solution';
export const CLOCKS: readonly ClockName[] = ['first-response', 'next-update', 'solution'];

/**
 * A kind of request: data, and nothing the engine would have to know by name. Its words are in the locale of its
 * program: `kind.<id>.name`, `kind.<id>.example`; those of its facts in `fact.<field>`, `option.<field>.<option>`.
 */
export interface Kind {
  /** `borrow`; unique over all programs. */
  id: string;
  program: string;
  /** RIGHTS.md, "Speaking about others": the requester's own matter, a shared place, or somebody else's shop. */
  about: 'own' | 'place' | 'shop';
  /** Never enters a grid; never closes or climbs by silence. */
  confidential: boolean;
  ladder: Exclude<LadderName, 'shop'>;
  clocks: ClockLimits;
  stages: StageMap;
  /** Drawn on the program's page and on the request: the straight way. */
  way: readonly Stage[];
  /** Asked for beside the sentence; all may be left out, and be filled in later. */
  facts: readonly FactField[];
  /** What "solved" has to be shown with. */
  evidence: 'photo' | 'signature' | null;
  /** Who has the last word: the requester, or for what belongs to all also somebody of the grid who had no hand in it. */
  closes: 'requester' | 'second-person' | 'both-parties';
  /** `two`: somebody else has a side in it, is invited by a code and may stay out. Each side has its talk with whoever mediates. */
  sides: 'one' | 'two';
  /** How it can be done, the usual one first. */
  outcomes: readonly DoneOutcome[];
  /** Somebody may be in danger: the Ask screen first shows whom to call. */
  callFirst: boolean;
}

const HOUR = 60;
const WORKING_DAY = 8 * HOUR;
export const USUAL_CLOCKS: ClockLimits = { 'first-response': 4 * HOUR, 'next-update': WORKING_DAY, solution: 3 * WORKING_DAY, office: 5 * WORKING_DAY };

/** A kind from what is special about it. */
export function defineKind(own: Pick<Kind, 'id' | 'program'> & Partial<Kind>): Kind {
  const confidential = own.confidential ?? false;
  return {
    about: 'own',
    ladder: confidential ? 'program' : 'grid',
    clocks: USUAL_CLOCKS,
    stages: STANDARD_STAGES,
    way: STANDARD_WAY,
    facts: [],
    evidence: null,
    closes: 'requester',
    sides: 'one',
    outcomes: OUTCOMES,
    callFirst: false,
    ...own,
    confidential,
  };
}

/** Somebody asked and left it to whoever takes it on to sort it. */
export const UNSORTED = defineKind({ id: 'unsorted', program: 'unsorted' });
