import { describe, expect, it } from 'vitest';
import type { Neighbours } from '../neighbours.ts';
import { type Booth, partsOf, placeUnits, unitsByGrid } from './partition.ts';

const row = (...ids: string[]): Neighbours => new Map(ids.map((id, i) => [id, new Set([ids[i - 1], ids[i + 1]].filter((next): next is string => next !== undefined))]));
const at = (id: string, x: number, level = 'F1'): Booth => ({ id, level, at: [x, 0] });

describe('placing units', () => {
  it('puts a new unit into the grid of most of its neighbours', () => {
    const neighbours: Neighbours = new Map([['new', new Set(['a', 'b', 'c'])], ['a', new Set(['new'])], ['b', new Set(['new'])], ['c', new Set(['new'])]]);
    const partition = new Map([['a', 'one'], ['b', 'two'], ['c', 'two']]);
    expect(placeUnits(['new'], partition, neighbours, [])).toEqual(new Map([['new', 'two']]));
  });

  it('takes a whole new row in from the end that touches a grid', () => {
    expect(placeUnits(['d', 'c', 'b'], new Map([['a', 'one']]), row('a', 'b', 'c', 'd'), [at('b', 1), at('c', 2), at('d', 3)]).size).toBe(3);
  });

  it('keeps a part of a split unit where the unit was, whatever stands beside it', () => {
    const placed = placeUnits(['part'], new Map([['a', 'one'], ['b', 'two']]), row('b', 'part'), [], new Map([['part', 'a']]));
    expect(placed.get('part')).toBe('one');
  });

  it('asks the nearest unit of its level where nothing is beside it', () => {
    const booths = [at('new', 0), at('a', 50), at('b', 1, 'F2')];
    expect(placeUnits(['new'], new Map([['a', 'one'], ['b', 'two']]), new Map(), booths).get('new')).toBe('one');
  });

  it('leaves units out only where no grid has any', () => {
    expect(placeUnits(['new'], new Map(), new Map(), [at('new', 0)]).size).toBe(0);
  });

  it('tells the parts of a set, the largest first', () => {
    expect(partsOf(['a', 'c', 'd'], row('a', 'b', 'c', 'd'))).toEqual([['c', 'd'], ['a']]);
    expect(unitsByGrid(new Map([['a', 'one'], ['b', 'two'], ['c', 'one']])).get('one')).toEqual(['a', 'c']);
  });
});
