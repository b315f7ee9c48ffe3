import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../days.ts';
import { daysLeft, isBehind as isBehindAt, type Pace, shareDue, shareDueForOthers } from './rules.ts';

const isBehind = (pace: Pace, today: string) => isBehindAt(pace, shareDue(span, today));
const isBehindForOthers = (pace: Pace, today: string) => isBehindAt(pace, shareDueForOthers(span, today));
const span = { opensOn: '2026-03-01', closesOn: '2026-03-30' };

it('a grid has its first days to itself, then an even pace with a fifth of slack', () => {
  const behind = (offered: number, today: string) => isBehind({ shops: 20, offered }, today);
  expect([behind(0, '2026-03-01'), behind(0, '2026-03-07'), behind(0, '2026-03-12')]).toEqual([false, false, true]);
  // Half of the days are over: 20 × (0.5 − 0.2) = 6 are looked for, three fewer are worth a word.
  expect([behind(3, '2026-03-16'), behind(4, '2026-03-16')]).toEqual([true, false]);
  expect([behind(12, '2026-04-20'), behind(14, '2026-04-20')]).toEqual([true, false]);
});

it('two shops are never worth a word, and a grid that is through isn’t behind', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (shops, day) => {
    const today = addDays(span.opensOn, day);
    expect(isBehind({ shops: Math.min(shops, 2), offered: 0 }, today)).toBe(false);
    expect(isBehind({ shops, offered: shops }, today)).toBe(false);
  }));
});

it('what others hear of, the volunteers could see on each of the two days before', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (shops, offered, earlier, day) => {
    const today = addDays(span.opensOn, day);
    fc.pre(isBehindForOthers({ shops, offered }, today));
    const then = { shops, offered: Math.min(offered, earlier) };
    for (const before of [0, 1, 2]) expect(isBehind(before === 0 ? { shops, offered } : then, addDays(today, -before))).toBe(true);
  }));
});

it('days that are left count today', () => {
  expect(['2026-03-01', '2026-03-30', '2026-03-31', '2026-04-20'].map((today) => daysLeft(span, today))).toEqual([30, 1, 0, 0]);
});
