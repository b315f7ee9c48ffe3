import { type Actor, belongsTo, gridRolesIn, isOfficer, isOperator, isPartner, officesOf, shopsIn } from './actor.ts';

/** What somebody is in one mall; several at once are usual. */
export type Capacity = 'merchant' | 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor' | 'officer' | 'partner' | 'official' | 'operator';

const FIVE = ['leader', 'manager', 'assistant', 'information', 'supervisor'] as const;
const MEMBERS = ['merchant', ...FIVE, 'officer'] as const;

/**
 * Who may come to a page or an action at all; the room's policy then decides about the single record, and the query again.
 * The access test reads this table: every route × every capacity.
 */
export const PERMISSIONS = {
  /** Pages of the mall that every member reads: map, programs, what the office can see. */
  'mall:read': [...MEMBERS, 'partner'],
  /** The plan and the names on the signs; an operator looks whether an import came out right. */
  'map:read': [...MEMBERS, 'partner', 'operator'],
  'mall:import': ['operator'],
  'requests:ask': MEMBERS,
  'requests:read': [...MEMBERS, 'partner'],
  'visits:record': ['leader', 'manager', 'assistant', 'information'],
  'visits:coverage': [...FIVE, 'officer'],
  'notices:read': MEMBERS,
  'notices:send': ['leader', 'officer'],
  'office:read': ['official'],
  'house:operate': ['operator'],
} as const satisfies Record<string, readonly Capacity[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Everything the actor is in this mall. Officials and operators are none of a mall's members. */
export function capacitiesIn(actor: Actor, mall: string): Set<Capacity> {
  const held = new Set<Capacity>(gridRolesIn(actor, mall).map(({ role }) => role));
  if (shopsIn(actor, mall).length > 0) held.add('merchant');
  if (isOfficer(actor, mall)) held.add('officer');
  if (isPartner(actor, mall)) held.add('partner');
  if (officesOf(actor).length > 0) held.add('official');
  if (isOperator(actor)) held.add('operator');
  return held;
}

/** Whether the actor holds the permission in this mall; a stranger to the mall holds none in it. */
export function holds(actor: Actor, permission: Permission, mall: string): boolean {
  const allowed: readonly Capacity[] = PERMISSIONS[permission];
  const held = capacitiesIn(actor, mall);
  if (!belongsTo(actor, mall)) return allowed.some((capacity) => (capacity === 'official' || capacity === 'operator') && held.has(capacity));
  return allowed.some((capacity) => held.has(capacity));
}
