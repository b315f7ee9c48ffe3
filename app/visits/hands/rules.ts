import { addDays } from '../days.ts';

/** One grid in a round: how many shops it is for, and how many of them were offered their visit. */
export interface Pace {
  shops: number;
  offered: number;
}
/** First and last day of a round, both counted. */
export interface Span {
  opensOn: string;
  closesOn: string;
}

/** How far a grid may lie behind an even pace: a fifth of its shops, for nobody walks every day. */
const SLACK = 0.2;
/** So many shops behind that are worth a word. */
const FEW = 3;
/** Days that the grid's own volunteers know of it before anybody else does. */
const FIRST_WORD = 2;
const DAY = 24 * 3_600_000;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Days of a round that are left, today among them; none after its last. */
export function daysLeft({ closesOn }: Pick<Span, 'closesOn'>, today: string): number {
  return Math.max(0, daysBetween(today, closesOn) + 1);
}

/** The share of a grid's shops, 0 to 1, that would have been offered their visit by now at an even pace with its slack. Days that are over count. */
export function shareDue(span: Span, today: string): number {
  const whole = daysBetween(span.opensOn, span.closesOn) + 1;
  const over = Math.min(whole, Math.max(0, daysBetween(span.opensOn, today)));
  return Math.max(0, over / whole - SLACK);
}

/**
 * The same for whoever doesn't visit there: two days later, so that the volunteers see it first. By what was offered up to now,
 * which is never less than it was then: what others hear of, her volunteers have known for two days.
 */
export function shareDueForOthers(span: Span, today: string): number {
  return shareDue(span, addDays(today, -FIRST_WORD));
}

/** Whether a grid is so far behind that a helping hand would do it good. @param due {@link shareDue} */
export function isBehind({ shops, offered }: Pace, due: number): boolean {
  return shops * due - offered >= FEW;
}
