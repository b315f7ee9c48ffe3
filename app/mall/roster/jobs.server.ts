import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { listMallIds } from '#app/platform/malls.server.ts';
import { resumeMerges } from './doubles/commands.server.ts';
import { forgetPlans, takeAllDuePlans } from './planned/take-effect.server.ts';
import { forgetImports, resumeImports } from './import/running.server.ts';

/** Carries out what was planned for today. Takes up imports and merges whose process died between two parts. Imports it only starts, so that its own death delays nobody. */
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
  defineJob({ name: 'roster:take-effect', every: '1 minute', run: (_nothing, now) => takeAllDuePlans(now) });
}

export function registerRosterKeeping(): void {
  registerKeeping({ name: 'imports of shops: a day', run: forgetImports });
  registerKeeping({ name: 'plans of moves that are over: 30 days', run: forgetPlans });
}
