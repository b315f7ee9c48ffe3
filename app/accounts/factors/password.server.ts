import { Accounts } from '#models/account.server.ts';
import { Malls } from '#models/mall.server.ts';
import { findAccount } from '#app/platform/actors.server.ts';
import { hashPassword, SignInBusy } from '#app/platform/passwords.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { type OpenSession, startSession, stopSessions } from '#app/platform/sessions.server.ts';
import { forgetPhones } from '../phones/commands.server.ts';
import { requirePassword } from '../sessions/prove.server.ts';
import { changeOwn } from './commands.server.ts';
import { faultOf, SHORTEST } from './password-rules.ts';

/** 49,000 passwords that were found in other houses' broken-in databases, the most used first. Read at the first question. */
const usual = () =>
  singleton('usual-passwords', async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-common');
    return new Set(dictionary.passwords as string[]);
  });

async function namesOf(account: string, now: Date): Promise<string[]> {
  const [row, known] = await Promise.all([Accounts.findOne({ _id: account }, { userName: 1, names: 1 }).lean(), findAccount(account, now)]);
  const ids = (known?.memberships ?? []).flatMap((membership) => ('mall' in membership ? [membership.mall] : []));
  const malls = await Malls.find({ _id: { $in: ids } }, { slug: 1, name: 1 }).limit(20).lean();
  return [row?.userName ?? '', ...Object.values(row?.names ?? {}), ...malls.flatMap((mall) => [mall.slug, ...Object.values(mall.name)])];
}

/**
 * The hash of a password that somebody chose for this account. What the rules of passwords say is asked here, wherever one is chosen.
 * @param field where the form shows a "no"
 * @param names of a person whose account isn't stored yet
 * @throws {Refusal} in words of `factors`
 */
export async function hashChosen(account: string, password: string, now: Date, field = 'fresh', names: readonly string[] = []): Promise<string> {
  const known = await usual();
  const fault = faultOf(password, (text) => known.has(text), [...names, ...(await namesOf(account, now))]);
  if (fault) throw new Refusal({ key: `factors:refused.${fault}`, params: { min: SHORTEST } }, field);
  return hashPassword(password).catch((error: unknown) => {
    throw error instanceof SignInBusy ? new Refusal('factors:refused.busy') : error;
  });
}

interface Typed {
  password: string;
  fresh: string;
  again: string;
}

/**
 * Changes the password of whoever knows the one until now; all sessions end, this one begins anew.
 * @returns the cookie of the new session
 * @throws {Refusal} in words of `factors`
 */
export async function changePassword(session: OpenSession, { password, fresh, again }: Typed, browser: string | undefined, now: Date): Promise<string> {
  const { account, device, strong, phone } = session;
  if (fresh !== again) throw new Refusal('factors:refused.again', 'again');
  if (fresh === password) throw new Refusal('factors:refused.same', 'fresh');
  await requirePassword(account, password);
  const passwordHash = await hashChosen(account, fresh, now);
  await changeOwn('account:change-password', account, now, async (tx) => {
    await Accounts.updateOne({ _id: account }, { $set: { passwordHash } }, { session: tx.session });
    tx.changed('passwordHash');
  });
  // A PIN on another phone was set by whoever knew the password until now.
  await forgetPhones(account, (id) => id !== phone, now);
  await stopSessions(account, now);
  const { cookie } = await startSession(account, device, browser, now, { strong, phone: phone ?? undefined });
  return cookie;
}
