import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circlesOf, FARTHEST_AHEAD, FARTHEST_BACK, inTurn, isInTheWay, whenIs, type Wish, whyNotPlan } from './rules.ts';

const TODAY = '2026-03-11';
const wish = (over: Partial<Wish>): Wish => ({ kind: 'move', tenancy: 't1', unit: 'u2', day: '2026-04-01', ...over });

describe('the day of a change', () => {
  it.each([
    ['', { when: 'now' }],
    [TODAY, { when: 'now' }],
    ['2026-03-12', { when: 'coming' }],
    ['2026-03-10', { when: 'past' }],
    ['2027-03-12', { when: 'coming' }],
    ['2027-03-13', { no: 'too-far-ahead', max: FARTHEST_AHEAD }],
    ['2025-12-09', { when: 'past' }],
    ['2025-12-08', { no: 'too-long-ago', max: FARTHEST_BACK }],
  ])('%j is %j', (day, answer) => expect(whenIs(day, TODAY)).toEqual(answer));
});

describe('plans of one shop', () => {
  it.each<[string, Wish, Wish[], string | null]>([
    ['move one booth twice', wish({}), [wish({ unit: 'u3', day: '2026-05-01' })], 'planned-already'],
    ['leave a booth that moves', wish({ kind: 'leave', unit: undefined }), [wish({})], 'planned-already'],
    ['get the same part of a booth twice', wish({ kind: 'give-booth', tenancy: undefined, part: 'A' }), [wish({ kind: 'give-booth', tenancy: undefined, part: 'A' })], 'planned-already'],
    ['close twice', wish({ kind: 'close' }), [wish({ kind: 'close', day: '2026-06-01' })], 'planned-already'],
    ['move after they have closed', wish({}), [wish({ kind: 'close', day: '2026-03-20' })], 'closes-before'],
  ])('don’t %s', (_what, one, open, no) => expect(whyNotPlan(one, open)).toBe(no));

  it('may get another part of the booth, move another one, or move before they close', () => {
    expect(whyNotPlan(wish({ kind: 'give-booth', tenancy: undefined, part: 'B' }), [wish({ kind: 'give-booth', tenancy: undefined, part: 'A' })])).toBeNull();
    expect(whyNotPlan(wish({ tenancy: 't2', unit: 'u9' }), [wish({})])).toBeNull();
    expect(whyNotPlan(wish({}), [wish({ kind: 'close', day: '2026-06-01' })])).toBeNull();
    expect(whyNotPlan(wish({ kind: 'close', tenancy: undefined, unit: undefined }), [wish({})])).toBeNull();
  });
});

it('whatever is due is done day by day, and on one day room is made before it is taken', () => {
  const plan = fc.record({ _id: fc.uuid(), kind: fc.constantFrom('give-booth', 'move', 'leave', 'close'), day: fc.constantFrom('2026-03-01', '2026-03-02') });
  fc.assert(
    fc.property(fc.uniqueArray(plan, { selector: ({ _id }) => _id }), (plans) => {
      const turn = inTurn(plans);
      expect([...turn].sort((a, b) => (a._id < b._id ? -1 : 1))).toEqual([...plans].sort((a, b) => (a._id < b._id ? -1 : 1)));
      expect(turn.map(({ day }) => day)).toEqual(plans.map(({ day }) => day).sort());
      for (const [at, one] of turn.entries()) {
        const later = turn.slice(at + 1).filter(({ day }) => day === one.day).map(({ kind }) => kind);
        if (one.kind === 'give-booth') expect(later.filter((kind) => kind !== 'give-booth')).toEqual([]);
        if (one.kind === 'move') expect(later.filter((kind) => kind === 'close' || kind === 'leave')).toEqual([]);
      }
      expect(inTurn([...plans].reverse())).toEqual(turn);
    }),
  );
});

describe('a booth that is wanted for a day', () => {
  const there = [{ _id: 't9', merchant: 'm9', unit: 'u2' }];
  it('is in the way while its shop plans nothing, or plans to go later', () => {
    expect(isInTheWay(wish({}), there, [])).toBe(true);
    expect(isInTheWay(wish({}), there, [{ ...wish({ kind: 'leave', tenancy: 't9', unit: undefined, day: '2026-04-02' }), merchant: 'm9' }])).toBe(true);
    expect(isInTheWay(wish({}), there, [{ ...wish({ kind: 'close', tenancy: undefined, unit: undefined }), merchant: 'm8' }])).toBe(true);
  });
  it('isn’t when its shop goes by that day, or stands in another part', () => {
    expect(isInTheWay(wish({}), there, [{ ...wish({ tenancy: 't9', unit: 'u3' }), merchant: 'm9' }])).toBe(false);
    expect(isInTheWay(wish({}), there, [{ ...wish({ kind: 'close', tenancy: undefined, unit: undefined }), merchant: 'm9' }])).toBe(false);
    expect(isInTheWay(wish({ part: 'A' }), there, [])).toBe(false);
    expect(isInTheWay(wish({ unit: 'u5' }), there, [])).toBe(false);
  });
});

describe('moves that wait for each other', () => {
  const moves = (...pairs: [from: string, to: string][]) => pairs.map(([from, to]) => wish({ tenancy: `t-${from}`, unit: to }));
  const standing = (...units: string[]) => units.map((unit) => ({ _id: `t-${unit}`, merchant: `m-${unit}`, unit }));
  const circles = (plans: Wish[], there: ReturnType<typeof standing>) => circlesOf(plans, there).map((circle) => circle.map(({ unit }) => unit).sort());

  it('are found where two or more change booths, and not where the way ends', () => {
    expect(circles(moves(['a', 'b'], ['b', 'a']), standing('a', 'b'))).toEqual([['a', 'b']]);
    expect(circles(moves(['a', 'b'], ['b', 'c'], ['c', 'a'], ['x', 'y'], ['y', 'x'], ['q', 'a']), standing('a', 'b', 'c', 'x', 'y', 'q'))).toEqual([['a', 'b', 'c'], ['x', 'y']]);
    expect(circles(moves(['a', 'b'], ['b', 'c']), standing('a', 'b', 'c'))).toEqual([]);
    expect(circlesOf([wish({ kind: 'give-booth', unit: 'b' }), ...moves(['b', 'a'])], standing('a', 'b'))).toEqual([]);
  });

  it('are kept apart by the part of a booth', () => {
    const parts = [wish({ tenancy: 'one', unit: 'a', part: 'B' }), wish({ tenancy: 'two', unit: 'b' })];
    const there = [{ _id: 'one', merchant: 'm', unit: 'b' }, { _id: 'two', merchant: 'n', unit: 'a', part: 'B' }, { _id: 'three', merchant: 'o', unit: 'a' }];
    expect(circlesOf(parts, there)).toEqual([parts]);
    expect(circlesOf([{ ...parts[0]!, part: undefined }, parts[1]!], there)).toEqual([]);
  });
});
