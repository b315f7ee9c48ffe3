import { openCounter, sendSigned } from './store.ts';

const FIRST_PAUSE = 6_000;
const LONGEST_PAUSE = 60_000;

/** Sends what was signed at the counter while any page of the portal is open. */
export async function keepSigning(): Promise<void> {
  const db = await openCounter().catch(() => null);
  if (!db) return;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const became = await sendSigned(db).catch(() => 'later' as const);
    if (became !== 'no-network' && became !== 'later') break;
    await new Promise((next) => setTimeout(next, pause));
  }
  db.close();
}
