import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAndHalf } from '../days.ts';
import { timeOfVisit } from '../offline/time.ts';
import { asideOf, type Choice, isOpenDay, mergeVersions, type Version } from './rules.ts';

const FIELDS = ['need-safety', 'promises', 'note'];
const VISITS = ['v1', 'v2', 'v3'];
const versionFrom = (id: string) => fc.dictionary(fc.constantFrom(...FIELDS), fc.constantFrom('a', 'b'), { maxKeys: 3 }).map((fields): Version => ({ id, fields }));
const anyVersions = fc.tuple(...VISITS.map(versionFrom));
const anyChoice = fc.record({ id: fc.constantFrom('c1', 'c2', 'c3'), field: fc.constantFrom(...FIELDS), seen: fc.subarray(VISITS), stands: fc.subarray(VISITS), replaces: fc.subarray(['c1', 'c2']) });
const anyChoices = fc.uniqueArray(anyChoice, { selector: ({ id }) => id, maxLength: 3 });
/** In another order, and some of it twice. */
const otherwise = <T>(rows: readonly T[]) => fc.tuple(fc.shuffledSubarray([...rows], { minLength: rows.length }), fc.subarray([...rows])).map(([all, twice]) => [...all, ...twice]);

const said: Version[] = [{ id: 'v1', fields: { 'need-safety': 'lamp', note: 'x' } }, { id: 'v2', fields: { 'need-safety': 'bulb', note: 'x' } }];
const chosen = (over: Partial<Choice> = {}): Choice => ({ id: 'c1', field: 'need-safety', seen: ['v1', 'v2'], stands: ['v2'], replaces: [], ...over });
const safety = (versions: Version[], choices: Choice[]) => mergeVersions(versions, choices).find(({ field }) => field === 'need-safety');

describe('visits of one shop on one day', () => {
  test('come to the same whatever arrives in whatever order, and however often', () => {
    const arrived = fc.tuple(anyVersions, anyChoices).chain(([versions, choices]) => fc.tuple(fc.constant([versions, choices] as const), otherwise(versions), otherwise(choices)));
    fc.assert(
      fc.property(arrived, ([[versions, choices], others, again]) => {
        expect(mergeVersions(others, again)).toEqual(mergeVersions(versions, choices));
      }),
    );
  });

  test('lose nothing: what several say in one part is all there, and something of it stands', () => {
    fc.assert(
      fc.property(anyVersions, anyChoices, (versions, choices) => {
        for (const { field, versions: kept, stands } of mergeVersions(versions, choices)) {
          expect(kept).toEqual(versions.filter((one) => one.fields[field] !== undefined).map(({ id }) => id));
          expect(stands.length).toBeGreaterThan(0);
          expect(kept).toEqual(expect.arrayContaining(stands));
        }
      }),
    );
  });

  test('are never decided without a person: until one chooses all stand', () => {
    fc.assert(
      fc.property(anyVersions, (versions) => {
        for (const { state, versions: kept, stands } of mergeVersions(versions, [])) expect([state === 'chosen', stands]).toEqual([false, kept]);
        for (const { id } of versions) expect(asideOf(id, mergeVersions(versions, []))).toEqual([]);
      }),
    );
  });

  test('fall on the same day with any clock that is up to three days wrong, and so lie side by side', () => {
    const taken = Date.parse('2026-03-11T03:00:00Z');
    const wrong = fc.integer({ min: -3 * 24 * 3600, max: 3 * 24 * 3600 }).map((seconds) => seconds * 1000);
    const minute = fc.integer({ min: 0, max: 9 * 60 }).map((minutes) => minutes * 60_000);
    const dayOf = (after: number, [atTaking, atSending]: [number, number]) => {
      const sent = taken + 10 * 3600_000;
      const { at } = timeOfVisit(taken + after + atTaking, { device: taken + atTaking, server: taken }, { device: sent + atSending, server: sent });
      return dayAndHalf(new Date(at), 'Asia/Urumqi').day;
    };
    fc.assert(
      fc.property(minute, minute, fc.tuple(wrong, wrong), fc.tuple(wrong, wrong), (one, other, clock, second) => {
        expect(dayOf(one, clock)).toBe(dayOf(other, second));
      }),
    );
  });

  test('ask only where words differ', () => {
    expect(mergeVersions(said, []).map(({ field, state }) => [field, state])).toEqual([['need-safety', 'open'], ['note', 'same']]);
    expect(isOpenDay(mergeVersions(said, []))).toBe(true);
    expect(isOpenDay(mergeVersions([said[0]!, { id: 'v3', fields: { 'need-legal': 'lease' } }], []))).toBe(false);
  });

  test('stand as they were chosen, until one arrives that the choice didn’t know, or somebody chooses anew', () => {
    expect(safety(said, [chosen()])).toMatchObject({ state: 'chosen', stands: ['v2'], choice: 'c1' });
    expect(asideOf('v1', mergeVersions(said, [chosen()]))).toEqual(['need-safety']);
    expect(safety([...said, { id: 'v3', fields: { 'need-safety': 'wire' } }], [chosen()])).toMatchObject({ state: 'open', stands: ['v1', 'v2', 'v3'] });
    expect(safety(said, [chosen(), chosen({ id: 'c2', stands: ['v1', 'v2'], replaces: ['c1'] })])).toMatchObject({ state: 'chosen', stands: ['v1', 'v2'], choice: 'c2' });
    expect(safety(said, [chosen(), chosen({ id: 'c2', stands: ['v1'] })])).toMatchObject({ state: 'open' });
  });
});
