import { createHmac, randomBytes } from 'node:crypto';
import { type Door, DoorKeys } from '#models/door-key.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { namesOf } from '#app/mall/queries.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { hashingKey } from '#app/platform/keys.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { shownSecret } from '#app/platform/webhook-signing.ts';
import type { Doing } from '../commands.server.ts';

/** Most open keys of a mall: each is somebody that the officers know. */
const MOST_KEYS = 50;

const hashOf = (key: string): string => createHmac('sha256', hashingKey('door-keys')).update(key).digest('base64url');

/** What a hook signs with: worked out from its row's id and the installation's key, so that it is stored nowhere. */
export const hookSecret = (id: string): Buffer => createHmac('sha256', hashingKey('hook-secrets')).update(id).digest();

/** The row of an open API key; null for one that ended or was never made. */
export async function findKey(mall: string, key: string): Promise<string | null> {
  const row = await DoorKeys.findOne({ mall, hash: hashOf(key) }, { endedAt: 1, door: 1 }).lean();
  return row?.door === 'open311' && !row.endedAt ? row._id : null;
}

/** One report more by this key, after it was taken: for whoever looks whether a system still sends. */
export async function countTaken(mall: Pick<KnownMall, '_id' | 'zone'>, key: string, now: Date): Promise<void> {
  await DoorKeys.updateOne({ mall: mall._id, _id: key }, { $inc: { taken: 1 }, $set: { lastOn: dayIn(now, mall.zone) } });
}

export interface MadeKey {
  id: string;
  door: Door;
  name: string;
  /** Shown once. */
  secret: string;
}

const head = (name: string, { mall, actor, now }: Doing) => ({ name, mall: mall._id, actor, role: 'officer', subject: 'none', now });

const publishDoor = (tx: Tx, id: string): void => tx.publish({ type: 'door:changed', id, version: 0, rooms: [`mall-officers:${tx.mall}`] });

/** A key or a hook for another system. What is stored can't be turned back into its secret. @throws {Refusal} when there are too many */
export async function makeKey(doing: Doing, { door, name }: { door: Door; name: string }): Promise<MadeKey> {
  const { mall, actor, now } = doing;
  const id = newId();
  const secret = door === 'hook' ? shownSecret(hookSecret(id)) : `mh_${randomBytes(32).toString('base64url')}`;
  const hash = door === 'hook' ? undefined : hashOf(secret);
  await runCommand({ ...head('door:make', doing), target: id }, async (tx) => {
    const open = await DoorKeys.find({ mall: mall._id }, { endedAt: 1 }, { session: tx.session }).lean();
    if (open.filter(({ endedAt }) => !endedAt).length >= MOST_KEYS) throw new Refusal({ key: 'doors:refused.too-many', params: { most: MOST_KEYS } });
    await DoorKeys.create([{ _id: id, mall: mall._id, door, name, hash, madeBy: actor.account, madeAt: now, taken: 0 }], { session: tx.session });
    tx.changed('name', 'door');
    publishDoor(tx, id);
  });
  return { id, door, name, secret };
}

/** From now on nothing is taken by it. @throws {Refusal} for one that ended already */
export async function endKey(doing: Doing, id: string): Promise<void> {
  const { mall, actor, now } = doing;
  await runCommand({ ...head('door:end', doing), target: id }, async (tx) => {
    const row = await DoorKeys.findOne({ mall: mall._id, _id: id }, { endedAt: 1 }, { session: tx.session }).lean();
    if (!row || row.endedAt) throw new Refusal('form.changed-meanwhile');
    await DoorKeys.updateOne({ mall: mall._id, _id: id }, { $set: { endedAt: now, endedBy: actor.account } }, { session: tx.session });
    tx.changed('endedAt');
    publishDoor(tx, id);
  });
}

export interface KeyCard {
  id: string;
  door: Door;
  name: string;
  by: Localized;
  madeAt: Date;
  endedAt: Date | null;
  taken: number;
  lastOn: string | null;
}

/** Newest first; those that ended stay readable. */
export async function listKeys(mall: string): Promise<KeyCard[]> {
  const rows = await DoorKeys.find({ mall }, { hash: 0 }).sort({ madeAt: -1 }).limit(200).lean();
  const names = await namesOf(rows.map(({ madeBy }) => madeBy));
  return rows.map(({ _id, door, name, madeBy, madeAt, endedAt = null, taken, lastOn = null }) => ({ id: _id, door, name, by: names.get(madeBy) ?? {}, madeAt, endedAt, taken, lastOn }));
}
