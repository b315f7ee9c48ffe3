import { describe, expect, it } from 'vitest';
import { inTurn, type MapAsset, nearestTo, sumAssets } from './assets.ts';

const asset = (id: string, kind: MapAsset['kind'], near: string): MapAsset => ({ id, kind, near, x: 0, y: 0 });

describe('what everybody may need', () => {
  it('is listed by kind, ways out first, and along the numbers of the booths', () => {
    const mixed = [asset('a', 'toilet', 'F1-10'), asset('b', 'exit', 'F1-9'), asset('c', 'toilet', 'F1-2'), asset('d', 'exit', '')];
    expect(inTurn(mixed).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
    expect(sumAssets(mixed)).toEqual([{ kind: 'exit', count: 2 }, { kind: 'toilet', count: 2 }]);
  });

  it('is told by the nearest booth, and by none where there is none', () => {
    expect(nearestTo({ x: 5, y: 5 }, [{ number: 'far', x: 90, y: 5 }, { number: 'near', x: 9, y: 2 }])).toBe('near');
    expect(nearestTo({ x: 5, y: 5 }, [])).toBe('');
  });
});
