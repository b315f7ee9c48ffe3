import { expect, test } from 'vitest';
import { NEED_PROGRAMS } from '../form-limits.ts';
import { needsBetween, needsOf } from './needs.ts';

test('a round notes the needs of the programs that were chosen, in the house’s order; one from before there was a choice those of all', () => {
  expect(needsOf({ needs: ['safety', 'labor', 'gone'] })).toEqual(['labor', 'safety']);
  expect(needsOf({})).toEqual([...NEED_PROGRAMS]);
});

test('two rounds’ forms differ in what only one of them notes', () => {
  expect(needsBetween(['labor', 'safety'], ['safety', 'legal'])).toEqual({ added: ['legal'], removed: ['labor'] });
  expect(needsBetween(['safety'], ['safety'])).toEqual({ added: [], removed: [] });
});
