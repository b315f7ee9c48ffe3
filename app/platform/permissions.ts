import { type Actor, belongsTo, gridRolesIn, isOfficer, isOperator, isPartner, levelsHeadedIn, officesOf, shopsIn } from './actor.ts';

/** What somebody is in one mall; several at once are usual. */
export type Capacity = 'merchant' | 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor' | 'level-head' | 'officer' | 'partner' | 'official' | 'operator';

const FIVE = ['leader', 'manager', 'assistant', 'information', 'supervisor'] as const;
const MEMBERS = ['merchant', ...FIVE, 'level-head', 'officer'] as const;

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
  /** Shops, grids, roles, codes and settings: the association's own affair, so no operator's. */
  'mall:manage': ['officer'],
  /** The plan itself; an operator helps a new association with it. */
  'map:edit': ['officer', 'operator'],
  /** Slips and phones of one's own shop; the policy lets its confirmed owners decide. */
  'shop:members': ['merchant'],
  /** Standing at the counter while a slip wakes, or as the second person who confirms. */
  'members:wake': FIVE,
  'requests:ask': MEMBERS,
  'requests:read': [...MEMBERS, 'partner'],
  /** A place for oneself in a course or on a clinic day. */
  'booking:book': MEMBERS,
  'booking:plan': ['officer'],
  'visits:record': ['leader', 'manager', 'assistant', 'information'],
  'visits:coverage': [...FIVE, 'level-head', 'officer'],
  /** Who looks after the grids, what is vacant, whose term ends: officers for the mall, a level head for her levels. */
  'roles:oversee': ['level-head', 'officer'],
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
  if (levelsHeadedIn(actor, mall).length > 0) held.add('level-head');
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
