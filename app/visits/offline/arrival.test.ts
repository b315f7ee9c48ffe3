import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAndHalf } from '../days.ts';
import { mergeOffers, type OfferClaim, slotOf, tallyMoves, tallyOf } from '../rules.ts';
import { timeOfVisit } from './time.ts';

const DAY = 24 * 3600_000;
const TAKEN = Date.parse('2026-03-11T03:00:00Z');

interface Visit {
  shop: string;
  volunteer: string;
  minute: number;
  met: boolean;
}
const visits = fc.array(
  fc.record({ shop: fc.constantFrom('a', 'b', 'c', 'd'), volunteer: fc.constantFrom('u', 'v', 'w'), minute: fc.integer({ min: 0, max: 900 }), met: fc.boolean() }),
  { maxLength: 30 },
);

/** What the house makes of a visit whose phone is `wrong` ms ahead of it. */
function claimOf({ volunteer, minute, met }: Visit, wrong: number): OfferClaim {
  const at = TAKEN + minute * 60_000;
  const sent = TAKEN + DAY;
  const told = timeOfVisit(at + wrong, { device: TAKEN + wrong, server: TAKEN }, { device: sent + wrong, server: sent });
  return { grid: volunteer === 'w' ? 'h' : 'g', met, ...dayAndHalf(new Date(told.at), 'Asia/Urumqi') };
}

/** Offers and tallies after all these arrived one after another, as the commands keep them. */
function arrive(all: readonly Visit[], wrongOf: (visit: Visit) => number) {
  const offers = new Map<string, OfferClaim>();
  const tallies = new Map<string, number>();
  for (const visit of all) {
    const before = offers.get(visit.shop);
    const claim = claimOf(visit, wrongOf(visit));
    const now = before ? mergeOffers([before, claim]) : claim;
    offers.set(visit.shop, now);
    for (const { grid, by } of tallyMoves(before ?? null, now)) {
      const key = `${grid} ${slotOf(visit.shop)}`;
      tallies.set(key, (tallies.get(key) ?? 0) + by);
    }
  }
  const stored = [...tallies].filter(([, offered]) => offered !== 0).sort();
  return { offers: [...offers].sort(([a], [b]) => a.localeCompare(b)), tallies: stored };
}

test('any order of arrival, any duplicates and any clock skew of ±3 days give the same offers and tallies', () => {
  const skews = fc.record({ u: fc.integer({ min: -3 * DAY, max: 3 * DAY }), v: fc.integer({ min: -3 * DAY, max: 3 * DAY }), w: fc.integer({ min: -3 * DAY, max: 3 * DAY }) });
  const arrivals = visits.chain((all) =>
    fc.record({ all: fc.constant(all), again: all.length > 0 ? fc.array(fc.constantFrom(...all), { maxLength: 20 }) : fc.constant([]), order: fc.infiniteStream(fc.nat()), skews }),
  );
  fc.assert(
    fc.property(arrivals, ({ all, again, order, skews: wrong }) => {
      const shuffled = [...all, ...again].map((visit) => ({ visit, at: order.next().value as number })).sort((a, b) => a.at - b.at).map(({ visit }) => visit);
      expect(arrive(shuffled, ({ volunteer }) => wrong[volunteer as 'u'])).toEqual(arrive(all, () => 0));
    }),
  );
});

test('tallies are the sums of the offers at every moment', () => {
  fc.assert(
    fc.property(visits, (all) => {
      const { offers, tallies } = arrive(all, () => 0);
      expect(tallies).toEqual([...tallyOf(offers.map(([merchant, { grid }]) => ({ merchant, grid })))].map(([key, { offered }]) => [key, offered]).sort());
    }),
  );
});

test('the earliest half-day stands, and it was met if any of them met it', () => {
  const early: OfferClaim = { grid: 'g', day: '2026-03-11', half: 'am', met: false };
  const late: OfferClaim = { ...early, half: 'pm', met: true };
  expect(mergeOffers([early, late])).toEqual({ ...early, met: true });
  expect(mergeOffers([late, early])).toEqual({ ...early, met: true });
});
