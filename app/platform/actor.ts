/** Who is asking: the account of the session and everything it may act as. Pure; shared by policies, server and interface. */
export type GridRole = 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor';
export const GRID_ROLES: readonly GridRole[] = ['leader', 'manager', 'assistant', 'information', 'supervisor'];

export type OfficerPost = 'council' | 'secretary' | 'lead';

/** `waits`: nobody has confirmed yet that the shop is theirs (RIGHTS.md, "Accounts"): they ask and read notices, and see nothing written before. */
export type Membership =
  | { kind: 'owner'; mall: string; merchant: string; waits?: true }
  | { kind: 'staff'; mall: string; merchant: string; waits?: true }
  | { kind: 'volunteer'; mall: string; grid: string; role: GridRole }
  | { kind: 'level-head'; mall: string; level: string; grids: readonly string[] }
  | { kind: 'officer'; mall: string; post: OfficerPost }
  | { kind: 'partner'; mall: string; partner: string }
  | { kind: 'official'; office: string }
  | { kind: 'operator' };

export interface Actor {
  account: string;
  /** As shown to others: "热娜·吐尔逊". */
  name: string;
  session: string;
  /** When its secrets were recovered, if they ever were: for 72 hours not everything opens (`recoveredLately`). */
  recoveredAt?: Date;
  memberships: readonly Membership[];
}

type Of<K extends Membership['kind']> = Extract<Membership, { kind: K }>;

function inMall<K extends 'owner' | 'staff' | 'volunteer' | 'level-head' | 'officer' | 'partner'>(actor: Actor, mall: string, kinds: readonly K[]): Of<K>[] {
  return actor.memberships.filter((m): m is Of<K> => (kinds as readonly string[]).includes(m.kind) && 'mall' in m && m.mall === mall);
}

/** Merchants that the actor owns or works for in this mall, confirmed or not: for whom she asks, and which she may not work on as a volunteer. */
export function shopsIn(actor: Actor, mall: string): string[] {
  return inMall(actor, mall, ['owner', 'staff']).map((m) => m.merchant);
}

/** Shops of which she reads what others wrote: somebody has confirmed her. */
export function confirmedShopsIn(actor: Actor, mall: string): string[] {
  return inMall(actor, mall, ['owner', 'staff']).flatMap((m) => (m.waits ? [] : [m.merchant]));
}

/** Shops whose record, consent, vote and members are hers: confirmed owners only. */
export function ownedShopsIn(actor: Actor, mall: string): string[] {
  return inMall(actor, mall, ['owner']).flatMap((m) => (m.waits ? [] : [m.merchant]));
}

/** Grid roles held now; terms that ended are no membership. */
export function gridRolesIn(actor: Actor, mall: string): { grid: string; role: GridRole }[] {
  return inMall(actor, mall, ['volunteer']).map(({ grid, role }) => ({ grid, role }));
}

export function gridsIn(actor: Actor, mall: string): string[] {
  return [...new Set(gridRolesIn(actor, mall).map((held) => held.grid))];
}

export function holdsRole(actor: Actor, mall: string, grid: string, ...roles: GridRole[]): boolean {
  return gridRolesIn(actor, mall).some((held) => held.grid === grid && roles.includes(held.role));
}

export function isVolunteer(actor: Actor, mall: string): boolean {
  return gridRolesIn(actor, mall).length > 0;
}

/** Levels whose grids she looks after as their head, with the grids that have units on them. */
export function levelsHeadedIn(actor: Actor, mall: string): { level: string; grids: readonly string[] }[] {
  return inMall(actor, mall, ['level-head']).map(({ level, grids }) => ({ level, grids }));
}

export function isOfficer(actor: Actor, mall: string): boolean {
  return inMall(actor, mall, ['officer']).length > 0;
}

export function isPartner(actor: Actor, mall: string): boolean {
  return inMall(actor, mall, ['partner']).length > 0;
}

/** Partners for which the actor signs in here. */
export function partnersIn(actor: Actor, mall: string): string[] {
  return inMall(actor, mall, ['partner']).map((m) => m.partner);
}

export function officesOf(actor: Actor): string[] {
  return actor.memberships.filter((m): m is Of<'official'> => m.kind === 'official').map((m) => m.office);
}

export function isOperator(actor: Actor): boolean {
  return actor.memberships.some((m) => m.kind === 'operator');
}

/** Any tie to the mall at all: without one, every address of the mall is a 404. */
export function belongsTo(actor: Actor, mall: string): boolean {
  return actor.memberships.some((m) => 'mall' in m && m.mall === mall);
}
