import { expect, test } from 'vitest';
import { comingAfter, heldOn, newIn, replacedBy, standOf } from './stand.ts';

const row = (version: number, from: string, state: 'waiting' | 'planned' | 'in-effect' | 'withdrawn' = 'planned') => ({ version, from, state });
const ROWS = [row(1, '2026-01-01', 'in-effect'), row(2, '2026-05-01'), row(3, '2026-03-01'), row(4, '2026-02-01', 'in-effect'), row(5, '2026-04-01', 'waiting')];
const TODAY = '2026-02-15';

test('what holds on a day is the newest whose day has come; what waits for a second officer never holds', () => {
  expect(heldOn(ROWS, TODAY)?.version).toBe(4);
  expect(heldOn(ROWS, '2026-04-15')?.version).toBe(3);
  expect(heldOn(ROWS, '2025-12-31')).toBeNull();
});

test('what is to come is ordered by its day and not by when it was saved', () => {
  expect(comingAfter(ROWS, TODAY).map(({ version }) => version)).toEqual([3, 5, 2]);
});

test('each planned change replaces the one whose day is before its own', () => {
  expect(replacedBy(ROWS, ROWS[1]!)?.version).toBe(3);
  expect(replacedBy(ROWS, ROWS[2]!)?.version).toBe(4);
  expect(replacedBy(ROWS, ROWS[4]!)?.version).toBe(3);
  expect(replacedBy(ROWS, ROWS[0]!)).toBeNull();
});

test('a stand changes when somebody saves, agrees, takes back, or when a planned day has come', () => {
  const seen = standOf(ROWS, TODAY);
  expect(seen).toBe('4.3.5w.2');
  expect(standOf([...ROWS, row(6, '2026-03-01')], TODAY)).not.toBe(seen);
  expect(standOf([...ROWS.slice(0, 4), row(5, '2026-04-01')], TODAY)).not.toBe(seen);
  expect(standOf(ROWS.slice(0, 4), TODAY)).not.toBe(seen);
  expect(standOf(ROWS, '2026-03-01')).not.toBe(seen);
  expect(standOf([], TODAY)).toBe('0');
});

test('the versions somebody hasn’t seen yet are told apart from those she has', () => {
  expect(newIn('4.6.3', '4.3')).toEqual([6]);
  expect(newIn('0', '0')).toEqual([]);
  expect(newIn('4', '4.3')).toEqual([]);
});
