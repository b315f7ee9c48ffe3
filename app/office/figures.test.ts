import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, type Cut, cutFigures, FEWEST, offeredAtLeast, type Sample, type Samples, stepOf, sumShown } from './figures.ts';

const PAUSE = 15 * 60_000;
const at = (step: number) => step * PAUSE;
const shops = (count: number, from = 0, name = 's') => new Set(Array.from({ length: count }, (_, i) => `${name}${from + i}`));

/** One moment after another: what an attacker sees who reads every release and knows when none came. */
function seen(moments: Samples[]): (Cut | null)[] {
  const releases: (Cut | null)[] = [];
  let last: Cut | null = null;
  moments.forEach((_, step) => {
    const cut = cutFigures(last, (time) => moments[Math.round(time / PAUSE)] ?? new Map(), at(step), PAUSE);
    releases.push(cut);
    last = cut ?? last;
  });
  return releases;
}
const shownAs = (releases: (Cut | null)[]) =>
  JSON.stringify(releases.map((cut) => cut && Object.entries(cut.cells).map(([key, { span, of }]) => [key, span, of])));

/** All histories that look alike → what each true number may be in them. */
function indistinguishable<H>(histories: Iterable<H>, output: (history: H) => string): H[][] {
  const groups = new Map<string, H[]>();
  for (const history of histories) {
    const key = output(history);
    const group = groups.get(key);
    if (group) group.push(history);
    else groups.set(key, [history]);
  }
  return [...groups.values()];
}

function* rising(steps: number, most: number, from = 0): Generator<number[]> {
  if (steps === 0) return yield [];
  for (let value = from; value <= most; value++) for (const rest of rising(steps - 1, most, value)) yield [value, ...rest];
}
function* eachOf(steps: number): Generator<boolean[]> {
  if (steps === 0) return yield [];
  for (const rest of eachOf(steps - 1)) yield* [[false, ...rest], [true, ...rest]];
}

/** At least five numbers stay possible, and who knows "no more than four" can't tell which of 0–4. */
function staysUnsure(values: number[]) {
  const possible = new Set(values);
  expect(possible.size).toBeGreaterThanOrEqual(FEWEST);
  if (values.every((value) => value < FEWEST)) expect([...possible].sort()).toEqual([0, 1, 2, 3, 4]);
}
const fewChanged = (values: number[]) => values.every((value) => value >= 1 && value < FEWEST);

describe('RIGHTS: Figures', () => {
  it('one to four, and zero, are one and the same figure', () => {
    expect([0, 1, 2, 3, 4].map((count) => countOf(count, 449))).toEqual(Array(5).fill({ least: 0, most: 4 }));
    expect(countOf(5, 449)).toEqual({ least: 5, most: 5 });
  });

  it('all, and all but four, are one and the same figure', () => {
    expect([445, 446, 449].map((count) => countOf(count, 449))).toEqual(Array(3).fill({ least: 445, most: 449 }));
    expect([0, 1, 4].map((left) => stepOf(left, 21))).toEqual(Array(3).fill({ least: 0, most: 4 }));
  });

  it('what is left comes in steps of at least five, as on the desk', () => {
    expect(stepOf(12, 21)).toEqual({ least: 10, most: 14 });
    expect(stepOf(16, 21)).toEqual({ least: 15, most: 21 });
    expect(offeredAtLeast({ span: stepOf(12, 21), of: 21 })).toBe(7);
  });

  it('a group of fewer than nine says nothing at all', () => {
    for (let of = 0; of < 9; of++) for (let n = 0; n <= of; n++) expect([stepOf(n, of), countOf(n, of)]).toEqual([null, null]);
  });

  it('every step of every group hides at least five numbers, and nobody reached looks like four reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 9, max: 600 }), fc.nat(600), (of, some) => {
        const step = stepOf(Math.min(some, of), of);
        expect(step!.most - step!.least).toBeGreaterThanOrEqual(FEWEST - 1);
        expect(stepOf(of, of)).toEqual(stepOf(of - 4, of));
      }),
    );
  });

  it('sums add up only what is shown, so that a hidden figure never comes out of them', () => {
    expect(sumShown([{ least: 6, most: 6 }, { least: 0, most: 4 }, null, { least: 9, most: 9 }, { least: 445, most: 449 }])).toBe(15);
  });

  it('a release waits for five different shops and for its pause', () => {
    const moments = (...counts: number[]) => counts.map((count): Samples => new Map([['a', { kind: 'count', of: 100, who: shops(count) }]]));
    expect(seen(moments(0, 4, 5, 9, 10)).map(Boolean)).toEqual([true, false, true, false, true]);
    const first = cutFigures(null, () => moments(0)[0]!, 0, PAUSE);
    expect(cutFigures(first, (time) => moments(time)[0]!, PAUSE - 1, PAUSE)).toBeNull();
  });

  it('one shop that changes in five cells is one shop', () => {
    const cells = (who: ReadonlySet<string>): Samples => new Map(['a', 'b', 'c', 'd', 'e'].map((key) => [key, { kind: 'count', of: 100, who }]));
    expect(seen([cells(new Set()), cells(new Set(['one']))])[1]).toBeNull();
  });

  it('a mean is shown over five shops at least, in whole numbers', () => {
    const answered = (count: number, sum: number): Samples => new Map([['m', { kind: 'mean', of: 100, who: shops(count), sum }]]);
    expect(seen([answered(4, 9)])[0]!.cells.m!.span).toBeNull();
    expect(seen([answered(5, 11)])[0]!.cells.m!.span).toEqual({ least: 3, most: 3 });
  });
});

