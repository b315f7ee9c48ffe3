import { describe, expect, test } from 'vitest';
import type { Actor, Membership } from '#app/platform/actor.ts';
import { canAnswerFor, coverageScope, visitingGridsIn, visitingRole, whyNotVisit } from './policy.ts';

const as = (...memberships: Membership[]): Actor => ({ account: 'a', name: 'A', session: 's', memberships });
const volunteer = (role: 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor', grid = 'g'): Membership => ({ kind: 'volunteer', mall: 'm', grid, role });
const shop = { merchant: 'shop', trade: 'tea', grid: 'g', asked: false };
const noTies = { declared: [], own: [] };

describe('who may visit', () => {
  test('four of the five visit the shops of their grid, a supervisor none', () => {
    for (const role of ['leader', 'manager', 'assistant', 'information'] as const) expect(whyNotVisit(as(volunteer(role)), 'm', shop, noTies)).toBeNull();
    expect(whyNotVisit(as(volunteer('supervisor')), 'm', shop, noTies)).toBe('not-here');
    expect(visitingGridsIn(as(volunteer('supervisor'), volunteer('manager', 'h')), 'm')).toEqual(['h']);
  });

  test('a shop of another grid or in no grid isn’t there, and neither is one of another mall', () => {
    expect(whyNotVisit(as(volunteer('leader', 'h')), 'm', shop, noTies)).toBe('not-here');
    expect(whyNotVisit(as(volunteer('leader')), 'm', { ...shop, grid: null }, noTies)).toBe('not-here');
    expect(whyNotVisit(as(volunteer('leader')), 'other', shop, noTies)).toBe('not-here');
  });

  test('nobody visits her own shop or one that she works for', () => {
    for (const kind of ['owner', 'staff'] as const) {
      expect(whyNotVisit(as(volunteer('leader'), { kind, mall: 'm', merchant: 'shop' }), 'm', shop, noTies)).toBe('own-shop');
    }
  });

  test('nobody visits a shop with which she declared a tie', () => {
    expect(whyNotVisit(as(volunteer('leader')), 'm', shop, { declared: ['shop'], own: [] })).toBe('declared-tie');
  });

  test('the same trade in the same grid needs the shop’s own asking', () => {
    const rival = { declared: [], own: [{ trade: 'tea', grid: 'g' }] };
    expect(whyNotVisit(as(volunteer('leader')), 'm', shop, rival)).toBe('same-trade');
    expect(whyNotVisit(as(volunteer('leader')), 'm', { ...shop, asked: true }, rival)).toBeNull();
    expect(whyNotVisit(as(volunteer('leader')), 'm', shop, { declared: [], own: [{ trade: 'tea', grid: 'h' }] })).toBeNull();
  });

  test('the capacity beside a visit is the first of hers in that grid', () => {
    expect(visitingRole(as(volunteer('assistant'), volunteer('manager')), 'm', 'g')).toBe('manager');
    expect(visitingRole(as(volunteer('supervisor')), 'm', 'g')).toBeNull();
  });
});

describe('RIGHTS: Subjects', () => {
  test('owners answer for their shop, staff and others don’t', () => {
    expect(canAnswerFor(as({ kind: 'owner', mall: 'm', merchant: 'shop' }), 'm', 'shop')).toBe(true);
    expect(canAnswerFor(as({ kind: 'staff', mall: 'm', merchant: 'shop' }), 'm', 'shop')).toBe(false);
    expect(canAnswerFor(as({ kind: 'owner', mall: 'm', merchant: 'other' }), 'm', 'shop')).toBe(false);
  });

  test('officers see the mall’s coverage, volunteers that of their grids', () => {
    expect(coverageScope(as({ kind: 'officer', mall: 'm', post: 'council' }), 'm')).toBe('mall');
    expect(coverageScope(as(volunteer('supervisor'), volunteer('leader', 'h')), 'm')).toEqual(['g', 'h']);
  });
});
