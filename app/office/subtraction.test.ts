import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everythingPublished, type Life, type Published, releasesOf, sumsIn, timeOf, weeksOf, whoIsWhere } from '#tests/factories/published-mall.ts';
import { changedBetween, FEWEST } from './figures.ts';

const STEPS = 14;
const BUSY = ['mutual-aid', 'labor', 'safety'] as const;
const WAY = ['received', 'taken-on', 'in-progress', 'waiting-for-you', 'done', 'closed'];
const named = (grid: number, count: number) => Array.from({ length: count }, (_, i) => `shop-${grid}-${i}`);

/** Nobody of the last grid does anything in it: its shops are those whose matters an attacker is after. */
const life = fc
  .record({ sizes: fc.array(fc.integer({ min: 10, max: 26 }), { minLength: 2, maxLength: 3 }), quiet: fc.integer({ min: 9, max: 26 }) })
  .chain(({ sizes, quiet }) => {
    const crowd = sizes.flatMap((size, grid) => named(grid, size).map((merchant) => ({ merchant, grid })));
    const burst = fc.record({
      step: fc.nat(STEPS - 1),
      // At once, so that each step has the acts of five or more, or of nobody.
      who: fc.subarray(crowd, { minLength: FEWEST, maxLength: 18 }),
      act: fc.oneof(fc.record({ offers: fc.constant(true as const) }), fc.record({ program: fc.constantFrom(...BUSY), length: fc.integer({ min: 1, max: 6 }), pace: fc.integer({ min: 1, max: 3 }) })),
    });
    return fc.array(burst, { minLength: 2, maxLength: 9 }).map((bursts): Life => {
      const offered = new Set<string>();
      const made = { offers: [] as Life['offers'][number][], requests: [] as Life['requests'][number][] };
      for (const { step, who, act } of bursts.toSorted((a, b) => a.step - b.step)) {
        for (const { merchant, grid } of who) {
          if ('offers' in act) {
            if (!offered.has(merchant)) made.offers.push({ merchant, grid, step });
            offered.add(merchant);
          } else made.requests.push({ who: merchant, confidential: false, moves: WAY.slice(0, act.length).map((stage, at) => ({ step: step + at * act.pace, program: act.program, stage })) });
        }
      }
      return { grids: [...sizes.map((size, grid) => named(grid, size)), named(sizes.length, quiet)], ...made, steps: STEPS };
    });
  });

/** Whether each step's acts are those of five different shops or of none. */
const inFives = (one: Life): boolean =>
  Array.from({ length: STEPS }, (_, step) => (step === 0 ? Infinity : allChanged(one, step - 1, step).size)).every((count) => count === 0 || count >= FEWEST);

function allChanged(one: Life, from: number, to: number): Set<string> {
  const [before, after] = [from, to].map((step) => whoIsWhere(one, to, timeOf(step)));
  return new Set([...new Set([...before!.keys(), ...after!.keys()])].flatMap((key) => [...changedBetween(before!.get(key), after!.get(key))]));
}

/** Cells whose shown figure isn't the one of the release before. */
const movedCells = (before: Published, { tables: { cells } }: Published): string[] => Object.keys(cells).filter((key) => key in before.tables.cells && JSON.stringify(cells[key]!.span) !== JSON.stringify(before.tables.cells[key]!.span));

