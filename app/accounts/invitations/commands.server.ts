import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { type Invitation, Invitations, type InvitedAs } from '#models/invitation.server.ts';
import { type Localized, Malls } from '#models/mall.server.ts';
import { requireHoldable, requireOfficial } from '#app/mall/roles/roles.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { type Actor, gridsIn, isOperator } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { hashChosen } from '../factors/password.server.ts';
import { listOwners } from '../members/queries.server.ts';
import { canWake, confirmsAs, needsConfirming, type SlipFacts } from './policy.ts';
import { AWAKE, PAPER, slipState } from './rules.ts';
import { hashCode, newCode, newNumber } from './slip-code.server.ts';

/** What never says whether a slip was forged, used, too old or only asleep. */
const closed = () => new Refusal('members:refused.slip', 'slip');

const subjectOf = ({ as, merchant, office }: Pick<Invitation, 'as' | 'merchant' | 'office'>, account: string): string =>
  merchant ? `shop:${merchant}` : as === 'official' && office ? 'none' : `account:${account}`;
const head = (name: string, slip: Pick<Invitation, 'as' | 'mall' | 'merchant' | 'office'>, by: { account: string; role: string }, now: Date) => ({
  name,
  mall: slip.mall ?? INSTALLATION,
  actor: by,
  role: by.role,
  subject: subjectOf(slip, by.account),
  now,
});

export interface NewSlip {
  as: InvitedAs;
  mall?: string;
  merchant?: string;
  partner?: string;
  office?: string;
}
/** What is printed; the code is in nobody's hands but the paper's. */
export interface PrintedSlip {
  id: string;
  number: string;
  code: string;
}

/** Makes one slip. Older ones of the same kind for the same shop, partner or office open nothing any more. Who may make it is the page's permission. */
export async function makeSlip(by: { account: string; role: string }, slip: NewSlip, now: Date): Promise<PrintedSlip> {
  for (let tries = 1; ; tries += 1) {
    const printed = { id: newId(), number: newNumber(), code: newCode() };
    try {
      await runCommand({ ...head('invitation:make', slip, by, now), target: printed.id }, async (tx) => {
        const several = slip.as === 'volunteer';
        const older = { as: slip.as, mall: slip.mall, merchant: slip.merchant, partner: slip.partner, office: slip.office, usedAt: { $exists: false }, endedAt: { $exists: false } };
        if (!several) await Invitations.updateMany(older, { $set: { endedAt: now } }, { session: tx.session });
        const row = { _id: printed.id, ...slip, number: printed.number, codeHash: hashCode(printed.code), by: by.account, wokenGrids: [], expiresAt: new Date(now.getTime() + PAPER) };
        await Invitations.create([row], { session: tx.session });
      });
      return printed;
    } catch (error) {
      if (!isDuplicateKey(error) || tries > 3) throw error;
    }
  }
}

/** Takes a slip back that nobody has used. A used or unknown one changes nothing. */
export async function endSlip(by: { account: string; role: string }, mall: string | undefined, id: string, now: Date): Promise<void> {
  const slip = await Invitations.findOne({ _id: id, mall, usedAt: { $exists: false }, endedAt: { $exists: false } }).lean();
  if (!slip) return;
  await runCommand({ ...head('invitation:end', slip, by, now), target: id }, async (tx) => {
    await Invitations.updateOne({ _id: id, usedAt: { $exists: false } }, { $set: { endedAt: now } }, { session: tx.session });
  });
}

