import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { Grids } from '#models/plan.server.ts';
import type { Actor, GridRole, Membership, OfficerPost } from '#app/platform/actor.ts';
import { membershipOf } from '#app/platform/actors.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { canAppoint, canBeOfficial, canHoldRole, type RoleKind } from '../policy.ts';

/** An office tree is four high; a broken one must not turn for ever. */
const HEIGHT = 8;

/** The mall's office and every office above it. */
export async function officesOver(mall: string): Promise<string[]> {
  const over: string[] = [];
  let next = (await Malls.findOne({ _id: mall }, { office: 1 }).lean())?.office;
  while (next && over.length < HEIGHT) {
    over.push(next);
    next = (await Offices.findOne({ _id: next }, { parent: 1 }).lean())?.parent;
  }
  return over;
}

/** Malls that the office, or one below it, is over. */
export async function mallsUnder(office: string): Promise<string[]> {
  const offices = [office];
  for (let level = [office], height = 0; level.length > 0 && height < HEIGHT; height++) {
    const below = await Offices.find({ parent: { $in: level } }, { _id: 1 }).lean();
    level = below.map((row) => row._id);
    offices.push(...level);
  }
  return (await Malls.find({ office: { $in: offices } }, { _id: 1 }).limit(10_000).lean()).map((row) => row._id);
}

/** Everything held now, for a command that gives something. The account itself is written to, so that of two appointments at once the later one sees the earlier. */
export async function heldBy(account: string, tx: Tx): Promise<Membership[]> {
  const { matchedCount } = await Accounts.updateOne({ _id: account, status: 'active' }, { $set: { updatedAt: tx.now } }, { session: tx.session, timestamps: false });
  if (matchedCount !== 1) throw new Refusal('form.not-a-choice', 'account');
  const current = { account, from: { $lte: tx.now } };
  const rows = await Memberships.find({ ...current, $or: [{ to: { $exists: false } }, { to: { $gt: tx.now } }] }, null, { session: tx.session }).lean();
  const terms = await RoleTerms.find({ ...current, to: { $gt: tx.now } }, null, { session: tx.session }).setOptions({ dangerouslyAcrossMalls: true }).lean();
  return [...rows.map(membershipOf), ...terms.map(({ mall, grid, role }): Membership => ({ kind: 'volunteer', mall, grid, role }))];
}

/** The rule of "The office apart", asked inside the command that gives the role. @throws {Refusal} */
export async function requireHoldable(tx: Tx, account: string, role: RoleKind, mall: string | null): Promise<void> {
  if (canHoldRole(await heldBy(account, tx), role, mall ? await officesOver(mall) : [])) return;
  throw new Refusal('office:refused.official', 'account');
}

const head = (name: string, mall: string, by: Actor, account: string, now: Date) => ({ name, mall, actor: by, role: 'officer', subject: `account:${account}`, now });
const told = (tx: Tx, account: string) => tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });

export interface NewTerm {
  mall: string;
  account: string;
  grid: string;
  role: GridRole;
  to: Date;
}

/** Gives a grid role for a term. The roster shows who appointed. @throws {Refusal} for officials over the mall and strangers' grids */
export async function giveGridRole(by: Actor, { mall, account, grid, role, to }: NewTerm, now: Date): Promise<string> {
  if (!canAppoint(by, mall)) throw new Refusal('office:refused.appoint');
  const id = newId();
  await runCommand(head('mall:give-role', mall, by, account, now), async (tx) => {
    if (!(await Grids.exists({ mall, _id: grid }).session(tx.session))) throw new Refusal('form.not-a-choice', 'grid');
    await requireHoldable(tx, account, 'volunteer', mall);
    await RoleTerms.create([{ _id: id, mall, account, grid, role, from: now, to, appointedBy: by.account }], { session: tx.session });
    tx.changed('role', 'grid');
    told(tx, account);
  });
  return id;
}

/** @throws {Refusal} for officials over the mall */
export async function giveOfficerPost(by: Actor, { mall, account, post }: { mall: string; account: string; post: OfficerPost }, now: Date): Promise<void> {
  if (!canAppoint(by, mall)) throw new Refusal('office:refused.appoint');
  await runCommand(head('mall:give-post', mall, by, account, now), async (tx) => {
    await requireHoldable(tx, account, 'officer', mall);
    await Memberships.create([{ account, kind: 'officer', mall, post, from: now }], { session: tx.session });
    tx.changed('post');
    told(tx, account);
  });
}

/** For the command line of the installation. @throws {Refusal} for an official of whatever office */
export async function makeOperator(by: { account: string }, account: string, now: Date): Promise<void> {
  await runCommand({ name: 'house:make-operator', mall: INSTALLATION, actor: by, role: 'operator', subject: `account:${account}`, now }, async (tx) => {
    await requireHoldable(tx, account, 'operator', null);
    await Memberships.create([{ account, kind: 'operator', from: now }], { session: tx.session });
    told(tx, account);
  });
}

/** The same rule from the office's side. @throws {Refusal} */
export async function requireOfficial(tx: Tx, account: string, office: string): Promise<void> {
  if (!canBeOfficial(await heldBy(account, tx), await mallsUnder(office))) throw new Refusal('office:refused.role-holder', 'account');
}

/** @throws {Refusal} for whoever holds a role in a mall under that office */
export async function makeOfficial(by: { account: string }, { account, office }: { account: string; office: string }, now: Date): Promise<void> {
  await runCommand({ name: 'house:make-official', mall: INSTALLATION, actor: by, role: 'operator', subject: `account:${account}`, now }, async (tx) => {
    await requireOfficial(tx, account, office);
    await Memberships.create([{ account, kind: 'official', office, from: now }], { session: tx.session });
    told(tx, account);
  });
}
