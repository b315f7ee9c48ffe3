import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAME_CLOCK, timeOfVisit } from './time.ts';

const DAY = 24 * 3600_000;
const TAKEN = Date.parse('2026-03-11T03:00:00Z');
const skew = fc.integer({ min: -3 * DAY, max: 3 * DAY });
const minutes = fc.integer({ min: 0, max: 600 }).map((minute) => minute * 60_000);

describe('the time of a visit', () => {
  test('is the house’s own, however wrong the device’s clock is, as long as it is equally wrong', () => {
    fc.assert(
      fc.property(skew, minutes, minutes, (wrong, until, rest) => {
        const visit = TAKEN + until;
        const sent = visit + rest;
        expect(timeOfVisit(visit + wrong, { device: TAKEN + wrong, server: TAKEN }, { device: sent + wrong, server: sent })).toEqual({ at: visit, estimated: false });
      }),
    );
  });

  test('lies between taking along and sending, whatever the clocks say, and is called estimated where they disagree', () => {
    fc.assert(
      fc.property(skew, skew, minutes, skew, (before, after, passed, said) => {
        const sent = TAKEN + passed;
        const { at, estimated } = timeOfVisit(TAKEN + said, { device: TAKEN + before, server: TAKEN }, { device: sent + after, server: sent });
        expect(at).toBeGreaterThanOrEqual(TAKEN);
        expect(at).toBeLessThanOrEqual(sent);
        if (Math.abs(before - after) > SAME_CLOCK) expect(estimated).toBe(true);
      }),
    );
  });

  test('a clock that was set right between visit and sending leaves the visit where it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: DAY, max: 3 * DAY }), minutes, minutes, (wrong, until, rest) => {
        const visit = TAKEN + until;
        const sent = visit + rest;
        expect(timeOfVisit(visit + wrong, { device: TAKEN + wrong, server: TAKEN }, { device: sent, server: sent })).toEqual({ at: visit, estimated: true });
      }),
    );
  });

  test('a clock that was set right between taking along and the visit does too', () => {
    const [visit, sent] = [TAKEN + 3600_000, TAKEN + 2 * 3600_000];
    expect(timeOfVisit(visit, { device: TAKEN - 2 * DAY, server: TAKEN }, { device: sent, server: sent })).toEqual({ at: visit, estimated: true });
  });
});
