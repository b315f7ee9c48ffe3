import { defineJob } from '#app/platform/jobs.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { log } from '#app/platform/log.server.ts';
import { listMallIds } from '#app/platform/malls.server.ts';
import { findBrokenSeal, sealAudit } from '#app/platform/seals.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';

/** Goes round all malls; one mall's trouble doesn't keep the others waiting. */
async function eachMall(what: string, work: (mall: string) => Promise<unknown>): Promise<void> {
  for (const mall of [INSTALLATION, ...(await listMallIds())]) {
    try {
      await work(mall);
    } catch (error) {
      log().error({ err: error, mall }, `${what} failed`);
    }
  }
}

/** Jobs of no room: sealing the log each minute, keeping times each night. */
export function registerHouseJobs(): void {
  defineJob({ name: 'audit:seal', every: '1 minute', run: (_none, now) => eachMall('sealing', async (mall) => { while ((await sealAudit(mall, now)) > 0); }) });
  defineJob({ name: 'keeping:nightly', every: '0 3 * * *', run: (_none, now) => eachMall('keeping', (mall) => keepMall(mall, now)) });
  defineJob({ name: 'audit:check', every: '30 3 * * *', run: () => eachMall('checking seals', checkSeals) });
}

/** All seals of a mall, each night; the operator's page looks at the newest only. */
async function checkSeals(mall: string): Promise<void> {
  const broken = await findBrokenSeal(mall);
  if (broken !== null) log().error({ mall, segment: broken }, 'a seal of the log does not hold');
}
