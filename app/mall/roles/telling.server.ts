import type { Tx } from '#app/platform/command.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** What is told about roles; each is a ready sentence of the notices. */
export type RoleNews =
  | 'role-proposed'
  | 'role-deputy-asked'
  | 'role-accepted'
  | 'role-declined'
  | 'role-taken-back'
  | 'role-ending'
  | 'role-ended'
  | 'role-ended-early'
  | 'role-handed-over';

export interface RoleTelling {
  accounts: readonly string[];
  template: RoleNews;
  /** Account that the sentence names. */
  person?: string;
  link: string;
  /** Account that caused it; absent when the calendar did. */
  author?: string;
}
type Teller = (tx: Tx, telling: RoleTelling) => Promise<void>;

const teller = () => singleton<{ tell: Teller }>('role-teller', () => ({ tell: async () => {} }));

/** The notices hand their voice over in app/routes/registries.server.ts, since `mall` imports no room. */
export function registerRoleTeller(tell: Teller): void {
  teller().tell = tell;
}

/** In the command's own transaction: told exactly if it commits. */
export function tellOfRole(tx: Tx, telling: RoleTelling): Promise<void> {
  return teller().tell(tx, telling);
}

/** Open pages of the person and the officers read again. When a role was given or taken (`moved`), her rights and rooms follow at once, and her grid hears it: that somebody was asked or said no is nobody else's. */
export function publishRoles(tx: Tx, { account, grid }: { account: string; grid?: string }, moved: boolean): void {
  if (moved) tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
  const rooms = [`account:${account}`, `mall-officers:${tx.mall}`, ...(moved && grid ? [`grid:${grid}`] : [])];
  tx.publish({ type: 'roles:changed', id: account, version: 0, rooms });
}