describe('RIGHTS: Figures, an attacker who sees all releases over time', () => {
  /** Ten others who change somewhere else without any figure moving: they cut a release whenever `busy`. */
  const elsewhere = (busy: boolean[], step: number): Sample => {
    const turn = busy.slice(0, step + 1).filter(Boolean).length % 2;
    return { kind: 'count', of: 500, who: shops(5, turn * 5, 'e') };
  };

  it.each([9, 10, 12, 14, 15])('never learns how few of %i shops were offered a visit, or how few were left, or how few changed', (of) => {
    function* histories() {
      for (const offered of rising(4, of)) for (const busy of eachOf(3)) yield { offered, busy: [false, ...busy] };
    }
    const output = ({ offered, busy }: { offered: number[]; busy: boolean[] }) =>
      shownAs(seen(offered.map((count, step) => new Map([['grid', { kind: 'left', of, who: shops(count) }], ['else', elsewhere(busy, step)]]))));
    for (const group of indistinguishable(histories(), output)) {
      for (let step = 0; step < 4; step++) {
        staysUnsure(group.map(({ offered }) => offered[step]!));
        staysUnsure(group.map(({ offered }) => of - offered[step]!));
        for (let later = step + 1; later < 4; later++) {
          expect(fewChanged(group.map(({ offered }) => offered[later]! - offered[step]!))).toBe(false);
        }
      }
    }
  });

  it.each([
    { stages: 2, moments: 2, many: 10 },
    { stages: 1, moments: 3, many: 11 },
  ])('never learns that one to four of $many shops are in a stage, or came or went ($stages stages, $moments moments)', ({ stages, moments, many }) => {
    // Shops are alike, so what happens in a stage is how many shops go each way; a way is in or out at every moment.
    const ways = [...eachOf(moments)];
    const count = (split: number[], suits: (way: boolean[]) => boolean) => split.reduce((sum, here, way) => sum + (suits(ways[way]!) ? here : 0), 0);
    // The second stage counts the shops from the other end: one shop may have a request in each.
    const stays = [...splits(many, ways.length)].map((split) => {
      const wayOf = split.flatMap((here, way) => Array<boolean[]>(here).fill(ways[way]!));
      const insideAt = (order: boolean[][], step: number): Sample => ({ kind: 'count', of: many, who: new Set(order.flatMap((way, shop) => (way[step] ? [`s${shop}`] : []))) });
      return { split, cells: [wayOf, wayOf.toReversed()].map((order) => Array.from({ length: moments }, (_, step) => insideAt(order, step))) };
    });
    type History = { stays: typeof stays; busy: boolean[] };
    function* histories(): Generator<History> {
      for (const first of stays)
        for (const second of stages === 2 ? stays : [null])
          for (const busy of eachOf(moments - 1)) yield { stays: second ? [first, second] : [first], busy: [false, ...busy] };
    }
    const output = ({ stays: both, busy }: History) =>
      shownAs(seen(busy.map((_, step) => new Map([...both.map((stay, stage) => [`stage${stage}`, stay.cells[stage]![step]!] as const), ['else', elsewhere(busy, step)] as const]))));
    for (const group of indistinguishable<History>(histories(), output)) {
      for (let stage = 0; stage < stages; stage++) {
        for (let step = 0; step < moments; step++) {
          const values = new Set(group.map((history) => count(history.stays[stage]!.split, (way) => way[step]!)));
          if ([...values].every((value) => value < FEWEST)) expect([...values].sort()).toEqual([0, 1, 2, 3, 4]);
          for (let later = step + 1; later < moments; later++) {
            const changed = group.map((history) => count(history.stays[stage]!.split, (way) => way[step] !== way[later]));
            expect(fewChanged(changed)).toBe(false);
          }
        }
      }
    }
  }, 60_000);

  it('sees nothing of what fewer than five shops did in a cell, whoever they were and whatever else happened', () => {
    const history = fc.record({ base: fc.nat(30), few: fc.nat(4), others: fc.nat(4), gone: fc.nat(4), busy: fc.integer({ min: 5, max: 40 }) });
    fc.assert(
      fc.property(history, fc.constantFrom('left' as const, 'count' as const), ({ base, few, others, gone, busy }, kind) => {
        const cell = (who: Set<string>, elsewhereNow: number): Samples =>
          new Map<string, Sample>([['cell', { kind, of: 60, who }], ['else', { kind: 'count', of: 400, who: shops(elsewhereNow, 0, 'e') }]]);
        const start = cell(shops(base), 0);
        const leaves = Math.max(0, Math.min(gone, base, 4 - few));
        const one = new Set([...shops(base - leaves), ...shops(few, 0, 'new')]);
        const another = new Set([...shops(base), ...shops(others, 0, 'other')]);
        expect(shownAs(seen([start, cell(one, busy)]))).toBe(shownAs(seen([start, cell(another, busy)])));
      }),
    );
  });
});

/** Every way to put `many` alike things into `boxes`. */
function* splits(many: number, boxes: number): Generator<number[]> {
  if (boxes === 1) return yield [many];
  for (let here = 0; here <= many; here++) for (const rest of splits(many - here, boxes - 1)) yield [here, ...rest];
}
