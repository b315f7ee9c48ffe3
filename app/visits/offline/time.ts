/** What the device's clock said and what the house's said at one moment, in ms since 1970. */
export interface BothClocks {
  device: number;
  server: number;
}

/** A difference that a slow network explains, in ms. */
export const SAME_CLOCK = 60_000;

const between = (at: number, from: number, to: number): number => Math.min(Math.max(at, from), to);

/**
 * When a visit took place by the house's clock: the device's, corrected by the difference measured when the day was taken along
 * and when it was sent, and held between these two moments. Where the two measurements disagree somebody set the device's clock
 * in between: the one that puts the visit between taking and sending counts, and the time is called estimated.
 */
export function timeOfVisit(device: number, taken: BothClocks, sent: BothClocks): { at: number; estimated: boolean } {
  const [from, to] = [taken.server, Math.max(taken.server, sent.server)];
  const candidates = [taken, sent].map((clocks) => device + clocks.server - clocks.device);
  const [byTaken = from, bySent = to] = candidates;
  const fits = (at: number) => at >= from - SAME_CLOCK && at <= to + SAME_CLOCK;
  const corrected = fits(byTaken) || !fits(bySent) ? byTaken : bySent;
  return { at: between(corrected, from, to), estimated: Math.abs(byTaken - bySent) > SAME_CLOCK || !fits(corrected) };
}
