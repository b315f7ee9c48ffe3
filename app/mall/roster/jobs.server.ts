import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { listMallIds } from '#app/platform/malls.server.ts';
import { resumeMerges } from './doubles/commands.server.ts';
import { forgetImports, resumeImports } from './import/running.server.ts';

/** Takes up imports and merges whose process died between two parts. Imports it only starts, so that its own death delays nobody. */
export function registerRosterJobs(): void {
  defineJob({
    name: 'roster:resume',
    every: '10 seconds',
    run: async (_nothing, now) => {
      for (const mall of await listMallIds()) {
        await resumeImports(mall, now);
        await resumeMerges(mall, now);
      }
    },
  });
}

export function registerRosterKeeping(): void {
  registerKeeping({ name: 'imports of shops: a day', run: forgetImports });
}
