import { randomInt } from 'node:crypto';
import { Accounts, Memberships } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { type Recovery, Recoveries, type Voucher } from '#models/recovery.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { findCode, hashCodes, newLookupCode } from '#app/platform/lookup-codes.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { stopSessions } from '#app/platform/sessions.server.ts';
import { changeOwn } from '../factors/commands.server.ts';
import { hashChosen } from '../factors/password.server.ts';
import { forgetPhones } from '../phones/commands.server.ts';
import { canStop } from './policy.ts';
import { findToVouch, keyOfNumber, placesOf } from './queries.server.ts';
import type { Recover } from './schema.ts';

const HOUR = 3600_000;
/** In ms: for so long everybody who was told can stop it. RIGHTS.md, "Accounts". */
export const CAN_STOP = 24 * HOUR;
/** In ms: until then two people have come, or it begins anew. */
const VOUCHING = 24 * HOUR;

interface Asking {
  address: string;
  /** Whose session the browser has, if any: only the merchant herself types the secret. */
  signedInAs: string | null;
  now: Date;
}

async function limit(name: 'sign-in-address' | 'recover', key: string): Promise<void> {
  const seconds = await takePoint(name, key);
  if (seconds > 0) throw new Refusal({ key: 'recovery:refused.wait', params: { minutes: Math.ceil(seconds / 60) } });
}

/**
 * Begins a recovery: with the card it waits a day, in which everybody who is told can stop it; without, it waits for two
 * people first. Nothing opens before. A name that nobody has gets the same answer.
 * @returns the number to say to the two people; null with the card
 * @throws {Refusal} in words of `recovery` and `factors`
 */
export async function beginRecovery(asked: Recover, { address, signedInAs, now }: Asking): Promise<string | null> {
  await limit('sign-in-address', address);
  await limit('recover', asked.username);
  if (asked.fresh !== asked.again) throw new Refusal('factors:refused.again', 'again');
  const row = await Accounts.findOne({ userName: asked.username, status: 'active' }, { recoveryCard: 1 }).lean();
  if (signedInAs !== null && signedInAs !== row?._id) throw new Refusal('recovery:refused.somebody-else');
  if (asked.intent === 'card' && ((await findCode(asked.code, row?.recoveryCard)) === null || !row)) throw new Refusal('recovery:refused.card', 'code');
  const passwordHash = await hashChosen(row?._id ?? '-', asked.fresh, now);
  const number = asked.intent === 'people' ? String(randomInt(10_000_000, 100_000_000)).replace(/(\d{4})/, '$1-') : null;
  if (row) await store(row._id, asked.intent, { passwordHash, number, lost: asked.intent === 'people' ? asked.lost : 'password' }, now);
  return number;
}

async function store(account: string, way: Recovery['way'], { passwordHash, number, lost }: { passwordHash: string; number: string | null; lost: Recovery['lost'] }, now: Date): Promise<void> {
  const { shops } = await placesOf(account, now);
  const row = { _id: newId(), account, way, lost, passwordHash, codeKey: number ? keyOfNumber(number) : undefined, shops: shops.map(({ merchant }) => merchant), vouchers: [] };
  await changeOwn('recovery:begin', account, now, async (tx) => {
    // One at a time: a new one takes the place of one that nobody has vouched for yet; one that everybody was told of stays.
    if (await Recoveries.exists({ account, state: 'waiting', endsAt: { $gt: now } }).session(tx.session)) throw new Refusal('recovery:refused.under-way');
    await Recoveries.updateMany({ account, state: 'vouching' }, { $set: { state: 'expired' }, $unset: { passwordHash: 1 } }, { session: tx.session });
    await Recoveries.create([{ ...row, state: way === 'card' ? 'waiting' : 'vouching', endsAt: new Date(now.getTime() + (way === 'card' ? CAN_STOP : VOUCHING)) }], { session: tx.session });
    tx.about(row._id);
  });
  if (way === 'card') await tellEverybody(account, now);
}

