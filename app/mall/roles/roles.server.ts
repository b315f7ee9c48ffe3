import { Accounts, LevelTerms, Memberships, RoleTerms } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import type { Actor, Membership, OfficerPost } from '#app/platform/actor.ts';
import { membershipOf } from '#app/platform/actors.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
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

/**
 * Everything held now or from a coming day on. Two appointments at once meet on the account: the later sees the earlier. @throws {Refusal} for an account that isn't there
 */
export async function heldBy(account: string, tx: Tx): Promise<Membership[]> {
  if ((await meetOn(tx, Accounts, { _id: account, status: 'active' })) !== 1) throw new Refusal('form.not-a-choice', 'account');
  const lasting = { account, to: { $gt: tx.now } };
  const everywhere = { dangerouslyAcrossMalls: true };
  const rows = await Memberships.find({ account, $or: [{ to: { $exists: false } }, { to: { $gt: tx.now } }] }, null, { session: tx.session }).lean();
  const terms = await RoleTerms.find(lasting, null, { session: tx.session }).setOptions(everywhere).lean();
  const heads = await LevelTerms.find(lasting, null, { session: tx.session }).setOptions(everywhere).lean();
  return [
    ...rows.map(membershipOf),
    ...terms.map(({ mall, grid, role }): Membership => ({ kind: 'volunteer', mall, grid, role })),
    ...heads.map(({ mall, level }): Membership => ({ kind: 'level-head', mall, level, grids: [] })),
  ];
}

/** @throws {Refusal} for officials over the mall */
export async function requireHoldable(tx: Tx, account: string, role: RoleKind, mall: string | null): Promise<Membership[]> {
  const held = await heldBy(account, tx);
  if (canHoldRole(held, role, mall ? await officesOver(mall) : [])) return held;
  throw new Refusal('office:refused.official', 'account');
}

const head = (name: string, mall: string, by: Actor, account: string, now: Date) => ({ name, mall, actor: by, role: 'officer', subject: `account:${account}`, now });
const told = (tx: Tx, account: string) => tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });

/** @throws {Refusal} for officials over the mall */
export async function giveOfficerPost(by: Actor, { mall, account, post }: { mall: string; account: string; post: OfficerPost }, now: Date): Promise<void> {
  if (!canAppoint(by, mall)) throw new Refusal('office:refused.appoint');
  if (by.account === account) throw new Refusal('roles:refused.self', 'account');
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
