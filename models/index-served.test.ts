import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servedByIndex } from './index-served.server.ts';

const INDEXES = [['_id'], ['mall', '_id'], ['mall', 'grid', 'stage', 'dueAt'], ['mall', 'stage', 'dueAt'], ['mall', 'worker'], ['mall', 'keys']];
const ID = '018cc251-f400-79b9-9fe0-8d6ac4be2a0b';

describe('the part of a filter that an index serves', () => {
  it('says nothing where an index serves it whole', () => {
    expect(servedByIndex({ mall: 'm', _id: 'x' }, INDEXES)).toBeNull();
    expect(servedByIndex({ mall: 'm', grid: 'g', stage: { $in: ['a', 'b'] } }, INDEXES)).toBeNull();
    expect(servedByIndex({ mall: 'm', grid: 'g', stage: 'a', dueAt: { $gt: 1, $lt: 5 } }, INDEXES)).toBeNull();
  });
  it('stops after an `$in` or a range', () => {
    expect(servedByIndex({ mall: 'm', grid: { $in: ['g', 'h'] }, stage: 'a' }, [['mall', 'grid', 'stage']])).toEqual({ mall: 'm', grid: { $in: ['g', 'h'] } });
  });
  it('takes an id before a closed word', () => {
    expect(servedByIndex({ mall: 'm', worker: ID, stage: { $in: ['a'] }, rung: 'leader' }, INDEXES)).toEqual({ mall: 'm', worker: ID });
    expect(servedByIndex({ _id: ID, demo: true }, INDEXES)).toEqual({ _id: ID });
  });
  it('takes several words before a yes or no', () => {
    const indexes = [['mall', 'lettable', 'grid'], ['mall', 'number', 'lettable']];
    expect(servedByIndex({ mall: 'm', number: { $in: ['067', 'F1-067'] }, lettable: true }, indexes)).toEqual({ mall: 'm', number: { $in: ['067', 'F1-067'] } });
  });
  it('leaves out what no index follows: absence, `$ne`, `$or`, patterns, lists', () => {
    for (const condition of [{ $exists: true }, { $ne: 'g' }, /g/, ['g'], { $in: [/g/] }, { $gt: null }]) expect(servedByIndex({ mall: 'm', grid: condition }, INDEXES)).toEqual({ mall: 'm' });
    expect(servedByIndex({ mall: 'm', $or: [{ grid: 'g' }, { worker: 'w' }] }, INDEXES)).toEqual({ mall: 'm' });
    expect(servedByIndex({ name: 'x' }, INDEXES)).toBeNull();
  });
  it('looks for an element in a range by the range, and at the rows again', () => {
    expect(servedByIndex({ mall: 'm', keys: { $elemMatch: { $gte: 'a', $lt: 'b' } } }, INDEXES)).toEqual({ mall: 'm', keys: { $gte: 'a', $lt: 'b' } });
  });
  it('never asks for more than the filter does: each of its conditions is one of the filter’s, along one index', () => {
    const scalar = fc.oneof(fc.constantFrom('a', 'b', ID), fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null));
    const condition = fc.oneof(scalar, fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }), fc.record({ $gte: fc.integer() }), fc.record({ $ne: scalar }), fc.record({ $exists: fc.boolean() }));
    const filter = fc.dictionary(fc.constantFrom('_id', 'mall', 'grid', 'stage', 'dueAt', 'worker', 'other'), condition);
    fc.assert(
      fc.property(filter, (asked) => {
        const served = servedByIndex(asked, INDEXES);
        if (!served) return;
        for (const [field, value] of Object.entries(served)) expect(asked[field]).toEqual(value);
        expect(INDEXES.some((index) => Object.keys(served).every((field, at) => index[at] === field))).toBe(true);
        const operators = Object.values(served).map((value) => typeof value === 'object' && value !== null);
        expect(operators.slice(0, -1)).not.toContain(true);
      }),
    );
  });
});
