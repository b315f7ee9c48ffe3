import type { BatchAnswer } from './answers.ts';
import { type DayDatabase, forgetPack, type Kept, listKept, settle } from './store.ts';

/** Visits of the first go: few, so that a bad network still gets somewhere; twice as many after each that was answered soon. */
const FIRST_GO = 10;
/** The house takes so many in one transaction. */
const LONGEST_GO = 100;
/** An answer within this time says that the network bears more, in ms. */
const SOON = 4_000;
/** A request that takes longer isn't coming back, in ms. */
const PATIENCE = 20_000;

/** Why nothing goes at the moment; `done`: nothing waits. */
export type Sending = 'done' | 'no-network' | 'sign-in' | 'other-person' | 'ended' | 'later';
export interface Asking {
  ask: (address: string, init: RequestInit) => Promise<Response>;
  now: () => number;
  /** After every visit that got its answer. */
  told?: () => void;
}

const browser: Asking = { ask: (address, init) => fetch(address, init), now: () => Date.now() };

/** Sends what waits, a few at a time, until all have their answer or something stands in the way. Only what was answered is ticked. */
export async function sendWaiting(db: DayDatabase, asking: Asking = browser): Promise<Sending> {
  // What an officer decides on is sent again once: the answer says whether she has.
  const asked = new Set<string>();
  let go = FIRST_GO;
  for (;;) {
    const waiting = (await listKept(db)).filter(({ state, clientId }) => state === 'waiting' || (state === 'held' && !asked.has(clientId)));
    const [first] = waiting;
    if (!first) return 'done';
    const some = waiting.filter(({ slug, owner }) => slug === first.slug && owner === first.owner).slice(0, go);
    for (const { clientId } of some) asked.add(clientId);
    const began = performance.now();
    const stopped = await sendSome(db, first, some, asking);
    if (stopped) return stopped;
    if (performance.now() - began < SOON) go = Math.min(2 * go, LONGEST_GO);
  }
}

async function sendSome(db: DayDatabase, { slug, owner }: Kept, some: readonly Kept[], { ask, now, told }: Asking): Promise<Sending | null> {
  const form = new FormData();
  form.set('batch', JSON.stringify({ owner, sentAt: now(), visits: some.map(({ visit }) => visit) }));
  const answer = await askPatiently(ask, `/m/${encodeURIComponent(slug)}/visits/send`, { method: 'POST', body: form });
  const why = whyNot(answer);
  if (why === 'ended') await forgetPack(db);
  if (why || !answer) return why ?? 'no-network';
  const said = (await answer.json().catch(() => null)) as BatchAnswer | null;
  if (!said?.answers) return 'later';
  for (const { clientId, state, errors } of said.answers) {
    const kept = some.find((one) => one.clientId === clientId);
    if (!kept) continue;
    await settle(db, kept, state === 'stored' || state === 'there' ? 'sent' : state, errors);
    told?.();
  }
  if (said.ended) await forgetPack(db);
  return some.every(({ clientId }) => said.answers.some((one) => one.clientId === clientId)) ? null : 'later';
}

/** Null where there is no network, whatever the browser believes about it: only an answer counts. */
export async function askPatiently(ask: Asking['ask'], address: string, init: RequestInit): Promise<Response | null> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await ask(address, { ...init, redirect: 'manual', signal: stop.signal, credentials: 'same-origin' });
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

/** What stands in the way, read off the answer alone; null where there is none. */
export function whyNot(answer: Response | null): Sending | null {
  if (!answer) return 'no-network';
  if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) return 'sign-in';
  if (answer.status === 409) return 'other-person';
  if (answer.status === 404) return 'ended';
  return answer.ok ? null : 'later';
}

/** Asks, where there is a network, whether she still visits here: if not, what was taken along goes at once. */
export async function stillHers(db: DayDatabase, slug: string, { ask }: Asking = browser): Promise<Sending> {
  const answer = await askPatiently(ask, `/m/${encodeURIComponent(slug)}/visits/pack?still=1`, {});
  const why = whyNot(answer);
  if (why === 'ended') await forgetPack(db);
  return why ?? 'done';
}
