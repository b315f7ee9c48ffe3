/** A woken slip lives so long, in ms (RIGHTS.md, "Accounts"). */
export const AWAKE = 10 * 60_000;
/** Paper in a drawer is good so long; what became of a used slip is kept as long for its confirmation. In ms. */
export const PAPER = 30 * 24 * 3600_000;

export type SlipState = 'sleeping' | 'awake' | 'over' | 'used';

export interface SlipTimes {
  wokenAt?: Date;
  usedAt?: Date;
  endedAt?: Date;
  expiresAt: Date;
}

/** `over`: taken back, too old, or its ten minutes are past; a slip is woken once. */
export function slipState(slip: SlipTimes, now: Date): SlipState {
  if (slip.usedAt) return 'used';
  if (slip.endedAt || slip.expiresAt <= now) return 'over';
  if (!slip.wokenAt) return 'sleeping';
  return slip.wokenAt.getTime() + AWAKE > now.getTime() ? 'awake' : 'over';
}

/** Minutes that a woken slip still lives, rounded up. */
export function minutesAwake(wokenAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((wokenAt.getTime() + AWAKE - now.getTime()) / 60_000));
}

/** `48217359` → `4821 7359`: read aloud in two halves. */
export const spacedNumber = (number: string): string => `${number.slice(0, 4)} ${number.slice(4)}`;