describe('RIGHTS: Figures, subtracted from one another', () => {
  it('from release to release, and from week to week, no figure and no sum moves for fewer than five different shops', () => {
    fc.assert(
      fc.property(life, (one) => {
        const releases = releasesOf(one);
        const moved = releases.map((release, at) => (at === 0 ? [] : movedCells(releases[at - 1]!, release)));
        for (const [at, { step }] of releases.entries()) {
          const now = moved[at]!.length > 0 ? whoIsWhere(one, step, timeOf(step)) : null;
          for (const key of moved[at]!) {
            const then = whoIsWhere(one, step, releases[at - 1]!.since[key]!);
            expect(changedBetween(then.get(key), now!.get(key)).size).toBeGreaterThanOrEqual(FEWEST);
          }
        }
        const lastOfWeek = [...new Map(releases.map((release) => [release.tables.week, release])).values()];
        expect(weeksOf(releases).map(({ week }) => week)).toEqual(lastOfWeek.map(({ tables }) => tables.week));
        for (const published of [releases, lastOfWeek]) {
          for (const [at, later] of published.entries()) {
            const earlier = published[at - 1];
            if (!earlier) continue;
            const between = new Set(moved.slice(earlier.number, later.number).flat());
            const known = new Map(sumsIn(earlier.tables).map(({ name, value }) => [name, value]));
            // A sum moves with a cell of its own that was shown anew, and with nothing else.
            for (const { name, value, cells } of sumsIn(later.tables)) if (known.get(name) !== value) expect(cells.some((key) => between.has(key))).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a part taken from its total leaves nothing of what is hidden, in any release', () => {
    fc.assert(
      fc.property(life, (one) => {
        for (const { tables } of releasesOf(one)) {
          const shown = (key: string) => tables.cells[key]!.span;
          for (const { name, value, cells } of sumsIn(tables)) {
            const left = (key: string) => tables.cells[key]!.of - (shown(key)?.least ?? 0);
            const sure = (key: string) => tables.cells[key]!.of - (shown(key)?.most ?? tables.cells[key]!.of);
            const exact = (key: string) => (shown(key) && shown(key)!.least === shown(key)!.most ? shown(key)!.least : 0);
            const partOf = name === 'round' ? sure : name === 'round-most' ? left : exact;
            expect(value - cells.reduce((sum, key) => sum + partOf(key), 0)).toBe(0);
            // And nothing shown by itself is a number of one to four shops.
            expect(value === 0 || value >= FEWEST || name.startsWith('round')).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('what fewer than five shops did, in whatever and whenever, is in no release, sum, level, tree, week, pack, sheet or frame', () => {
    const deed = fc.record({ shop: fc.nat(3), step: fc.nat(STEPS - 1), offers: fc.boolean(), program: fc.constantFrom('permits', 'training', 'legal', 'mediation'), length: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(life, fc.array(deed, { minLength: 1, maxLength: 8 }), (one, deeds) => {
        fc.pre(inFives(one));
        const grid = one.grids.length - 1;
        const few = one.grids[grid]!.slice(0, 4);
        const offered = new Set<string>();
        const offers = deeds.flatMap(({ shop, step, offers: isOffer }) => (isOffer && !offered.has(few[shop]!) && offered.add(few[shop]!) ? [{ merchant: few[shop]!, grid, step }] : []));
        const asked = deeds.filter(({ offers: isOffer }) => !isOffer);
        const requests = asked.map(({ shop, step, program, length }) => ({ who: few[shop]!, confidential: program === 'legal' || program === 'mediation', moves: WAY.slice(0, length).map((stage, at) => ({ step: step + at, program, stage })) }));
        const other: Life = { ...one, offers: [...one.offers, ...offers], requests: [...one.requests, ...requests] };
        expect(everythingPublished(other)).toEqual(everythingPublished(one));
      }),
      { numRuns: 40 },
    );
  });

  it('which shops they were is nowhere: exchange any of a grid, and everything published stays as it was', () => {
    fc.assert(
      fc.property(life, fc.nat(), fc.nat(), (one, first, second) => {
        const place = one.grids[0]!;
        const [a, b] = [place[first % place.length]!, place[second % place.length]!];
        const swapped = (shop: string) => (shop === a ? b : shop === b ? a : shop);
        const other: Life = { ...one, offers: one.offers.map((offer) => ({ ...offer, merchant: swapped(offer.merchant) })), requests: one.requests.map((request) => ({ ...request, who: swapped(request.who) })) };
        const published = everythingPublished(one);
        expect(everythingPublished(other)).toEqual(published);
        expect(JSON.stringify(published)).not.toMatch(/shop-\d/);
      }),
      { numRuns: 30 },
    );
  });

  it('is not proved by nothing: most lives publish several releases with exact figures', () => {
    const lives = fc.sample(life, 30);
    const published = lives.map(releasesOf);
    expect(published.filter((releases) => releases.length >= 3).length).toBeGreaterThan(15);
    expect(published.filter((releases) => sumsIn(releases.at(-1)!.tables).some(({ name, value }) => name === 'all' && value >= FEWEST)).length).toBeGreaterThan(10);
    expect(lives.filter(inFives).length).toBeGreaterThan(10);
  });
});
