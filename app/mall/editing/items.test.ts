import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Point, Polygon } from '../geometry.ts';
import { type Edits, mergeUnits, moveItems, removeItems, splitUnit, unitsIn } from './acts.ts';
import { edit, type Items, itemsOf, pendingChanges, rebase, redo, restore, settle, startWork, undo, type UnitItem, type Work } from './items.ts';
import { numberBeside, numberSeries } from './numbering.ts';
import { judgeChanges } from './rules.ts';
import { isSimple, shapeArea } from './shapes.ts';
import { snapMove, snapPoint, snapTargets } from './snapping.ts';

const box = (x: number, y: number, width = 4, height = 3): Polygon[] => [[[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]]];
const unit = (id: string, shape: Polygon[], overrides: Partial<UnitItem> = {}): UnitItem => ({ type: 'unit', id, version: 1, number: `F1-${id}`, category: 'room', lettable: true, shape, ...overrides });
/** Two rows of six booths wall to wall. */
const floor = (): Items => itemsOf(Array.from({ length: 12 }, (_, i) => unit(String(i), box((i % 6) * 4, Math.floor(i / 6) * 3))));

const step = fc.oneof(
  fc.record({ act: fc.constant('move' as const), at: fc.nat(30), dx: fc.integer({ min: -30, max: 30 }), dy: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ act: fc.constant('split' as const), at: fc.nat(30), dx: fc.integer({ min: 5, max: 35 }), dy: fc.nat(30) }),
  fc.record({ act: fc.constant('merge' as const), at: fc.nat(30), dx: fc.nat(30), dy: fc.nat(30) }),
  fc.record({ act: fc.constant('remove' as const), at: fc.nat(30), dx: fc.nat(1), dy: fc.nat(1) }),
  fc.record({ act: fc.constantFrom('undo' as const, 'redo' as const), at: fc.nat(1), dx: fc.nat(1), dy: fc.nat(1) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let made = 0;
function take(work: Work, { act, at, dx, dy }: Step): Work {
  if (act === 'undo') return undo(work);
  if (act === 'redo') return redo(work);
  const units = unitsIn(work.now);
  const one = units[at % Math.max(1, units.length)];
  if (!one) return work;
  const edits = (): Edits => {
    if (act === 'move') return moveItems(work.now, new Set([one.id]), [dx / 10, dy / 10]);
    if (act === 'remove') return removeItems(work.now, new Set([one.id]), new Set());
    if (act === 'merge') {
      const merged = mergeUnits(work.now, [one, units[dx % units.length]!].filter((each, i, all) => all.indexOf(each) === i), new Set());
      return typeof merged === 'string' ? [] : merged;
    }
    const x = Math.min(...one.shape.flat(2).map(([px]) => px)) + dx / 10;
    return splitUnit(work.now, one, [[x, -100], [x, 100]], () => `new-${(made += 1)}`) ?? [];
  };
  return edit(work, edits());
}

describe('whatever is drawn', () => {
  test('stays simple, keeps its numbers apart, and undoing all of it gives the start back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let work = steps.reduce(take, startWork(floor()));
        const units = unitsIn(work.now);
        for (const { shape } of units) expect(isSimple(shape)).toBe(true);
        expect(new Set(units.map(({ number }) => number)).size).toBe(units.length);
        while (work.done.length > 0) work = undo(work);
        expect(work.now).toEqual(floor());
        expect(pendingChanges(work)).toEqual([]);
      }),
    );
  });

  test('can be undone and done again at every step, and comes back after a reload', () => {
    const plain = ({ now }: Work) => [...now.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let work = startWork(floor());
        for (const each of steps) {
          const next = take(work, each);
          if (each.act !== 'undo' && each.act !== 'redo' && next !== work) {
            expect(plain(undo(next))).toEqual(plain(work));
            expect(plain(redo(undo(next)))).toEqual(plain(next));
          }
          work = next;
        }
        const back = restore(startWork(floor()), JSON.parse(JSON.stringify(pendingChanges(work))));
        expect(plain(back)).toEqual(plain(work));
        expect(back.clashes).toEqual([]);
        expect(plain(undo(back))).toEqual(plain(startWork(floor())));
      }),
      { numRuns: 60 },
    );
  });

  test('before a reload meets what somebody else saved during it, and nothing of either is lost', () => {
    const work = edit(startWork(floor()), [['3', unit('3', box(12, 0), { number: 'Mine' })], ['5', null]]);
    const fresh = new Map(floor()).set('3', unit('3', box(12, 0), { number: 'Hers', version: 2 }));
    const back = restore(startWork(fresh), pendingChanges(work));
    expect(back.now.get('3')).toMatchObject({ number: 'Mine' });
    expect(back.clashes).toEqual([{ id: '3', theirs: fresh.get('3') }]);
    expect(back.now.has('5')).toBe(false);
    const saved = new Map(fresh);
    saved.set('3', { ...work.now.get('3')!, version: 2 }).delete('5');
    expect(pendingChanges(restore(startWork(saved), pendingChanges(work)))).toEqual([]);
  });

  test('of booths cut and put together again has the area that it had', () => {
    const items = floor();
    const start = items.get('0') as UnitItem;
    const work = edit(startWork(items), splitUnit(items, start, [[1, -9], [1, 9]], () => 'part')!);
    expect((work.now.get('part') as UnitItem).number).toBe('F1-0B');
    const merged = mergeUnits(work.now, unitsIn(work.now).filter(({ id }) => id === '0' || id === 'part'), new Set(['part']));
    expect(merged).not.toBeTypeOf('string');
    const again = edit(work, merged as Edits);
    expect(again.now.has('0')).toBe(false);
    expect(shapeArea((again.now.get('part') as UnitItem).shape)).toBeCloseTo(shapeArea(start.shape), 6);
  });

  test('merges no two booths in which shops trade, and none that are apart', () => {
    const units = unitsIn(floor());
    expect(mergeUnits(floor(), units.slice(0, 2), new Set(['0', '1']))).toBe('traded');
    expect(mergeUnits(floor(), [units[0]!, units[2]!], new Set())).toBe('apart');
    expect(mergeUnits(floor(), units.slice(0, 1), new Set())).toBe('few');
  });
});

