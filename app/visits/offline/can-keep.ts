/** Why a browser can't keep a day; null where it can. */
export type CannotKeep = 'embedded' | 'no-storage';

/** Browsers inside another app: they forget what they kept whenever it pleases that app. */
const EMBEDDED = /MicroMessenger|wxwork|QQ\/|DingTalk|Weibo|AlipayClient|FBAN|FBAV|Instagram|Line\//i;

export const isEmbedded = (userAgent: string): boolean => EMBEDDED.test(userAgent);

/** Tries it out, before the first shop: a database that takes a key and gives it back, and a worker that can show the pages. */
export async function whyCannotKeep(): Promise<CannotKeep | null> {
  if (isEmbedded(navigator.userAgent)) return 'embedded';
  if (!('serviceWorker' in navigator) || !globalThis.crypto?.subtle || !('indexedDB' in globalThis)) return 'no-storage';
  try {
    const { openDB } = await import('idb');
    const db = await openDB('visit-day-trial', 1, { upgrade: (fresh) => void fresh.createObjectStore('keys') });
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await db.put('keys', key, 'trial');
    const back: unknown = await db.get('keys', 'trial');
    await db.clear('keys');
    db.close();
    return back instanceof CryptoKey ? null : 'no-storage';
  } catch {
    return 'no-storage';
  }
}

export interface Storage {
  /** Share that is used, 0 to 1; null where the browser doesn't say. */
  used: number | null;
  /** The browser promised not to clear it by itself. */
  kept: boolean;
}

/** How full the device is; asks the browser to keep what lies here. */
export async function storageState(): Promise<Storage> {
  const { storage } = navigator as { storage?: StorageManager };
  try {
    const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
    return { used: quota > 0 ? usage / quota : null, kept: (await storage?.persisted?.()) ?? false };
  } catch {
    return { used: null, kept: false };
  }
}

export async function askToKeep(): Promise<void> {
  const { storage } = navigator as { storage?: StorageManager };
  await storage?.persist?.().catch(() => false);
}
