import type { WorkingTime } from '../working-time.ts';
import type { CommandOf, CommandType } from './commands.ts';
import type { Draft, RequestEvent } from './events.ts';
import type { Kind } from './kind.ts';
import type { ActorFacts, TeamMember } from './ladder.ts';
import type { RequestState } from './state.ts';
import type { Stage } from './stages.ts';

/** Every "no" of the engine; each has its sentence in `requests:refusal.<key>`, in all languages. */
export const REFUSALS = [
  'not-now',
  'not-yours',
  'own-shop',
  'worker-and-supervisor',
  'words-needed',
  'reason-needed',
  'agreement-needed',
  'nobody-above',
  'nobody-below',
  'not-in-team',
  'asked-once',
  'too-late',
  'still-time',
  'attempt-first',
  'not-by-silence',
  'not-this-office',
  'parts-needed',
  'same-ladder',
  'photo-needed',
  'other-side-first',
  'no-parts',
  'no-such-holder',
  'parts-open',
  'too-many-parts',
  'too-many-steps',
  'signature-needed',
  'signature-name',
  'meeting-time',
  'meeting-place',
  'meeting-stands',
] as const;
export type RefusalKey = (typeof REFUSALS)[number];

export type Verdict = { ok: true; events: Draft[] } | { ok: false; reason: RefusalKey };

export const refuse = (reason: RefusalKey): Verdict => ({ ok: false, reason });
export const allow = (...events: Draft[]): Verdict => ({ ok: true, events });
export const nothing: Verdict = { ok: true, events: [] };

/** What a decision may depend on besides the request itself. */
export interface DecideContext {
  actor: ActorFacts;
  now: Date;
  working: WorkingTime;
  /** Who looks after the request's grid now; empty on the program ladder. */
  team: readonly TeamMember[];
  /** The mall's office and those above it. */
  offices: readonly string[];
  /** Who else may have a part of it: keys of grids, partners and programs. */
  holders?: readonly string[];
  /** Whose business something can be that isn't the association's: keys of partners, offices and receivers. */
  whose?: readonly string[];
  /** The log, for the clocks. */
  events: readonly RequestEvent[];
  /** The kind that `sort` names; null when there is none. */
  findKind: (id: string) => Kind | null;
}

export interface Case {
  kind: Kind;
  state: RequestState;
  /** Where the kind's data lead this command; absent: it stays where it is. */
  stage?: Stage;
  context: DecideContext;
}
export type Decider<T extends CommandType> = (found: Case, command: CommandOf<T>) => Verdict;
