import { describe, expect, test } from 'vitest';
import type { Actor, Membership } from './actor.ts';
import { capacitiesIn, holds, type Permission, PERMISSIONS } from './permissions.ts';

const actor = (...memberships: Membership[]): Actor => ({ account: 'a', name: 'A', session: 's', memberships });
const owner = actor({ kind: 'owner', mall: 'here', merchant: 'm' });
const manager = actor({ kind: 'volunteer', mall: 'here', grid: 'g', role: 'manager' });
const official = actor({ kind: 'official', office: 'o' });

describe('RIGHTS: The office apart', () => {
  test('an official holds nothing in a mall but the pages of the office', () => {
    const held = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => holds(official, permission, 'here'));
    expect(held).toEqual(['office:read']);
  });
});

test('a member of another mall holds nothing here', () => {
  for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
    expect(holds(owner, permission, 'there')).toBe(false);
    expect(holds(manager, permission, 'there')).toBe(false);
  }
});

test('a volunteer who also owns a shop is both', () => {
  const both = actor(...owner.memberships, ...manager.memberships);
  expect([...capacitiesIn(both, 'here')].sort()).toEqual(['manager', 'merchant']);
});

test('a merchant neither records visits nor sends notices nor sees coverage', () => {
  for (const permission of ['visits:record', 'notices:send', 'visits:coverage'] as const) {
    expect(holds(owner, permission, 'here')).toBe(false);
  }
});

test('the supervisor of a grid records no visits', () => {
  expect(holds(actor({ kind: 'volunteer', mall: 'here', grid: 'g', role: 'supervisor' }), 'visits:record', 'here')).toBe(false);
});
