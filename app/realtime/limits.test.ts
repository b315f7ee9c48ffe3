import { describe, expect, it } from 'vitest';
import { addressOf, Allowance, isOwnOrigin } from './limits.ts';
import { RecentEvents } from './recent.ts';
import { Together } from '#app/platform/together.ts';

describe('an allowance', () => {
  it('gives a burst, then so much a second, and never more than the burst', () => {
    const allowance = new Allowance({ burst: 3, perSecond: 2 }, 0);
    const taken = (now: number) => allowance.take(now);
    expect([taken(0), taken(0), taken(0), taken(0)]).toEqual([true, true, true, false]);
    expect([taken(500), taken(500)]).toEqual([true, false]);
    expect([taken(60_000), taken(60_000), taken(60_000), taken(60_000)]).toEqual([true, true, true, false]);
  });

  it('isn’t refilled by a clock that goes back', () => {
    const allowance = new Allowance({ burst: 1, perSecond: 1 }, 10_000);
    expect([allowance.take(10_000), allowance.take(5_000)]).toEqual([true, false]);
  });
});

describe('the address of a caller', () => {
  it('is the connection’s own, whatever it says about itself, when no proxy is trusted', () => {
    expect(addressOf('1.2.3.4', '10.0.0.1', 0)).toBe('10.0.0.1');
  });

  it('is what the last trusted proxy saw; what was added before that doesn’t count', () => {
    expect(addressOf('6.6.6.6, 1.2.3.4', '10.0.0.1', 1)).toBe('1.2.3.4');
    expect(addressOf('6.6.6.6, 1.2.3.4, 10.0.0.2', '10.0.0.1', 2)).toBe('1.2.3.4');
    expect(addressOf(undefined, '10.0.0.1', 1)).toBe('10.0.0.1');
  });
});

describe('the origin of a page', () => {
  it('is this portal’s, or it is refused: in production by its address, elsewhere by the host', () => {
    expect(isOwnOrigin('https://home.example', 'home.example', 'https://home.example')).toBe(true);
    expect(isOwnOrigin('http://home.example', 'home.example', 'https://home.example')).toBe(false);
    expect(isOwnOrigin('http://localhost:3000', 'localhost:3000', null)).toBe(true);
    expect(isOwnOrigin('http://localhost:3001', 'localhost:3000', null)).toBe(false);
    for (const origin of [undefined, 'null', '', 'file://']) expect(isOwnOrigin(origin, 'localhost:3000', null)).toBe(false);
  });
});

describe('what happened lately', () => {
  const mine = new Set(['mall:a']);

  it('tells a page whether its rooms heard anything since', () => {
    const recent = new RecentEvents(0);
    recent.add(['mall:b'], 100);
    recent.add(['mall:a', 'grid:c'], 200);
    expect(recent.missedAnything(mine, 150)).toBe(true);
    expect(recent.missedAnything(mine, 201)).toBe(false);
    expect(recent.missedAnything(new Set(['mall:z']), 50)).toBe(false);
  });

  it('says yes where it can’t know: before the start, after a gap, beyond what is kept', () => {
    const recent = new RecentEvents(1_000, 4);
    expect(recent.missedAnything(mine, 500)).toBe(true);
    for (let at = 1_001; at <= 1_006; at += 1) recent.add(['mall:b'], at);
    expect(recent.missedAnything(mine, 1_001)).toBe(true);
    expect(recent.missedAnything(mine, 1_006)).toBe(false);
    recent.forget(2_000);
    expect(recent.missedAnything(mine, 1_500)).toBe(true);
    expect(recent.missedAnything(mine, 2_001)).toBe(false);
  });
});

describe('questions asked together', () => {
  const moment = () => new Promise((next) => setTimeout(next, 5));

  it('are answered in rounds, each with its own answer, and those that come meanwhile in the next one', async () => {
    const rounds: number[][] = [];
    const together = new Together(async (questions: number[]) => {
      rounds.push(questions);
      await moment();
      return questions.map((question) => question * 10);
    }, { inOne: 3, atOnce: 1 });
    const first = [1, 2, 3, 4].map((question) => together.ask(question));
    await new Promise(setImmediate);
    const later = [5, 6].map((question) => together.ask(question));
    expect(await Promise.all([...first, ...later])).toEqual([10, 20, 30, 40, 50, 60]);
    expect(rounds).toEqual([[1, 2, 3], [4, 5, 6]]);
  });

  it('fail together, and the next round is asked all the same', async () => {
    let asked = 0;
    const together = new Together(async (questions: number[]) => {
      asked += 1;
      if (asked === 1) throw new Error('this round failed');
      return questions;
    }, { inOne: 2, atOnce: 2 });
    const ends = await Promise.allSettled([1, 2, 3].map((question) => together.ask(question)));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});
