import { defineJob } from '#app/platform/jobs.server.ts';
import { findMallById, listMallIds } from '#app/platform/malls.server.ts';
import { carryOutWishes, recountTallies } from './round-commands.server.ts';

export function registerVisitJobs(): void {
  defineJob({
    name: 'visits:recount-tallies',
    every: '40 3 * * *',
    run: async (_, now) => {
      for (const mall of await listMallIds()) await recountTallies(mall, now);
    },
  });
  defineJob({
    name: 'visits:carry-out-wishes',
    every: '5 minutes',
    run: async (_, now) => {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (mall) await carryOutWishes(mall, now);
      }
    },
  });
}
