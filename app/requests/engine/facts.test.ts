import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FactField, readFacts } from './facts.ts';

const FIELDS: FactField[] = [{ id: 'danger', type: 'choice', options: ['gas', 'wiring'] }, { id: 'people', type: 'number', min: 1, max: 50 }, { id: 'day', type: 'day' }];

describe('What was typed for the facts of a kind', () => {
  it('is read as closed words, whole numbers and days; what isn’t asked for is dropped, what is empty left out', () => {
    expect(readFacts(FIELDS, { danger: 'gas', people: '3', day: '2026-03-12', thing: 'ladder' })).toEqual({ facts: { danger: 'gas', people: 3, day: '2026-03-12' }, wrong: [] });
    expect(readFacts(FIELDS, { danger: '', people: undefined })).toEqual({ facts: {}, wrong: [] });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ danger: 'x' }, 'danger'], [{ danger: { $ne: null } }, 'danger'], [{ people: '0' }, 'people'], [{ people: '51' }, 'people'], [{ people: '1.5' }, 'people'], [{ people: '1e1' }, 'people'], [{ day: '2026-02-31' }, 'day'], [{ day: '12.3.2026' }, 'day'],
  ])('refuses %j at its field', (given, field) => {
    expect(readFacts(FIELDS, given)).toEqual({ facts: {}, wrong: [field] });
  });

  it('whatever comes in, what comes out is of the kind, and is read the same once more', () => {
    const value = fc.oneof(fc.constantFrom('gas', 'wiring', '', '2026-03-12', '3'), fc.integer({ min: -1, max: 60 }), fc.string(), fc.constant({ $ne: null }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('danger', 'people', 'day', 'thing'), value), (given) => {
        const { facts } = readFacts(FIELDS, given);
        for (const [id, known] of Object.entries(facts)) expect(typeof known).toBe(FIELDS.find((field) => field.id === id)?.type === 'number' ? 'number' : 'string');
        expect(readFacts(FIELDS, facts)).toEqual({ facts, wrong: [] });
      }),
    );
  });
});
