import { describe, expect, it } from 'vitest';
import type { Actor, Membership } from '#app/platform/actor.ts';
import { mallsOf, movesBetween, roomsOf } from './rooms.ts';

const actor = (...memberships: Membership[]): Actor => ({ account: 'a', name: '', session: 's', memberships });
const rooms = (...memberships: Membership[]) => [...roomsOf(actor(...memberships))].sort();
const own = ['account:a', 'session:s'];

describe('the rooms of an actor', () => {
  it('without any membership are her own two', () => {
    expect(rooms()).toEqual(own);
  });

  it('of a merchant are her shop’s and the mall’s, and no grid’s', () => {
    expect(rooms({ kind: 'owner', mall: 'm', merchant: 'x' })).toEqual([...own, 'mall:m', 'shop:x'].sort());
  });

  it('of a volunteer are her grids’, of an officer the officers’', () => {
    expect(rooms({ kind: 'volunteer', mall: 'm', grid: 'g', role: 'supervisor' })).toEqual([...own, 'grid:g', 'mall:m'].sort());
    expect(rooms({ kind: 'officer', mall: 'm', post: 'council' })).toEqual([...own, 'mall-officers:m', 'mall:m'].sort());
  });

  it('of officials, partners and operators are none of a mall', () => {
    expect(rooms({ kind: 'official', office: 'o' })).toEqual([...own, 'office:o'].sort());
    expect(rooms({ kind: 'partner', mall: 'm', partner: 'p' }, { kind: 'operator' })).toEqual(own);
    expect(mallsOf(actor({ kind: 'partner', mall: 'm', partner: 'p' }))).toEqual([]);
  });

  it('change by what was lost and what was won, and by nothing else', () => {
    expect(movesBetween(['account:a', 'grid:old'], new Set(['account:a', 'grid:new']))).toEqual({ join: ['grid:new'], leave: ['grid:old'] });
    expect(movesBetween(['account:a'], new Set(['account:a']))).toEqual({ join: [], leave: [] });
  });
});
