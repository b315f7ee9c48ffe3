import { newId } from '#app/platform/ids.ts';
import { whyCannotKeep } from '../offline/can-keep.ts';
import { keepShell } from '../offline/taking.ts';
import { dropKey, listKeys, makeKey, openCounter, type PhoneKey } from './store.ts';

/** This phone gets a key for the shop and keeps the page that signs. @returns what its owner registers; null where the browser can't keep it */
export async function setUp(shop: Omit<PhoneKey, 'key' | 'id'>): Promise<{ key: string; publicKey: string } | null> {
  if (await whyCannotKeep()) return null;
  const db = await openCounter();
  const id = newId();
  const publicKey = await makeKey(db, { ...shop, id });
  db.close();
  await keepShell('counter');
  return { key: id, publicKey };
}

/** Whether this phone signs for the shop; a key that isn't registered any more goes. */
export async function isSetUp(merchant: string, registered: readonly string[]): Promise<boolean> {
  const db = await openCounter().catch(() => null);
  if (!db) return false;
  const own = (await listKeys(db)).filter((key) => key.merchant === merchant);
  await Promise.all(own.filter(({ id }) => !registered.includes(id)).map(({ id }) => dropKey(db, id)));
  db.close();
  return own.some(({ id }) => registered.includes(id));
}
