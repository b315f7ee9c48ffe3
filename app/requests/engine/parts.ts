import { addWorkingMinutes, workingMinutesBetween, type WorkingTime } from '../working-time.ts';
import type { PartEvidence } from '../parts/limits.ts';
import type { RequestEvent } from './events.ts';

/** To whom a piece of the work can be given: somebody of the request's grid, another grid, a partner, or a program's people. */
export type PartHolder =
  | { kind: 'person'; account: string; grid: string }
  | { kind: 'grid'; grid: string }
  | { kind: 'partner'; partner: string }
  | { kind: 'program'; program: string };

/** `partner:<id>`: how a holder stands in a row, in a list of choices and in a form. */
export function holderKey(holder: PartHolder): string {
  if (holder.kind === 'person') return `person:${holder.account}`;
  if (holder.kind === 'grid') return `grid:${holder.grid}`;
  return holder.kind === 'partner' ? `partner:${holder.partner}` : `program:${holder.program}`;
}

export const PART_STATES = ['offered', 'accepted', 'declined', 'done', 'taken-back'] as const;
export type PartState = (typeof PART_STATES)[number];

/** A piece of the work of one request, in the hands of one holder, with a clock of its own. */
export interface Part {
  id: string;
  /** First, second, … of its request: said on the phone with the request's number. */
  n: number;
  /** Id of the words that say what is to be done. */
  what?: string;
  holder: PartHolder;
  /** Working minutes of the mall from giving. */
  minutes: number;
  evidence?: PartEvidence;
  state: PartState;
  givenAt: Date;
  /** Who has it in her hands, once somebody took it on. */
  by?: string;
  endedAt?: Date;
  /** Its clock ran out, and everybody was told. */
  ranOut: boolean;
}

/** Open parts of one request at a time; more than one page can show help nobody. */
export const MOST_OPEN_PARTS = 20;

export const isOpenPart = ({ state }: Pick<Part, 'state'>): boolean => state === 'offered' || state === 'accepted';
export const openParts = <P extends Pick<Part, 'state'>>(parts: readonly P[]): P[] => parts.filter(isOpenPart);

/** When its clock runs out; from giving and calendar alone, so a changed calendar changes it. */
export function partDue({ givenAt, minutes }: Pick<Part, 'givenAt' | 'minutes'>, working: WorkingTime): Date | undefined {
  return addWorkingMinutes(working, givenAt, minutes) ?? undefined;
}

export interface PartClock {
  limitMinutes: number;
  usedMinutes: number;
  leftMinutes: number;
  state: 'running' | 'paused' | 'done' | 'over';
  dueAt?: Date;
}

/** Working minutes, as the clocks of a request count them. */
export function partClock(part: Pick<Part, 'givenAt' | 'minutes' | 'endedAt'>, now: Date, working: WorkingTime): PartClock {
  const used = workingMinutesBetween(working, part.givenAt, part.endedAt ?? now);
  const state = part.endedAt ? 'done' : used >= part.minutes ? 'over' : 'running';
  return { limitMinutes: part.minutes, usedMinutes: used, leftMinutes: Math.max(0, part.minutes - used), state, dueAt: partDue(part, working) };
}

/** Open ones first and by their clock, then what is over, newest first. */
export function inPartOrder<P extends Pick<Part, 'state' | 'n'> & { dueAt?: Date; endedAt?: Date }>(parts: readonly P[]): P[] {
  const far = Number.MAX_SAFE_INTEGER;
  const due = (part: P) => part.dueAt?.getTime() ?? far;
  const [open, over] = [parts.filter(isOpenPart), parts.filter((part) => !isOpenPart(part))];
  return [...open.sort((a, b) => due(a) - due(b) || a.n - b.n), ...over.sort((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0) || b.n - a.n)];
}

export type PartEventType = Extract<RequestEvent['type'], `part-${string}`>;
export type PartEvent = Extract<RequestEvent, { type: PartEventType }>;
export const isPartEvent = (event: RequestEvent): event is PartEvent => event.type.startsWith('part-');

/** All that whoever holds a part may know of its request: what happened to that part, and nothing else. */
export const eventsOfPart = (part: string, events: readonly RequestEvent[]): PartEvent[] => events.filter(isPartEvent).filter(({ facts }) => facts.part === part);