/** Wakes a sleeping slip for ten minutes. @throws {Refusal} when it isn't hers to wake, or can't be woken */
export async function wakeSlip(actor: Actor, slip: Invitation, now: Date): Promise<void> {
  refuseRecoveredLately(actor, now);
  if (!canWake(actor, slip) || slipState(slip, now) !== 'sleeping') throw new Refusal('members:refused.not-asleep', 'number');
  const grids = slip.mall ? gridsIn(actor, slip.mall) : [];
  const role = { staff: 'owner', partner: 'officer', owner: 'volunteer', official: 'operator' }[slip.as as string] ?? (isOperator(actor) ? 'operator' : 'officer');
  await runCommand({ ...head('invitation:wake', slip, { account: actor.account, role }, now), target: slip._id }, async (tx) => {
    const asleep = { _id: slip._id, wokenAt: { $exists: false }, usedAt: { $exists: false }, endedAt: { $exists: false } };
    const { matchedCount } = await Invitations.updateOne(asleep, { $set: { wokenAt: now, wokenBy: actor.account, wokenGrids: grids } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('members:refused.not-asleep', 'number');
  });
}

/** The awake slip of a code. @throws {Refusal} the same for forged, sleeping, used and expired ones */
export async function exchangeCode(code: string, now: Date): Promise<Invitation> {
  const slip = await Invitations.findOne({ codeHash: hashCode(code) }).lean();
  if (!slip || slipState(slip, now) !== 'awake') throw closed();
  return slip;
}

/** Uses the slip up, in the command's transaction. Of two at once one is refused. */
async function claim(tx: Tx, slip: Invitation, account: string): Promise<void> {
  const awake = { _id: slip._id, usedAt: { $exists: false }, endedAt: { $exists: false }, wokenAt: { $gt: new Date(tx.now.getTime() - AWAKE) } };
  const used = { usedAt: tx.now, usedBy: account, expiresAt: new Date(tx.now.getTime() + PAPER) };
  const { matchedCount } = await Invitations.updateOne(awake, { $set: used }, { session: tx.session });
  if (matchedCount !== 1) throw closed();
}

async function join(tx: Tx, slip: Invitation, account: string): Promise<void> {
  const { as, mall, merchant, partner, office } = slip;
  if (as === 'officer' || as === 'volunteer') await requireHoldable(tx, account, as, mall ?? null);
  if (as === 'official' && office) await requireOfficial(tx, account, office);
  if (slip.wokenBy === account || (slip.by === account && (as === 'officer' || as === 'volunteer'))) throw new Refusal('members:refused.own-slip', 'slip');
  // An account and nothing more: she is found by her name now, and a role begins with her yes.
  if (as === 'volunteer') return claim(tx, slip, account);
  const already = { account, kind: as, mall, merchant, partner, office, $or: [{ to: { $exists: false } }, { to: { $gt: tx.now } }] };
  if (await Memberships.exists(already).session(tx.session)) throw new Refusal('members:refused.already', 'slip');
  await claim(tx, slip, account);
  const confirmedAt = merchant && !needsConfirming(slip) ? tx.now : undefined;
  const post = as === 'officer' ? 'council' : undefined;
  await Memberships.create([{ account, kind: as, mall, merchant, partner, office, post, from: tx.now, confirmedAt }], { session: tx.session });
  tx.changed('members');
  tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
  if (!mall || !merchant) return;
  const others = (await listOwners(mall, merchant, tx.now)).filter((owner) => owner !== account);
  await notify(tx, { accounts: others, template: 'member-joined', params: { shop: merchant, person: account }, author: account, role: as });
}

const joinHead = (slip: Invitation, account: string, now: Date) => ({ ...head('invitation:use', slip, { account, role: slip.as }, now), target: slip._id });

export interface NewPerson {
  names: Localized;
  userName: string;
  password: string;
  language?: string;
}

/**
 * Makes the account that a woken slip is for. @returns its id
 * @throws {Refusal} the slip opens nothing any more, the user name is taken, or the password is one that many use or guess
 */
export async function joinAsNew(slip: Invitation, person: NewPerson, now: Date): Promise<string> {
  if (slipState(slip, now) !== 'awake') throw closed();
  if (await Accounts.exists({ userName: person.userName })) throw new Refusal('members:refused.taken', 'username');
  const account = newId();
  const passwordHash = await hashChosen(account, person.password, now, 'password', await wordsAround(slip, person));
  try {
    await runCommand(joinHead(slip, account, now), async (tx) => {
      const { names, userName, language } = person;
      await Accounts.create([{ _id: account, userName, names, language, passwordHash, translates: [], status: 'active', demo: false }], { session: tx.session });
      await join(tx, slip, account);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new Refusal('members:refused.taken', 'username');
    throw error;
  }
  return account;
}

/** What whoever guesses this person's password tries first: her names, and those of the mall that she joins. */
async function wordsAround({ mall }: Invitation, { names, userName }: NewPerson): Promise<string[]> {
  const row = mall ? await Malls.findOne({ _id: mall }, { slug: 1, name: 1 }).lean() : null;
  return [userName, ...Object.values(names), ...(row ? [row.slug, ...Object.values(row.name)] : [])];
}

/** A slip for somebody who has an account already. @throws {Refusal} as {@link joinAsNew}; whoever woke it can't be the one who uses it */
export async function joinWithAccount(slip: Invitation, account: string, now: Date): Promise<void> {
  if (slipState(slip, now) !== 'awake') throw closed();
  await runCommand(joinHead(slip, account, now), (tx) => join(tx, slip, account));
}

/** Grids of whoever woke the slip, then and now: a volunteer who changed her grid a minute ago is no stranger to it. */
export async function wakersGrids(slip: Pick<Invitation, 'mall' | 'wokenBy' | 'wokenGrids'>, now: Date): Promise<string[]> {
  if (!slip.mall || !slip.wokenBy) return slip.wokenGrids;
  const terms = await RoleTerms.find({ mall: slip.mall, account: slip.wokenBy, from: { $lte: now }, to: { $gt: now } }, { grid: 1 }).limit(100).lean();
  return [...new Set([...slip.wokenGrids, ...terms.map((term) => term.grid)])];
}

/** From now on the shop's record opens for whoever came by this slip. @throws {Refusal} for anybody who isn't a second, unrelated person */
export async function confirmMember(actor: Actor, slip: Invitation, now: Date): Promise<void> {
  refuseRecoveredLately(actor, now);
  const facts: SlipFacts = { ...slip, wokenGrids: await wakersGrids(slip, now) };
  const as = confirmsAs(actor, facts);
  const { mall, merchant, usedBy } = slip;
  if (!as || !mall || !merchant || !usedBy || slip.confirmedAt) throw new Refusal('members:refused.not-second', 'number');
  await runCommand({ ...head('invitation:confirm', slip, { account: actor.account, role: as }, now), target: slip._id }, async (tx) => {
    const waiting = { account: usedBy, mall, merchant, kind: 'owner' as const, confirmedAt: { $exists: false }, to: { $exists: false } };
    const { matchedCount } = await Memberships.updateOne(waiting, { $set: { confirmedAt: now } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('members:refused.not-second', 'number');
    await Invitations.updateOne({ _id: slip._id }, { $set: { confirmedAt: now } }, { session: tx.session });
    const told = [...new Set([usedBy, ...(await listOwners(mall, merchant, now))])].filter((account) => account !== actor.account);
    await notify(tx, { accounts: told, template: 'member-confirmed', params: { shop: merchant, person: usedBy }, author: actor.account, role: as });
    tx.publish({ type: 'memberships:changed', id: usedBy, version: 0, rooms: [`account:${usedBy}`] });
  });
}
