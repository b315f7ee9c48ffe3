import { Accounts, Memberships } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { type Localized, Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { makeOfficial } from '#app/mall/roles/roles.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { createMallKey } from '#app/platform/keys.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { noteSecurity } from '#app/platform/security-log.server.ts';
import { stopAllSessions, stopSessions } from '#app/platform/sessions.server.ts';
import { standing } from '../members/queries.server.ts';
import { mayStandUnder, type OfficeLevel } from './rules.ts';

const head = (name: string, mall: string, by: Actor, subject: string, now: Date) => ({ name, mall, actor: by, role: 'operator', subject, now });

export interface NewMall {
  slug: string;
  code: string;
  name: Localized;
  zone: string;
  languages: string[];
  office?: string;
}

const WEEKDAY: [string, string][] = [['10:00', '14:00'], ['16:00', '19:30']];
/** Until its officers say otherwise: Monday to Saturday. */
const FIRST_CALENDAR = { week: Object.fromEntries(['1', '2', '3', '4', '5', '6'].map((day) => [day, WEEKDAY])), holidays: [], extraDays: {} };

/** Makes an empty mall: no plan, no shop, nobody in it. @throws {Refusal} for a taken address or code. @returns its id */
export async function createMall(by: Actor, { slug, code, name, zone, languages, office }: NewMall, now: Date): Promise<string> {
  if (Object.keys(name).length === 0) throw new Refusal('form.required', 'name-zh');
  if (office && !(await Offices.exists({ _id: office }))) throw new Refusal('form.not-a-choice', 'office');
  if (await Malls.exists({ slug })) throw new Refusal('house:refused.slug-taken', 'slug');
  if (await Malls.exists({ code })) throw new Refusal('house:refused.code-taken', 'code');
  const id = newId();
  try {
    await runCommand({ ...head('house:create-mall', id, by, 'none', now), target: id }, async (tx) => {
      await createMallKey(id, tx.session);
      await Malls.create([{ _id: id, slug, code, name, zone, calendar: FIRST_CALENDAR, languages, office: office || undefined, state: 'open', version: 1 }], { session: tx.session });
      tx.publish({ type: 'mall:changed', id, version: 1, rooms: [] });
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new Refusal('house:refused.slug-taken', 'slug');
    throw error;
  }
  return id;
}

/** @throws {Refusal} unless its parent is one level up. @returns its id */
export async function createOffice(by: Actor, { level, name, parent }: { level: OfficeLevel; name: Localized; parent?: string }, now: Date): Promise<string> {
  if (Object.keys(name).length === 0) throw new Refusal('form.required', 'name-zh');
  const above = parent ? await Offices.findOne({ _id: parent }, { level: 1 }).lean() : null;
  if (parent && !above) throw new Refusal('form.not-a-choice', 'parent');
  if (!mayStandUnder(level, above?.level ?? null)) throw new Refusal('house:refused.one-level-up', 'parent');
  const id = newId();
  await runCommand({ ...head('house:create-office', INSTALLATION, by, 'none', now), target: id }, async (tx) => {
    await Offices.create([{ _id: id, level, name, parent: parent || undefined }], { session: tx.session });
  });
  return id;
}

/** @throws {Refusal} for an unknown name, and for whoever holds a role in a mall under the office */
export async function nameOfficial(by: Actor, office: string, userName: string, now: Date): Promise<void> {
  const account = await Accounts.findOne({ userName, status: 'active' }, { _id: 1 }).lean();
  if (!account) throw new Refusal('house:refused.no-account', 'username');
  if (await Memberships.exists({ account: account._id, kind: 'official', office, ...standing(now) })) throw new Refusal('members:refused.already', 'username');
  await makeOfficial(by, { account: account._id, office }, now).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(error.reason, 'username') : error;
  });
}

/** An unknown one changes nothing. */
export async function endOfficial(by: Actor, office: string, membership: string, now: Date): Promise<void> {
  const held = { _id: membership, kind: 'official' as const, office, ...standing(now) };
  const row = await Memberships.findOne(held, { account: 1 }).lean();
  if (!row) return;
  await runCommand({ ...head('house:end-official', INSTALLATION, by, `account:${row.account}`, now), target: office }, async (tx) => {
    await Memberships.updateOne(held, { $set: { to: now } }, { session: tx.session });
    tx.publish({ type: 'memberships:changed', id: row.account, version: 0, rooms: [`account:${row.account}`] });
  });
}

/** It signs in nowhere any more, and every open page of it ends. What it wrote stays. @throws {Refusal} for an unknown name and for oneself */
export async function stopAccount(by: Actor, userName: string, now: Date): Promise<void> {
  const row = await Accounts.findOne({ userName, status: 'active' }, { _id: 1 }).lean();
  if (!row) throw new Refusal('house:refused.no-account', 'username');
  if (row._id === by.account) throw new Refusal('house:refused.yourself', 'username');
  await setStatus(by, row._id, 'stopped', now);
  await stopSessions(row._id, now);
}

/** Whoever it is signs in again: a lost phone whose person can't do it herself. @throws {Refusal} for an unknown name */
export async function endSessionsOf(by: Actor, userName: string, now: Date): Promise<void> {
  const row = await Accounts.findOne({ userName }, { _id: 1 }).lean();
  if (!row) throw new Refusal('house:refused.no-account', 'username');
  await runCommand(head('house:end-sessions', INSTALLATION, by, `account:${row._id}`, now), async () => undefined);
  await stopSessions(row._id, now);
  noteSecurity('sessions-ended', { why: 'one account', account: row._id }, now);
}

/** Everybody signs in again, but for the operator at this device: when a secret may have been seen. */
export async function endAllSessions(by: Actor, now: Date): Promise<void> {
  await runCommand(head('house:end-all-sessions', INSTALLATION, by, 'none', now), async () => undefined);
  await stopAllSessions(now, by.session);
  noteSecurity('sessions-ended', { why: 'everybody', account: by.account }, now);
}

/** The account may sign in again. */
export const letAccount = (by: Actor, account: string, now: Date) => setStatus(by, account, 'active', now);

async function setStatus(by: Actor, account: string, status: 'active' | 'stopped', now: Date): Promise<void> {
  const name = status === 'stopped' ? 'house:stop-account' : 'house:let-account';
  await runCommand(head(name, INSTALLATION, by, `account:${account}`, now), async (tx) => {
    const { matchedCount } = await Accounts.updateOne({ _id: account }, { $set: { status } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    tx.changed('status');
    tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
  });
}
