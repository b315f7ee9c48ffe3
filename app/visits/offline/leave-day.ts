import { forgetPack, openDay } from './store.ts';

/** The key of the day taken along goes, and with it the day; the worker lets go of the page. */
export async function leaveDay(): Promise<void> {
  const db = await openDay().catch(() => null);
  if (db) await forgetPack(db);
  db?.close();
  const worker = await navigator.serviceWorker?.getRegistration();
  worker?.active?.postMessage('forget-day');
}