/** Every member of every shop of hers, and herself: as a notice on their pages, and on the shop's and her own record. */
async function tellEverybody(account: string, now: Date): Promise<void> {
  const { malls, shops } = await placesOf(account, now);
  const told = new Set<string>();
  for (const { mall, merchant } of shops) {
    const rows = await Memberships.find({ mall, merchant, kind: { $in: ['owner', 'staff'] }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] }, { account: 1 }).limit(99).lean();
    const accounts = [account, ...rows.map((row) => row.account)];
    told.add(mall);
    await runCommand({ name: 'recovery:tell', mall, actor: { account }, role: 'self', subject: `shop:${merchant}`, now }, (tx) => tell(tx, accounts, account));
  }
  for (const mall of malls.filter((id) => !told.has(id))) {
    await runCommand({ name: 'recovery:tell', mall, actor: { account }, role: 'self', subject: `account:${account}`, now }, (tx) => tell(tx, [account], account));
  }
}

async function tell(tx: Tx, accounts: string[], account: string): Promise<void> {
  await notify(tx, { accounts, template: 'recovery-begun', params: { person: account }, link: '/me/recovery' });
  for (const each of new Set(accounts)) tx.publish({ type: 'recovery:started', id: each, version: 1, rooms: [`account:${each}`] });
}

/**
 * One of two people says that it is she who stands there. With the second one the day begins in which it can be stopped.
 * @throws {Refusal} in words of `recovery`: no such number, or why this person can't speak
 */
export async function vouch(actor: Actor, number: string, now: Date): Promise<'first' | 'second'> {
  if ((await takePoint('recover', actor.account)) > 0) throw new Refusal('recovery:refused.number', 'number');
  const found = await findToVouch(actor, number, now);
  if (!found) throw new Refusal('recovery:refused.number', 'number');
  if (found.refused) throw new Refusal(`recovery:no.${found.refused}`);
  const row = await Recoveries.findOne({ _id: found.id }, { account: 1 }).lean();
  const account = row?.account ?? '';
  const head = { name: 'recovery:vouch', mall: INSTALLATION, actor, role: 'volunteer', subject: `account:${account}`, target: found.id, now };
  const count = await runCommand(head, async (tx) => addVoucher(tx, found.id, { account: actor.account, grids: found.grids, at: now }));
  if (count === 2) await tellEverybody(account, now);
  return count === 2 ? 'second' : 'first';
}

/** The row is read in the transaction: of two who speak at the same moment, the later one is compared with the earlier. */
async function addVoucher(tx: Tx, id: string, voucher: Voucher): Promise<number> {
  const row = await Recoveries.findOne({ _id: id, state: 'vouching' }, { vouchers: 1 }, { session: tx.session }).lean();
  const [first] = row?.vouchers ?? [];
  if (!row || row.vouchers.length > 1) throw new Refusal('form.changed-meanwhile');
  if (first && (first.account === voucher.account || first.grids.some((grid) => voucher.grids.includes(grid)))) throw new Refusal('recovery:no.same-grid');
  const vouchers = [...row.vouchers, voucher];
  const ripe = vouchers.length === 2 ? { state: 'waiting', endsAt: new Date(tx.now.getTime() + CAN_STOP) } : {};
  await Recoveries.updateOne({ _id: id }, { $set: { vouchers, ...ripe } }, { session: tx.session });
  return vouchers.length;
}

