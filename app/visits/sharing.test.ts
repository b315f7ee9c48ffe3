import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareOut } from './sharing.ts';

const may = () => true;
const shops = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('who visits which shop', () => {
  test('everybody has a stretch of the walk', () => {
    expect(Object.fromEntries(shareOut({ shops, volunteers: ['v', 'w'], may, taken: new Map() }))).toEqual({ a: 'v', b: 'v', c: 'v', d: 'w', e: 'w', f: 'w' });
  });

  test('a shop that she may not visit goes to the next who may, and to nobody when there is none', () => {
    const shared = shareOut({ shops, volunteers: ['v', 'w'], may: (volunteer, shop) => shop !== 'b' && !(volunteer === 'v' && shop === 'a'), taken: new Map() });
    expect([shared.get('a'), shared.get('b')]).toEqual(['w', null]);
  });

  test('a swapped shop is with whom took it, as long as she may visit it and looks after the grid', () => {
    const taken = new Map([['a', 'w'], ['b', 'gone']]);
    expect(shareOut({ shops, volunteers: ['v', 'w'], may, taken }).get('a')).toBe('w');
    expect(shareOut({ shops, volunteers: ['v', 'w'], may, taken }).get('b')).toBe('v');
    expect(shareOut({ shops, volunteers: ['v', 'w'], may: (volunteer) => volunteer === 'v', taken }).get('a')).toBe('v');
  });

  test('every shop is somebody’s as long as one may visit it, nobody gets one that she may not, and what one may not changes no other shop', () => {
    const matrix = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(matrix, fc.nat(5), (allowed, other) => {
        const volunteers = ['u', 'v', 'w'];
        const can = (volunteer: string, shop: string) => allowed[shops.indexOf(shop)]![volunteers.indexOf(volunteer)]!;
        const shared = shareOut({ shops, volunteers, may: can, taken: new Map() });
        for (const [shop, volunteer] of shared) {
          if (volunteer) expect(can(volunteer, shop)).toBe(true);
          else expect(volunteers.some((one) => can(one, shop))).toBe(false);
        }
        const without = shareOut({ shops, volunteers, may: (volunteer, shop) => shop !== shops[other] && can(volunteer, shop), taken: new Map() });
        for (const shop of shops) if (shop !== shops[other]) expect(without.get(shop)).toBe(shared.get(shop));
      }),
    );
  });
});
