import { describe, expect, it } from 'vitest';
import type { Actor, Membership } from '#app/platform/actor.ts';
import { canAppoint, canBeOfficial, canHoldRole } from './policy.ts';

const official = (office: string): Membership => ({ kind: 'official', office });
const over = ['community', 'subdistrict', 'district', 'city'];

describe('RIGHTS: The office apart', () => {
  it.each(over)('an official of the %s over a mall holds no grid role and no post in it', (office) => {
    expect(canHoldRole([official(office)], 'volunteer', over)).toBe(false);
    expect(canHoldRole([official(office)], 'officer', over)).toBe(false);
  });

  it('an official of another neighbourhood may be a volunteer here, but never an operator', () => {
    expect(canHoldRole([official('elsewhere')], 'volunteer', over)).toBe(true);
    expect(canHoldRole([official('elsewhere')], 'operator', over)).toBe(false);
  });

  it('a merchant may hold any of them', () => {
    const merchant: Membership[] = [{ kind: 'owner', mall: 'm', merchant: 's' }];
    expect((['volunteer', 'officer', 'operator'] as const).every((role) => canHoldRole(merchant, role, over))).toBe(true);
  });

  it('whoever holds a role in a mall can’t become an official over it, an operator nowhere', () => {
    expect(canBeOfficial([{ kind: 'volunteer', mall: 'm', grid: 'g', role: 'leader' }], ['m'])).toBe(false);
    expect(canBeOfficial([{ kind: 'officer', mall: 'm', post: 'lead' }], ['m'])).toBe(false);
    expect(canBeOfficial([{ kind: 'operator' }], [])).toBe(false);
    expect(canBeOfficial([{ kind: 'officer', mall: 'm', post: 'lead' }], ['another'])).toBe(true);
    expect(canBeOfficial([{ kind: 'owner', mall: 'm', merchant: 's' }], ['m'])).toBe(true);
  });

  it('an office appoints nobody', () => {
    const actor = (memberships: Membership[]): Actor => ({ account: 'a', name: '', session: '', memberships });
    expect(canAppoint(actor([official('community')]), 'm')).toBe(false);
    expect(canAppoint(actor([{ kind: 'officer', mall: 'm', post: 'council' }]), 'm')).toBe(true);
    expect(canAppoint(actor([{ kind: 'officer', mall: 'other', post: 'council' }]), 'm')).toBe(false);
  });
});
