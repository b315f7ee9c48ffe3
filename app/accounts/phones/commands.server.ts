import { Accounts, type RememberedPhone } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { readAccounts } from '#app/platform/actors.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { forgivePoints, takePoint } from '#app/platform/limits.server.ts';
import { isAnyVolunteer, needsSecondFactor } from '#app/platform/proof.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type OpenSession, renewSession, stopSessionsOfPhones } from '#app/platform/sessions.server.ts';
import { changeOwn, codesWhereNone } from '../factors/commands.server.ts';
import { findPhone, newPhone, phoneCookie } from './phone-cookie.server.ts';
import { hashPin, isPin } from './pin-hash.server.ts';
import { isGuessedPin, LIVES, MOST_MISSES, MOST_PEOPLE, MOST_PHONES } from './rules.ts';

interface Here {
  cookies: string | null;
  browser: string | undefined;
  now: Date;
}
export interface Remembered {
  /** Set-Cookie values: the phone's own, and the session's that takes the place of the one before. */
  cookies: string[];
  /** For this once, where a volunteer had none: for a day without the phone. */
  codes: string[] | null;
}

/**
 * From now on this account's PIN opens on this phone, for 90 days. The caller has made sure that she showed herself lately.
 * @throws {Refusal} in words of `phones`
 */
export async function rememberPhone(session: OpenSession, { pin, again }: { pin: string; again: string }, { cookies, browser, now }: Here): Promise<Remembered> {
  const { account, device } = session;
  if (device === 'guest' || device === 'pending') throw new Refusal('phones:refused.not-mine');
  if (again.replace(/[\s-]/g, '') !== pin) throw new Refusal('phones:refused.again', 'again');
  if (isGuessedPin(pin)) throw new Refusal('phones:refused.guessed', 'pin');
  const known = (await readAccounts([account], now)).get(account);
  if (!known || needsSecondFactor(known.memberships)) throw new Refusal('phones:refused.more-needed');
  const phone = (await findPhone(cookies)) ?? newPhone();
  const people = await Accounts.countDocuments({ 'phones.id': phone.id, _id: { $ne: account } });
  if (people >= MOST_PEOPLE) throw new Refusal({ key: 'phones:refused.full', params: { count: MOST_PEOPLE } });
  const row: RememberedPhone = {
    id: phone.id,
    pin: await hashPin(pin, phone.secret),
    factor: isAnyVolunteer(known.memberships),
    shared: device === 'shared',
    browser,
    misses: 0,
    madeAt: now,
    expiresAt: new Date(now.getTime() + LIVES),
  };
  const codes = await store(account, row, now);
  // The session that this phone had keeps what was proved; a PIN of hers from before is worth nothing any more.
  const cookie = await renewSession(session, browser, now, { strong: session.strong, phone: phone.id });
  return { cookies: [await phoneCookie(phone), cookie], codes };
}

async function store(account: string, row: RememberedPhone, now: Date): Promise<string[] | null> {
  const made = row.factor ? await codesWhereNone(account) : null;
  await changeOwn('phone:remember', account, now, async (tx) => {
    const had = await Accounts.findOne({ _id: account }, { phones: 1 }, { session: tx.session }).lean();
    const others = (had?.phones ?? []).filter(({ id, factor, expiresAt }) => id !== row.id && (factor || expiresAt > now));
    const lastUsed = (phone: RememberedPhone) => (phone.usedAt ?? phone.madeAt).getTime();
    const kept = others.toSorted((a, b) => lastUsed(b) - lastUsed(a)).slice(0, MOST_PHONES - 1);
    await Accounts.updateOne({ _id: account }, { $set: { phones: [...kept, row], ...(made ? { recoveryCodes: made.recoveryCodes } : {}) } }, { session: tx.session });
    tx.changed('phones');
  });
  return made?.codes ?? null;
}

export interface OpenedPhone {
  id: string;
  shared: boolean;
}

