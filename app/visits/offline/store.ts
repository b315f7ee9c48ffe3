import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Reason } from '#app/platform/refusal.ts';
import { isOver, type TakenPack } from './pack.ts';
import { codeOf, digestOf } from '../counter/statement.ts';
import { openSealed, type Sealed, sealValue } from './sealing.ts';
import type { SentVisit } from './schema.ts';

export type Waiting = 'waiting' | 'refused' | 'conflict' | 'held';
/** A visit on this device. Its words are sealed; the rest says only where it stands. */
interface OutboxRow {
  clientId: string;
  owner: string;
  slug: string;
  state: Waiting;
  errors?: Record<string, Reason>;
  sealed: Sealed;
}
export interface Kept extends Omit<OutboxRow, 'sealed'> {
  visit: SentVisit;
  /** For the list, so that a record is known without its day: sealed with it. */
  title: { names: Record<string, string>; number: string };
}
/** A tick for what arrived. */
export interface Tick {
  clientId: string;
  merchant: string;
  title: Kept['title'];
  /** The number that stands for it at the counter, for the shop's phone. */
  code?: string;
  /** What the number is a part of: the shop's phone signs it whole. */
  digest?: string;
}

interface Schema extends DBSchema {
  keys: { key: 'pack' | 'outbox'; value: CryptoKey };
  /** The day, and the plans of its floors by themselves: a full device can let go of these without writing anything. */
  pack: { key: 'pack' | 'map'; value: { takenAt: number; owner: string; slug: string; sealed: Sealed } };
  outbox: { key: string; value: OutboxRow };
  drafts: { key: string; value: { merchant: string; owner: string; sealed: Sealed } };
  ticks: { key: string; value: { clientId: string; sealed: Sealed } };
}
export type DayDatabase = IDBPDatabase<Schema>;

const NAME = 'visit-day';
/** Says without opening anything how many visits wait, so that every page knows whether to send. A number, and nothing else. */
export const UNSENT = 'visits-unsent';

export function openDay(): Promise<DayDatabase> {
  return openDB<Schema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('keys');
      db.createObjectStore('pack');
      db.createObjectStore('outbox', { keyPath: 'clientId' });
      db.createObjectStore('drafts', { keyPath: 'merchant' });
      db.createObjectStore('ticks', { keyPath: 'clientId' });
    },
    // A newer page of this portal opens it: the old one lets go.
    blocking: (_current, _wanted, event) => (event.target as unknown as { close(): void }).close(),
  });
}

async function keyFor(db: DayDatabase, which: 'pack' | 'outbox'): Promise<CryptoKey> {
  const known = await db.get('keys', which);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const tx = db.transaction('keys', 'readwrite');
  // Two tabs at once: the first key stays.
  const first = await tx.store.get(which);
  if (!first) await tx.store.put(made, which);
  await tx.done;
  return first ?? made;
}

/** A new day takes the place of the one before, under a key of its own. Where its map doesn't fit, it goes without. */
export async function savePack(db: DayDatabase, { levels, ...pack }: TakenPack): Promise<void> {
  await forgetPack(db);
  const key = await keyFor(db, 'pack');
  const row = { takenAt: pack.device, owner: pack.owner, slug: pack.mall.slug };
  await db.put('pack', { ...row, sealed: await sealValue(key, pack) }, 'pack');
  const map = { ...row, sealed: await sealValue(key, levels) };
  await db.put('pack', map, 'map').catch(() => undefined);
}

/** The day taken along; null when there is none or its time is over: then its key is destroyed. */
export async function readPack(db: DayDatabase, now: number): Promise<TakenPack | null> {
  const row = await db.get('pack', 'pack');
  if (!row) return null;
  const key = await db.get('keys', 'pack');
  const pack = key && !isOver(row.takenAt, now) ? await openSealed<Omit<TakenPack, 'levels'>>(key, row.sealed) : null;
  if (!key || !pack) {
    await forgetPack(db);
    return null;
  }
  const map = await db.get('pack', 'map');
  return { levels: (map && (await openSealed<TakenPack['levels']>(key, map.sealed))) ?? [], ...pack };
}

/** The key goes first: without it the rest is noise. What waits to be sent has another one and stays. */
export async function forgetPack(db: DayDatabase): Promise<void> {
  await db.delete('keys', 'pack');
  await Promise.all([db.clear('pack'), db.clear('ticks')]);
}

