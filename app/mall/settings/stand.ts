import type { MallSetting } from '#models/mall-settings.server.ts';
import { effectiveOn, inEffectOrder } from './rules.ts';

export type LiveRow = Pick<MallSetting, 'version' | 'part' | 'value' | 'from' | 'by' | 'confirmedBy' | 'state' | 'changed' | 'createdAt'>;
type Placed = Pick<LiveRow, 'version' | 'from' | 'state'>;

const decided = <R extends Placed>(rows: readonly R[]): R[] => rows.filter(({ state }) => state === 'planned' || state === 'in-effect');

/** The change that holds on a day, what only waits for a second officer left out; null where nothing was set by then. */
export const heldOn = <R extends Placed>(rows: readonly R[], day: string): R | null => effectiveOn(decided(rows), day);

/** What isn't in effect yet, by its day: planned changes, and what waits for a second officer. */
export function comingAfter<R extends Placed>(rows: readonly R[], today: string): R[] {
  const waiting = rows.filter(({ state }) => state === 'waiting');
  return inEffectOrder([...decided(rows).filter(({ from }) => from > today), ...waiting]);
}

/** The change before a coming one: what it replaces on its day. */
export function replacedBy<R extends Placed>(rows: readonly R[], { version, from, state }: Placed): R | null {
  const before = inEffectOrder(decided(rows)).filter((one) => one.version !== version && (one.from < from || (one.from === from && (state === 'waiting' || one.version < version))));
  return before.at(-1) ?? null;
}

/**
 * Which versions of a part somebody has before her: the one that holds and those to come, as one word for a form. Another word
 * when she saves means that somebody saved, agreed or took back meanwhile, or that a planned day has come.
 */
export function standOf(rows: readonly Placed[], today: string): string {
  return [heldOn(rows, today)?.version ?? 0, ...comingAfter(rows, today).map(({ version, state }) => (state === 'waiting' ? `${version}w` : version))].join('.');
}

/** The newest version that somebody with this stand has seen; 0 before the first. */
export const newestOf = (stand: string): number => Math.max(0, ...stand.split('.').map((one) => Number.parseInt(one, 10) || 0));

/** Versions that one stand has and another one hadn't. */
export function newIn(stand: string, seen: string): number[] {
  const known = new Set(seen.split('.'));
  return stand.split('.').filter((one) => !known.has(one) && one !== '0').map((one) => Number.parseInt(one, 10));
}
