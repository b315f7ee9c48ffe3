import { sendAlone } from './alone.ts';
import { openDay } from './store.ts';

const FIRST_PAUSE = 6_000;
const LONGEST_PAUSE = 60_000;

/** Sends what waits while any page of the portal is open. What a person has to do about it, the day's page says. */
export async function keepSending(): Promise<void> {
  const db = await openDay().catch(() => null);
  if (!db) return;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const became = await sendAlone(db).catch(() => 'later' as const);
    if (became !== 'no-network' && became !== 'later') break;
    await new Promise((next) => setTimeout(next, pause));
  }
  db.close();
}
