import { askToKeep, whyCannotKeep } from './can-keep.ts';
import type { Pack } from './pack.ts';
import { openDay, savePack } from './store.ts';

export type Taken = 'taken' | 'cannot' | 'no-network' | 'full';

/** The worker keeps the page first: a day without its page is of no use. */
export async function keepShell(page: 'day' | 'counter'): Promise<boolean> {
  await navigator.serviceWorker.register(`/sw.js?lng=${document.documentElement.lang}`);
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return false;
  const { port1, port2 } = new MessageChannel();
  const said = new Promise<unknown>((done) => {
    port1.onmessage = ({ data }) => done(data);
  });
  active.postMessage(`keep-${page}`, [port2]);
  return (await said) === 'done';
}

export async function takeDay(base: string): Promise<Taken> {
  if (await whyCannotKeep()) return 'cannot';
  await askToKeep();
  const before = Date.now();
  const answer = await fetch(`${base}/visits/pack`, { redirect: 'manual', headers: { Accept: 'application/json' } });
  if (!answer.ok) return 'no-network';
  // Halfway between asking and answer the two clocks were read as nearly at once as can be.
  const device = Math.round((before + Date.now()) / 2);
  const pack = (await answer.json()) as Pack;
  if (!(await keepShell('day'))) return 'no-network';
  try {
    await savePack(await openDay(), { ...pack, device });
  } catch (trouble) {
    return trouble instanceof DOMException && trouble.name === 'QuotaExceededError' ? 'full' : 'cannot';
  }
  return 'taken';
}