/** A full device may hold the map or what somebody wrote, and that is worth more. @throws what the browser says where the map's room isn't enough */
export async function makingRoom(db: DayDatabase, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (trouble) {
    if ((await db.getKey('pack', 'map')) === undefined) throw trouble;
    await db.delete('pack', 'map');
    await write();
  }
}

async function countUnsent(db: DayDatabase): Promise<void> {
  const unsent = await db.count('outbox');
  try {
    if (unsent > 0) localStorage.setItem(UNSENT, String(unsent));
    else localStorage.removeItem(UNSENT);
  } catch {
    // Only a hint for other pages.
  }
}

/** Stores a visit and lets go of its draft, both or neither. @throws what the browser says of a full device */
export async function keepVisit(db: DayDatabase, { visit, title, ...meta }: Kept): Promise<void> {
  const sealed = await sealValue(await keyFor(db, 'outbox'), { visit, title });
  const tx = db.transaction(['outbox', 'drafts'], 'readwrite');
  await Promise.all([tx.objectStore('outbox').put({ ...meta, sealed }), tx.objectStore('drafts').delete(visit.merchant), tx.done]);
  await countUnsent(db);
}

export async function listKept(db: DayDatabase): Promise<Kept[]> {
  const key = await db.get('keys', 'outbox');
  const rows = key ? await db.getAll('outbox') : [];
  const opened = await Promise.all(rows.map(async ({ sealed, ...meta }) => {
    const held = key && (await openSealed<Pick<Kept, 'visit' | 'title'>>(key, sealed));
    return held ? [{ ...meta, ...held }] : [];
  }));
  return opened.flat();
}

/** What the house answered. What arrived leaves a tick for the rest of the day; its words go. */
export async function settle(db: DayDatabase, kept: Kept, became: Waiting | 'sent', errors?: Record<string, Reason>): Promise<void> {
  if (became !== 'sent') {
    const row = await db.get('outbox', kept.clientId);
    if (row) await db.put('outbox', { ...row, state: became, errors });
    return;
  }
  const key = await db.get('keys', 'pack');
  const { nonce } = kept.visit;
  const digest = nonce && (await digestOf({ ...kept.visit, nonce }));
  const tick: Tick = { clientId: kept.clientId, merchant: kept.visit.merchant, title: kept.title, ...(digest && { code: codeOf(digest), digest }) };
  const sealed = key && (await sealValue(key, tick));
  const tx = db.transaction(['outbox', 'ticks'], 'readwrite');
  const both = Promise.all([tx.objectStore('outbox').delete(kept.clientId), sealed ? tx.objectStore('ticks').put({ clientId: kept.clientId, sealed }) : null, tx.done]);
  // On a full device there is no room for a tick; the record goes all the same.
  await both.catch(() => db.delete('outbox', kept.clientId));
  await tidy(db);
}

export async function dropVisit(db: DayDatabase, clientId: string): Promise<void> {
  await db.delete('outbox', clientId);
  await tidy(db);
}

/** The outbox's key lives as long as something waits under it. */
async function tidy(db: DayDatabase): Promise<void> {
  await countUnsent(db);
  if ((await db.count('outbox')) + (await db.count('drafts')) === 0) await db.delete('keys', 'outbox');
}

export async function listTicks(db: DayDatabase): Promise<Tick[]> {
  const key = await db.get('keys', 'pack');
  const rows = key ? await db.getAll('ticks') : [];
  return (await Promise.all(rows.map(({ sealed }) => (key ? openSealed<Tick>(key, sealed) : null)))).filter((tick) => tick !== null);
}

/** What is being typed at a shop, with each letter: a killed tab loses nothing. */
export async function keepDraft(db: DayDatabase, owner: string, merchant: string, fields: Record<string, string>): Promise<void> {
  await db.put('drafts', { merchant, owner, sealed: await sealValue(await keyFor(db, 'outbox'), fields) });
}

export async function listDrafts(db: DayDatabase, owner: string): Promise<Map<string, Record<string, string>>> {
  const key = await db.get('keys', 'outbox');
  const rows = key ? await db.getAll('drafts') : [];
  const opened = await Promise.all(rows.map(async (row) => [row.merchant, key && row.owner === owner ? await openSealed<Record<string, string>>(key, row.sealed) : null] as const));
  return new Map(opened.flatMap(([merchant, fields]) => (fields ? [[merchant, fields] as const] : [])));
}
