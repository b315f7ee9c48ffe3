import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Candidate, drawKeepers, whoMayKeep } from './rules.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const place = fc.array(fc.constantFrom('g1', 'g2', 's1', 's2'), { maxLength: 2 });
const candidates = fc.uniqueArray(fc.record({ account: id, grids: place, shops: place, ties: place }), { selector: ({ account }: Candidate) => account });

it('two of the council have it: never who asks or whom it is about, nobody of her grid, nobody near the shop', () => {
  fc.assert(
    fc.property(candidates, fc.array(id, { maxLength: 2 }), place, place, fc.array(fc.nat(), { minLength: 2, maxLength: 2 }), (council, without, grids, shops, lots) => {
      const free = whoMayKeep(council, { without, grids, shops });
      const drawn = drawKeepers(free, 2, (below) => (lots.pop() ?? 0) % below);
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawn).toHaveLength(Math.min(2, free.length));
      for (const account of drawn) {
        const one = council.find((candidate) => candidate.account === account)!;
        expect(without).not.toContain(account);
        expect(one.grids.filter((grid) => grids.includes(grid))).toEqual([]);
        expect([...one.shops, ...one.ties].filter((shop) => shops.includes(shop))).toEqual([]);
      }
    }),
  );
});
