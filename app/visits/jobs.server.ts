import { defineJob } from '#app/platform/jobs.server.ts';
import { findMallById, listMallIds } from '#app/platform/malls.server.ts';
import { proveWaiting } from './counter/commands.server.ts';
import { carryOutHeld, endHeld } from './held/deciding.server.ts';
import { remindOfPromises } from './promises.server.ts';
import { carryOutWishes, recountTallies } from './round-commands.server.ts';
import { giveWishes, sealAnew } from './sealing-anew.server.ts';
import { remindOfSheets } from './paper/reminding.server.ts';
import { finishDueRounds, openDueRounds, rescopeRound } from './rounds/commands.server.ts';

export function registerVisitJobs(): void {
  defineJob({
    name: 'visits:recount-tallies',
    every: '40 3 * * *',
    run: async (_, now) => {
      for (const mall of await listMallIds()) await recountTallies(mall, now);
    },
  });
  defineJob({
    name: 'visits:seal-anew',
    every: '50 2 * * *',
    run: async (_, now) => {
      for (const mall of await listMallIds()) {
        await giveWishes(mall, now);
        await sealAnew(mall);
      }
    },
  });
  defineJob({
    name: 'visits:open-and-end-rounds',
    every: '5 minutes',
    run: async (_, now) => {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (!mall) continue;
        await finishDueRounds(mall, now);
        await openDueRounds(mall, now);
      }
    },
  });
  defineJob({
    name: 'visits:rescope',
    every: '15 minutes',
    run: async (_, now) => {
      for (const mall of await listMallIds()) await rescopeRound(mall, now);
    },
  });
  defineJob({
    name: 'visits:remind',
    every: '30 minutes',
    run: async (_, now) => {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (!mall) continue;
        await remindOfSheets(mall, now);
        await remindOfPromises(mall, now);
        await carryOutHeld(mall, now);
        await endHeld(mall, now);
        await proveWaiting(mall, now);
      }
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
