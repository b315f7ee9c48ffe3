import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { askPatiently, type Sending, whyNot } from '../offline/sender.ts';
import type { Signed, SignedAnswer } from './schema.ts';
import { type Signing, signedBytes } from './statement.ts';

/** One shop that this phone signs for. The private key can't be read out, not by this page either. */
export interface PhoneKey {
  id: string;
  merchant: string;
  slug: string;
  names: Record<string, string>;
  key: CryptoKey;
}
/** What was signed here: a number, its digest and a signature, no words. */
export interface SignedHere extends Signed {
  slug: string;
  at: number;
  state: 'unsent' | SignedAnswer;
}

interface Schema extends DBSchema {
  keys: { key: string; value: PhoneKey };
  signed: { key: string; value: SignedHere };
}
export type CounterDatabase = IDBPDatabase<Schema>;

const NAME = 'counter';
/** Says without opening anything that something waits, so that every page knows whether to send. */
const UNSENT = 'counter-unsent';
/** How long what has arrived is still shown, in ms. */
const SHOWN = 24 * 3600_000;
const MOST = 20;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export const openCounter = (): Promise<CounterDatabase> =>
  openDB<Schema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('keys', { keyPath: 'id' });
      db.createObjectStore('signed', { keyPath: 'code' });
    },
    blocking: (_current, _wanted, event) => (event.target as unknown as { close(): void }).close(),
  });

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** A new pair for a shop; what goes out is its public half. */
export async function makeKey(db: CounterDatabase, { id, merchant, slug, names }: Omit<PhoneKey, 'key'>): Promise<string> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  await db.put('keys', { id, merchant, slug, names, key: privateKey });
  return base64(await crypto.subtle.exportKey('spki', publicKey));
}

export const listKeys = (db: CounterDatabase): Promise<PhoneKey[]> => db.getAll('keys');
export const dropKey = (db: CounterDatabase, id: string): Promise<void> => db.delete('keys', id);

function countUnsent(unsent: number): void {
  try {
    if (unsent > 0) localStorage.setItem(UNSENT, String(unsent));
    else localStorage.removeItem(UNSENT);
  } catch {
    // Only a hint for other pages.
  }
}

export async function listSigned(db: CounterDatabase, now: number): Promise<SignedHere[]> {
  const rows = await db.getAll('signed');
  const over = rows.filter(({ state, at }) => state !== 'unsent' && now - at > SHOWN);
  await Promise.all(over.map(({ code }) => db.delete('signed', code)));
  const left = rows.filter((row) => !over.includes(row)).sort((a, b) => b.at - a.at);
  countUnsent(left.filter(({ state }) => state === 'unsent').length);
  return left;
}

/** "Right", said with this phone's key. Twice is once. */
export async function signRight(db: CounterDatabase, { id, merchant, slug, key }: PhoneKey, { code, digest }: Signing, now: number): Promise<void> {
  if (await db.get('signed', code)) return;
  const signature = base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, signedBytes(merchant, { code, digest })));
  await db.put('signed', { key: id, code, digest, signature, slug, at: now, state: 'unsent' });
  await listSigned(db, now);
}

/** Sends what waits; only what was answered counts as sent. */
export async function sendSigned(db: CounterDatabase): Promise<Sending> {
  for (;;) {
    const waiting = (await listSigned(db, Date.now())).filter(({ state }) => state === 'unsent');
    const [first] = waiting;
    if (!first) return 'done';
    const some = waiting.filter(({ slug }) => slug === first.slug).slice(0, MOST);
    const form = new FormData();
    form.set('signed', JSON.stringify(some.map(({ key, code, digest, signature }) => ({ key, code, digest, signature }))));
    const answer = await askPatiently((address, init) => fetch(address, init), `/m/${encodeURIComponent(first.slug)}/visits/signed`, { method: 'POST', body: form });
    const why = whyNot(answer);
    if (why || !answer) return why ?? 'no-network';
    const said = (await answer.json().catch(() => null)) as { answers?: SignedAnswer[] } | null;
    if (said?.answers?.length !== some.length) return 'later';
    await Promise.all(some.map((row, at) => db.put('signed', { ...row, state: said.answers?.[at] ?? 'unknown' })));
  }
}

/** At sign-out the keys go, and with them what this phone could say; what was signed and isn't sent stays. */
export async function leaveCounter(): Promise<void> {
  const db = await openCounter().catch(() => null);
  await db?.clear('keys');
  db?.close();
  (await navigator.serviceWorker?.getRegistration())?.active?.postMessage('forget-counter');
}
