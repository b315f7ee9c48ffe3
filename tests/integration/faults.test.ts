import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '#tests/setup/portal.ts';
import { ask, cookieSet } from '#tests/setup/raw-http.ts';
import { readRunFile } from '../../scripts/bootstrap/data-lock.mjs';

const PEOPLE = ['merchant', 'merchant2', 'leader', 'manager', 'assistant', 'information', 'supervisor'];
/** Each person may ask 30 times an hour. */
const EACH = 24;

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({ env: { MONGODB_URI: '' } });
}, 240_000);
afterAll(async () => {
  await portal.stop();
});

async function signIn(as: string): Promise<string> {
  const answer = await ask(portal.url, '/sign-in', { form: { as, username: '', password: '', device: 'mine' } });
  expect([as, answer.status]).toEqual([as, 302]);
  return String(cookieSet(answer, 'mh')?.split(';')[0]);
}

/** Waits for a portal that is coming back, as a person would who presses the button again. */
async function untilOpen(): Promise<void> {
  for (;;) {
    const health = await fetch(`${portal.url}/health`).catch(() => null);
    if (health?.ok) return;
    await new Promise((next) => setTimeout(next, 50));
  }
}

it('kill -9 of portal and database while seven people ask: what they were told is there, and nothing is half there', async () => {
  const cookies = await Promise.all(PEOPLE.map(signIn));
  const numbers: string[] = [];
  let failures = 0;
  const asking = cookies.map(async (cookie) => {
    for (let n = 0; n < EACH; n += 1) {
      await untilOpen();
      const answer = await ask(portal.url, '/m/jinqiao/ask', { form: { words: `可以借一下梯子吗？ ${n}` }, cookie }).catch(() => null);
      const number = /\/requests\/([^/]+)\/sent$/.exec(String(answer?.headers.location))?.[1];
      if (number) numbers.push(number);
      else failures += 1;
    }
  });
  let over = false;
  const all = Promise.all(asking).then(() => (over = true));
  for (const what of ['database', 'portal', 'database', 'portal'] as const) {
    const goal = numbers.length + 25;
    while (numbers.length < goal && !over) await new Promise((next) => setTimeout(next, 5));
    portal.kill(what);
    await new Promise((next) => setTimeout(next, 100));
  }
  await all;
  await untilOpen();
  expect(numbers.length).toBeGreaterThan(100);
  expect(numbers.length + failures).toBe(PEOPLE.length * EACH);

  const client = await new mongoose.mongo.MongoClient(String(readRunFile(portal.dataDir, 'database')?.uri)).connect();
  const db = client.db('merchants_home');
  const since = { createdAt: { $gt: new Date(Date.now() - 10 * 60_000) } };
  const requests = await db.collection<{ _id: string; number: string }>('requests').find({ number: { $in: numbers } }).toArray();
  expect(new Set(requests.map(({ number }) => number)).size).toBe(new Set(numbers).size);

  // Every request, told or not, came with its first event, its words and its row in the log; and none of those without it.
  const fresh = await db.collection<{ _id: string }>('requests').find(since).toArray();
  const ids = fresh.map(({ _id }) => _id);
  expect(await db.collection('requestevents').countDocuments({ request: { $in: ids }, seq: 1 })).toBe(ids.length);
  expect(await db.collection('auditevents').countDocuments({ command: 'request:ask', target: { $in: ids } })).toBe(ids.length);
  const newEvents = await db.collection<{ request: string }>('requestevents').find({ ...since, seq: 1 }).toArray();
  expect(newEvents.filter(({ request }) => !ids.includes(request))).toEqual([]);
  await client.close();
}, 180_000);
