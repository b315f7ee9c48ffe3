import { describe, expect, it } from 'vitest';
import { stepsOf } from './first-steps.ts';

const nothing = { booths: 0, homeless: 0, shops: 0, grids: 0, unmanaged: 0, set: 0, rounds: 0 };
const states = (facts: Partial<typeof nothing>) => stepsOf({ ...nothing, ...facts }).map(({ state }) => state);

describe('The first steps of an association', () => {
  it('begin with the plan, where nothing is there yet', () => {
    expect(states({})).toEqual(['now', 'next', 'next', 'next', 'next', 'next']);
  });

  it('tick what is there, in whatever order it was done, and point to the first that isn’t', () => {
    expect(states({ booths: 20, homeless: 20, shops: 3, set: 2 })).toEqual(['done', 'now', 'done', 'next', 'done', 'next']);
    expect(states({ booths: 20, grids: 2, shops: 3, unmanaged: 1, set: 2 })).toEqual(['done', 'done', 'done', 'now', 'done', 'next']);
  });

  it('are over when a round is planned and everything before it stands', () => {
    expect(new Set(states({ booths: 20, grids: 2, shops: 3, set: 2, rounds: 1 }))).toEqual(new Set(['done']));
  });

  it('open again when a booth is drawn that no grid has', () => {
    expect(states({ booths: 21, homeless: 1, grids: 2, shops: 3, set: 2, rounds: 1 })[1]).toBe('now');
  });
});
