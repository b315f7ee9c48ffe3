import { env } from '#app/platform/env.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { findMallById, listMallIds } from '#app/platform/malls.server.ts';
import { cutRelease } from './releases.server.ts';

const MINUTE = 60_000;

/** RIGHTS.md, "Figures": at most every 15 minutes, in the demonstration every minute. The job comes every minute, some seconds off. */
export function releasePause(mode = env().APP_MODE): number {
  return mode === 'demo' ? MINUTE - 5_000 : 15 * MINUTE;
}

export function registerOfficeJobs(): void {
  defineJob({
    name: 'office:cut-releases',
    every: '1 minute',
    async run(_data, now) {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (mall) await cutRelease(mall, now, releasePause());
      }
    },
  });
}
