import { type Account, Accounts, type Passkey } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { findCode, hashCodes, newLookupCode } from '#app/platform/lookup-codes.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { checkSecondFactor } from '#app/platform/second-factor.server.ts';

export const CODES = 10;

/** One write to the account's own ways in, on its own record; pages that are open learn of it. */
export async function changeOwn<R>(name: string, account: string, now: Date, work: (tx: Tx) => Promise<R>): Promise<R> {
  const head = { name, mall: INSTALLATION, actor: { account }, role: 'self', subject: `account:${account}`, now };
  return runCommand(head, async (tx) => {
    const result = await work(tx);
    tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
    return result;
  });
}

/** Ten codes for a day without the phone; those before are worth nothing any more. @returns them, for this once */
async function makeCodes(): Promise<{ codes: string[]; recoveryCodes: Account['recoveryCodes'] }> {
  const codes = Array.from({ length: CODES }, () => newLookupCode(12));
  return { codes, recoveryCodes: await hashCodes(codes) };
}

/** Codes for whom a first second factor is stored and who has none left; null where there are some. */
export async function codesWhereNone(account: string): Promise<Awaited<ReturnType<typeof makeCodes>> | null> {
  const had = await Accounts.findOne({ _id: account }, { recoveryCodes: 1 }).lean();
  return had?.recoveryCodes?.hashes.length ? null : makeCodes();
}

/**
 * Stores a secret once its first code is right, in the place of the one before, and makes recovery codes anew.
 * @param sealed what `newSecondFactor` gave for this account
 * @throws {Refusal} on the field `code`
 */
export async function setUpSecondFactor(account: string, { sealed, code }: { sealed: string; code: string }, now: Date): Promise<string[]> {
  const step = stepOf(account, sealed, code, now);
  if (step === null) throw new Refusal('factors:refused.code', 'code');
  const { codes, recoveryCodes } = await makeCodes();
  await changeOwn('factor:set-up', account, now, async (tx) => {
    await Accounts.updateOne({ _id: account }, { $set: { secondFactor: sealed, usedStep: step, recoveryCodes } }, { session: tx.session });
    tx.changed('secondFactor', 'recoveryCodes');
  });
  return codes;
}

/** A sealed secret comes back from a form: one that was changed on the way opens nothing. */
function stepOf(account: string, sealed: string, code: string, now: Date): number | null {
  try {
    return checkSecondFactor(account, sealed, code, now);
  } catch {
    return null;
  }
}

export async function renewRecoveryCodes(account: string, now: Date): Promise<string[]> {
  if (!(await Accounts.exists({ _id: account, ...GUARDED }))) throw new Refusal('factors:refused.nothing');
  const { codes, recoveryCodes } = await makeCodes();
  await changeOwn('factor:renew-codes', account, now, async (tx) => {
    await Accounts.updateOne({ _id: account, ...GUARDED }, { $set: { recoveryCodes } }, { session: tx.session });
    tx.changed('recoveryCodes');
  });
  return codes;
}

const GUARDED = { $or: [{ secondFactor: { $exists: true } }, { 'passkeys.0': { $exists: true } }, { 'phones.factor': true }] };

/**
 * Turns the app's codes off, or takes a passkey away; the last of both takes the recovery codes along.
 * @param required whose capacities need a second factor keeps one: `needsSecondFactor`
 * @throws {Refusal} where it is the last one and has to stay
 */
export async function removeFactor(account: string, which: 'totp' | { passkey: string }, required: boolean, now: Date): Promise<void> {
  const name = which === 'totp' ? 'factor:turn-off' : 'passkey:remove';
  await changeOwn(name, account, now, async (tx) => {
    const row = await Accounts.findOne({ _id: account }, { secondFactor: 1, passkeys: 1, phones: 1 }, { session: tx.session }).lean();
    const secondFactor = which === 'totp' ? undefined : row?.secondFactor;
    const passkeys = (row?.passkeys ?? []).filter(({ id }) => which === 'totp' || id !== which.passkey);
    const last = !secondFactor && passkeys.length === 0;
    if (last && required) throw new Refusal('factors:refused.required');
    const bare = last && !row?.phones?.some(({ factor }) => factor);
    const gone = { ...(secondFactor ? {} : { secondFactor: 1, usedStep: 1 }), ...(bare ? { recoveryCodes: 1 } : {}) };
    await Accounts.updateOne({ _id: account }, { $set: { passkeys }, ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}) }, { session: tx.session });
    tx.changed(which === 'totp' ? 'secondFactor' : 'passkeys');
  });
}

export const MOST_PASSKEYS = 10;

/** @returns recovery codes for this once, where the account had none yet */
export async function storePasskey(account: string, passkey: Passkey, now: Date): Promise<string[] | null> {
  const made = await codesWhereNone(account);
  await changeOwn('passkey:add', account, now, async (tx) => {
    if (await Accounts.exists({ 'passkeys.id': passkey.id }).session(tx.session)) throw new Refusal('factors:refused.passkey-known');
    const row = await Accounts.findOne({ _id: account }, { passkeys: 1 }, { session: tx.session }).lean();
    const passkeys = [...(row?.passkeys ?? []), passkey];
    if (passkeys.length > MOST_PASSKEYS) throw new Refusal('factors:refused.too-many');
    await Accounts.updateOne({ _id: account }, { $set: { passkeys, ...(made ? { recoveryCodes: made.recoveryCodes } : {}) } }, { session: tx.session });
    tx.changed('passkeys');
  });
  return made?.codes ?? null;
}

/**
 * A code of the app or one from paper; each opens once, also of two at the same moment.
 * @returns whether it was right; it is used up then
 */
export async function useCode(account: string, code: string, now: Date): Promise<boolean> {
  const digits = code.replace(/\D/g, '');
  const row = await Accounts.findOne({ _id: account, status: 'active' }, { secondFactor: 1, usedStep: 1, recoveryCodes: 1 }).lean();
  if (!row) return false;
  if (digits.length === 6) return row.secondFactor ? useStep(account, row, digits, now) : false;
  if (digits.length !== 12) return false;
  return useRecoveryCode(account, await findCode(digits, row.recoveryCodes), now);
}

async function useStep(account: string, { secondFactor = '', usedStep = 0 }: Pick<Account, 'secondFactor' | 'usedStep'>, code: string, now: Date): Promise<boolean> {
  const step = checkSecondFactor(account, secondFactor, code, now);
  if (step === null || step <= usedStep) return false;
  const { matchedCount } = await Accounts.updateOne({ _id: account, $or: [{ usedStep: { $exists: false } }, { usedStep: { $lt: step } }] }, { $set: { usedStep: step } });
  return matchedCount === 1;
}

async function useRecoveryCode(account: string, hash: string | null, now: Date): Promise<boolean> {
  if (!hash) return false;
  return changeOwn('factor:use-code', account, now, async (tx) => {
    const { modifiedCount } = await Accounts.updateOne({ _id: account, 'recoveryCodes.hashes': hash }, { $pull: { 'recoveryCodes.hashes': hash } }, { session: tx.session });
    tx.changed('recoveryCodes');
    return modifiedCount === 1;
  });
}
