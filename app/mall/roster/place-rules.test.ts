import { describe, expect, it } from 'vitest';
import { obstacle } from './place-rules.ts';

const day = (date: number) => new Date(Date.UTC(2026, 2, date));
const me = { merchant: 'me', part: '' };

describe('a booth', () => {
  it.each([
    ['vacant', [], me, null],
    ['with a shop', [{ merchant: 'other' }], me, 'booth-taken'],
    ['with the shop itself in it', [{ merchant: 'me', part: 'A' }], me, 'already-there'],
    ['with a sublet, wanted whole', [{ merchant: 'other', part: 'A' }], me, null],
    ['with a shop, a part of it sublet', [{ merchant: 'other' }], { merchant: 'me', part: 'A' }, null],
    ['with that part sublet', [{ merchant: 'other', part: 'A' }], { merchant: 'me', part: 'A' }, 'part-taken'],
    ['left by a shop', [{ merchant: 'other', to: day(5) }], me, null],
  ])('%s', (_what, there, wish, answer) => expect(obstacle(there, wish)).toBe(answer));

  it('can’t have been somebody’s since a day on which another one, or the shop itself, was still there', () => {
    const left = [{ merchant: 'other', to: day(5) }];
    expect(obstacle(left, { ...me, since: day(4) })).toBe('taken-then');
    expect(obstacle(left, { ...me, since: day(5) })).toBeNull();
    expect(obstacle(left, { merchant: 'me', part: 'A', since: day(4) })).toBeNull();
    expect(obstacle([{ merchant: 'me', part: 'B', to: day(5) }], { ...me, since: day(4) })).toBe('taken-then');
  });
});
