import { Memberships, type MembershipRow } from '#models/account.server.ts';
import { Invitations } from '#models/invitation.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import { canEnd, canManageMembers, canReceive, type MemberFacts } from './policy.ts';
import { standing } from './queries.server.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

const head = (name: string, { mall, actor, now }: Doing, merchant: string, target: string) => ({ name, mall: mall._id, actor, role: 'owner', subject: `shop:${merchant}`, target, now });

const factsOf = ({ account, kind, confirmedAt }: MembershipRow): MemberFacts => ({ account, kind: kind === 'owner' ? 'owner' : 'staff', waits: !confirmedAt });

/** Everybody of the shop as the command's transaction sees them. Each is written to, so that of two decisions at once the later sees the earlier. */
async function membersIn(tx: Tx, merchant: string): Promise<MembershipRow[]> {
  const there = { mall: tx.mall, merchant, kind: { $in: ['owner', 'staff'] as ('owner' | 'staff')[] }, ...standing(tx.now) };
  await meetOn(tx, Memberships, there);
  return Memberships.find(there, null, { session: tx.session }).limit(200).lean();
}

const confirmedOwners = (rows: readonly MembershipRow[]): string[] => [...new Set(rows.flatMap((row) => (row.kind === 'owner' && row.confirmedAt ? [row.account] : [])))];

async function getMember(tx: Tx, merchant: string, membership: string): Promise<{ row: MembershipRow; rows: MembershipRow[] }> {
  const rows = await membersIn(tx, merchant);
  const row = rows.find((each) => each._id === membership);
  if (!row) throw new Refusal('form.changed-meanwhile');
  return { row, rows };
}

function requireOwner({ actor, mall }: Doing, merchant: string): void {
  if (!canManageMembers(actor, mall._id, merchant)) throw notFound();
}

const changed = (tx: Tx, account: string) => tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });

/** Ends a membership now; she and the owners are told. @throws {Refusal} for another owner, and for the last one */
export async function endMembership(doing: Doing, merchant: string, membership: string): Promise<void> {
  requireOwner(doing, merchant);
  const { actor, now } = doing;
  await runCommand(head('member:end', doing, merchant, membership), async (tx) => {
    const { row, rows } = await getMember(tx, merchant, membership);
    const owners = confirmedOwners(rows);
    if (!owners.includes(actor.account) || !canEnd(actor, factsOf(row), owners.length)) throw new Refusal('members:refused.not-yours-to-end');
    await Memberships.updateOne({ _id: membership }, { $set: { to: now } }, { session: tx.session });
    // A slip that still waits for a second person must not open the shop again.
    await Invitations.updateMany({ usedBy: row.account, mall: tx.mall, merchant, confirmedAt: { $exists: false } }, { $set: { endedAt: now } }, { session: tx.session });
    await notify(tx, { accounts: [row.account, ...owners].filter((account) => account !== actor.account), template: 'member-ended', params: { shop: merchant, person: row.account }, author: actor.account, role: 'owner' });
    changed(tx, row.account);
  });
}

/** An owner says that somebody who came by a slip belongs to the shop. @throws {Refusal} when nobody waits there any more */
export async function confirmWaiting(doing: Doing, merchant: string, membership: string): Promise<void> {
  requireOwner(doing, merchant);
  const { actor, now } = doing;
  await runCommand(head('member:confirm', doing, merchant, membership), async (tx) => {
    const { row, rows } = await getMember(tx, merchant, membership);
    const owners = confirmedOwners(rows);
    if (!owners.includes(actor.account) || row.confirmedAt || row.account === actor.account) throw new Refusal('form.changed-meanwhile');
    await Memberships.updateOne({ _id: membership }, { $set: { confirmedAt: now } }, { session: tx.session });
    await Invitations.updateMany({ usedBy: row.account, mall: tx.mall, merchant }, { $set: { confirmedAt: now } }, { session: tx.session });
    await notify(tx, { accounts: [row.account, ...owners].filter((account) => account !== actor.account), template: 'member-confirmed', params: { shop: merchant, person: row.account }, author: actor.account, role: 'owner' });
    changed(tx, row.account);
  });
}

/** The shop gets a new owner, and the one who gave it works for it from now on; everybody of the shop is told. @throws {Refusal} unless to confirmed staff */
export async function handOver(doing: Doing, merchant: string, membership: string): Promise<void> {
  requireOwner(doing, merchant);
  const { actor, mall, now } = doing;
  await runCommand(head('member:hand-over', doing, merchant, membership), async (tx) => {
    const { row, rows } = await getMember(tx, merchant, membership);
    const own = rows.filter((each) => each.account === actor.account && each.kind === 'owner' && each.confirmedAt);
    if (own.length === 0 || !canReceive(factsOf(row))) throw new Refusal('form.changed-meanwhile');
    await Memberships.updateMany({ _id: { $in: [membership, ...own.map((each) => each._id)] } }, { $set: { to: now } }, { session: tx.session });
    const at = { mall: mall._id, merchant, from: now, confirmedAt: now };
    await Memberships.create([{ account: row.account, kind: 'owner', ...at }, { account: actor.account, kind: 'staff', ...at }], { session: tx.session, ordered: true });
    const told = rows.map((each) => each.account).filter((account) => account !== actor.account);
    await notify(tx, { accounts: told, template: 'shop-handed-over', params: { shop: merchant, person: row.account }, author: actor.account, role: 'owner' });
    for (const account of [row.account, actor.account]) changed(tx, account);
  });
}
