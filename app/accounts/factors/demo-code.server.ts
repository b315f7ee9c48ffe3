import { Accounts } from '#models/account.server.ts';
import { env } from '#app/platform/env.server.ts';
import { currentSecondFactor } from '#app/platform/second-factor.server.ts';

/** The code that a demonstration shows beside its field; null anywhere else. */
export async function demoCode(account: string, now: Date): Promise<string | null> {
  if (env().APP_MODE !== 'demo') return null;
  const row = await Accounts.findOne({ _id: account, demo: true }, { secondFactor: 1, usedStep: 1 }).lean();
  if (!row?.secondFactor) return null;
  // A code opens one session: where this moment's is used up, the next one is accepted too.
  const used = (row.usedStep ?? 0) >= Math.floor(now.getTime() / 30_000);
  return currentSecondFactor(account, row.secondFactor, used ? new Date(now.getTime() + 30_000) : now);
}

/** The same for a secret that is being set up: nobody in a demonstration needs an authenticator app. */
export function demoSetupCode(account: string, sealed: string, now: Date): string | null {
  return env().APP_MODE === 'demo' ? currentSecondFactor(account, sealed, now) : null;
}