/** Anybody who was told stops it; the card, which somebody else may have, is worth nothing any more. @throws a 404 Response for others */
export async function stopRecovery(actor: Actor, id: string, now: Date): Promise<void> {
  const row = await Recoveries.findOne({ _id: id, state: { $in: ['vouching', 'waiting'] } }, { account: 1, shops: 1, endsAt: 1 }).lean();
  if (!row || !canStop(actor, row)) throw notFound();
  if (row.endsAt <= now) throw new Refusal('recovery:refused.too-late');
  const head = { name: 'recovery:stop', mall: INSTALLATION, actor, role: actor.account === row.account ? 'self' : 'member', subject: `account:${row.account}`, target: id, now };
  await runCommand(head, async (tx) => {
    const { modifiedCount } = await Recoveries.updateOne({ _id: id, state: { $in: ['vouching', 'waiting'] } }, { $set: { state: 'stopped', stoppedBy: actor.account }, $unset: { passwordHash: 1 } }, { session: tx.session });
    if (modifiedCount === 0) throw new Refusal('recovery:refused.too-late');
    await Accounts.updateOne({ _id: row.account }, { $unset: { recoveryCard: 1 }, $set: { cardOffered: false } }, { session: tx.session });
    tx.publish({ type: 'recovery:stopped', id: row.account, version: 2, rooms: [`account:${row.account}`, ...row.shops.map((shop) => `shop:${shop}`)] });
  });
}

/** What nobody stopped for a day takes effect: the new secret holds, all sessions end. Repeatable. @param account only hers */
export async function settleRecoveries(now: Date, account?: string): Promise<void> {
  const whose = account ? { account } : {};
  await Recoveries.updateMany({ ...whose, state: 'vouching', endsAt: { $lte: now } }, { $set: { state: 'expired' }, $unset: { passwordHash: 1 } });
  for (const row of await Recoveries.find({ ...whose, state: 'waiting', endsAt: { $lte: now } }).limit(100).lean()) await settle(row, now);
}

async function settle(row: Recovery, now: Date): Promise<void> {
  await changeOwn('recovery:settle', row.account, now, async (tx) => {
    const { modifiedCount } = await Recoveries.updateOne({ _id: row._id, state: 'waiting' }, { $set: { state: 'done' }, $unset: { passwordHash: 1 } }, { session: tx.session });
    if (modifiedCount === 0 || !row.passwordHash) return;
    const factors = row.lost === 'both' ? { secondFactor: 1, usedStep: 1, passkeys: 1, recoveryCodes: 1, phones: 1 } : {};
    await Accounts.updateOne({ _id: row.account }, { $set: { passwordHash: row.passwordHash, recoveredAt: now, cardOffered: false }, $unset: { recoveryCard: 1, ...factors } }, { session: tx.session });
    tx.changed('passwordHash', ...Object.keys(factors));
  });
  // A PIN that stands for the password goes with it; one that is a second factor stays, as the app and the passkeys do.
  const pins = new Set((await Accounts.findOne({ _id: row.account }, { phones: 1 }).lean())?.phones?.flatMap(({ id, factor }) => (factor ? [] : [id])));
  await forgetPhones(row.account, (id) => pins.has(id), now);
  await stopSessions(row.account, now);
}

/** A new card; the one before is worth nothing any more. @returns its code, for this once */
export async function makeRecoveryCard(account: string, now: Date): Promise<string> {
  const code = newLookupCode(20);
  const recoveryCard = await hashCodes([code]);
  await changeOwn('recovery:make-card', account, now, async (tx) => {
    await Accounts.updateOne({ _id: account }, { $set: { recoveryCard, cardOffered: true } }, { session: tx.session });
    tx.changed('recoveryCard');
  });
  return code;
}

/** Where the card is offered, before going on. */
export const cardPath = (next: string): string => `/me/recovery-card?next=${encodeURIComponent(next)}`;

/** Whether the card is to be offered now: once, at the first sign-in. Never to the made-up people of a demonstration. */
export async function offerCard(account: string): Promise<boolean> {
  const { modifiedCount } = await Accounts.updateOne({ _id: account, demo: false, recoveryCard: { $exists: false }, cardOffered: { $ne: true } }, { $set: { cardOffered: true } });
  return modifiedCount === 1;
}