describe('what somebody else saved meanwhile', () => {
  const theirs = (items: Items, change: Partial<UnitItem>) => itemsOf([...items.values()].map((item) => (item.id === '3' ? { ...(item as UnitItem), version: 2, ...change } : item)));

  test('is followed where nothing was touched here', () => {
    const work = rebase(edit(startWork(floor()), moveItems(floor(), new Set(['1']), [0.1, 0])), theirs(floor(), { number: 'X-3' }));
    expect((work.now.get('3') as UnitItem).number).toBe('X-3');
    expect(work.clashes).toEqual([]);
    expect(pendingChanges(work).map(({ id }) => id)).toEqual(['1']);
  });

  test('is a clash where it differs from mine; mine is kept until one is chosen, and saved over theirs by its version', () => {
    const mine = edit(startWork(floor()), moveItems(floor(), new Set(['3']), [0.5, 0]));
    const work = rebase(mine, theirs(floor(), { number: 'X-3' }));
    expect(work.clashes).toHaveLength(1);
    expect(work.now.get('3')).toEqual(mine.now.get('3'));
    expect(pendingChanges(settle(work, '3', 'mine'))).toMatchObject([{ id: '3', version: 2, item: { number: 'F1-3' } }]);
    const given = settle(work, '3', 'theirs');
    expect(pendingChanges(given)).toEqual([]);
    expect((undo(given).now.get('3') as UnitItem).shape).toEqual((mine.now.get('3') as UnitItem).shape);
  });

  test('is never undone by undoing mine', () => {
    const mine = edit(startWork(floor()), moveItems(floor(), new Set(['3']), [0.5, 0]));
    const saved = rebase(mine, theirs(floor(), { shape: (mine.now.get('3') as UnitItem).shape }));
    const later = rebase(saved, itemsOf([...saved.base.values()].map((item) => (item.id === '3' ? { ...(item as UnitItem), version: 3, number: 'Y' } : item))));
    expect((undo(later).now.get('3') as UnitItem).number).toBe('Y');
  });
});

describe('numbers', () => {
  test('go by rows from the top, leaving out what others have', () => {
    const units = unitsIn(floor());
    const series = numberSeries([...units].reverse(), { prefix: 'F2-', first: 1, digits: 3 }, new Set(['F2-002']));
    expect(series.slice(0, 3).map(({ id, to }) => [id, to])).toEqual([['0', 'F2-001'], ['1', 'F2-003'], ['2', 'F2-004']]);
    expect(series.at(-1)).toMatchObject({ id: '11', to: 'F2-013' });
  });

  test('beside a number are the next free letter', () => {
    expect(numberBeside('F1-067', new Set(['F1-067', 'F1-067B']))).toBe('F1-067C');
  });
});

describe('snapping', () => {
  const to = snapTargets([box(0, 0)]);

  test('prefers a corner, then a wall, then squares of 10 cm', () => {
    expect(snapPoint([4.2, 0.1], to, 0.5)).toEqual([4, 0]);
    expect(snapPoint([2.03, 3.3], to, 0.5)).toEqual([2.03, 3]);
    expect(snapPoint([9.123, 9.06], to, 0.5)).toEqual([9.1, 9.1]);
  });

  test('moves a booth so that corners meet', () => {
    expect(snapMove(box(10, 10), [-5.8, -9.9], to, 0.5)).toEqual([-6, -10]);
  });
});

describe('the rules', () => {
  const judge = (item: UnitItem, outline?: Polygon[]) => judgeChanges({ before: floor(), changes: [{ id: item.id, version: 0, item }], outline, numbersElsewhere: new Set(), let: new Set() });
  const free: Point = [40, 40];

  test('allow walls that are drawn a few centimetres over each other, and no more', () => {
    expect(judge(unit('new', box(23.95, 0))).refused).toEqual([]);
    expect(judge(unit('new', box(23, 0))).refused).toMatchObject([{ key: 'overlap', other: 'F1-5' }]);
  });

  test('let an old overlap be that doesn’t grow', () => {
    const before = itemsOf([unit('a', box(0, 0)), unit('b', box(2, 0))]);
    const moved = (x: number) => judgeChanges({ before, changes: [{ id: 'b', version: 1, item: unit('b', box(x, 0)) }], numbersElsewhere: new Set(), let: new Set() });
    expect(moved(2.5).refused).toEqual([]);
    expect(moved(1.5).refused).toMatchObject([{ key: 'overlap' }]);
  });

  test('say what is wrong with a number, and warn of what lies outside or on a corridor', () => {
    expect(judge(unit('new', box(...free), { number: '<b>' })).refused).toMatchObject([{ key: 'number-form' }]);
    expect(judge(unit('new', box(...free), { number: 'F1-3' })).refused).toMatchObject([{ key: 'number-taken' }]);
    expect(judge(unit('new', box(...free), { number: '' })).refused).toMatchObject([{ key: 'number-missing' }]);
    expect(judge(unit('new', box(22, 8)), box(0, 0, 24, 20)).warned).toMatchObject([{ key: 'outside-level' }]);
    expect(judge(unit('way', box(0, 0, 8, 3), { category: 'walkway', lettable: false, number: '' }))).toMatchObject({ refused: [], warned: [{ key: 'over-corridor' }, { key: 'over-corridor' }] });
  });
});