/**
 * Whether this is her PIN on this phone. As long for a phone or a person that isn't known. Five tries in a quarter of an
 * hour, ten wrong ones in a row: both are kept in the database.
 * @throws {Refusal} `phones:refused.wait`
 */
export async function usePin(account: string, pin: string, cookies: string | null, now: Date): Promise<OpenedPhone | null> {
  const phone = await findPhone(cookies);
  const key = `${account}|${phone?.id ?? ''}`;
  const seconds = await takePoint('pin', key, now);
  if (seconds > 0) throw new Refusal({ key: 'phones:refused.wait', params: { minutes: Math.ceil(seconds / 60) } });
  const row = phone ? await Accounts.findOne({ _id: account, status: 'active', 'phones.id': phone.id }, { phones: 1 }).lean() : null;
  const stored = row?.phones?.find(({ id, expiresAt }) => id === phone?.id && expiresAt > now);
  const right = await isPin(pin, phone?.secret ?? '', stored?.pin);
  if (!phone || !stored) return null;
  if (!right) {
    await miss(account, phone.id, now);
    return null;
  }
  // Over the PIN that was read: one that was changed meanwhile opens nothing.
  const { matchedCount } = await Accounts.updateOne({ _id: account, 'phones.pin': stored.pin }, { $set: { 'phones.$[here].misses': 0, 'phones.$[here].usedAt': now } }, { arrayFilters: [{ 'here.pin': stored.pin }] });
  if (matchedCount === 0) return null;
  await forgivePoints('pin', key, now);
  return { id: phone.id, shared: stored.shared || (await Accounts.countDocuments({ 'phones.id': phone.id })) > 1 };
}

async function miss(account: string, phone: string, now: Date): Promise<void> {
  await Accounts.updateOne({ _id: account }, { $inc: { 'phones.$[here].misses': 1 } }, { arrayFilters: [{ 'here.id': phone }] });
  const row = await Accounts.findOne({ _id: account }, { phones: 1 }).lean();
  if ((row?.phones?.find(({ id }) => id === phone)?.misses ?? 0) >= MOST_MISSES) await forgetPhones(account, (id) => id === phone, now);
}

/** Whoever holds a remembered phone says that it isn't hers: everybody's PIN on it is forgotten, and each reads on her record that it was. */
export async function clearPhone(cookies: string | null, now: Date): Promise<void> {
  const phone = await findPhone(cookies);
  if (!phone) return;
  const rows = await Accounts.find({ 'phones.id': phone.id }, { _id: 1 }).limit(MOST_PEOPLE + 1).lean();
  for (const { _id: account } of rows) {
    const head = { name: 'phone:clear', mall: INSTALLATION, actor: { account: 'house' }, role: 'house', subject: `account:${account}`, now };
    await runCommand(head, async (tx) => {
      const had = await Accounts.findOne({ _id: account }, { phones: 1 }, { session: tx.session }).lean();
      await Accounts.updateOne({ _id: account }, { $set: { phones: (had?.phones ?? []).filter(({ id }) => id !== phone.id) } }, { session: tx.session });
      tx.changed('phones');
      tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
    });
    await stopSessionsOfPhones(account, [phone.id], now);
  }
}

/** What these phones' PINs opened ends at once, and they open nothing any more. None: nothing changes. */
export async function forgetPhones(account: string, which: (id: string) => boolean, now: Date): Promise<void> {
  const row = await Accounts.findOne({ _id: account }, { phones: 1 }).lean();
  const gone = (row?.phones ?? []).map(({ id }) => id).filter(which);
  if (gone.length === 0) return;
  await changeOwn('phone:forget', account, now, async (tx) => {
    const had = await Accounts.findOne({ _id: account }, { phones: 1 }, { session: tx.session }).lean();
    await Accounts.updateOne({ _id: account }, { $set: { phones: (had?.phones ?? []).filter(({ id }) => !gone.includes(id)) } }, { session: tx.session });
    tx.changed('phones');
  });
  await stopSessionsOfPhones(account, gone, now);
}
