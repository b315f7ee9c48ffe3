import { Requests } from '#models/request.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { log } from '#app/platform/log.server.ts';
import { findMallById, type KnownMall, listMallIds } from '#app/platform/malls.server.ts';
import { registerOutgoingJobs } from './outgoing/jobs.server.ts';
import { tickRequest } from './acting.server.ts';

const BATCH = 100;

/**
 * Acts on every request of a mall whose moment has come: warnings, hand-ups and closing by silence. Repeatable; one that
 * fails doesn't hold up the others and is tried again with the next run. @returns requests acted on
 */
export async function runClocks(mall: KnownMall, now: Date): Promise<number> {
  let acted = 0;
  let after = '';
  for (;;) {
    const due = await Requests.find({ mall: mall._id, nextCheckAt: { $lte: now }, _id: { $gt: after } }, { number: 1 }).sort({ _id: 1 }).limit(BATCH).lean();
    for (const row of due) {
      try {
        if (await tickRequest(mall, row.number, now)) acted += 1;
      } catch (error) {
        log().error({ err: error }, 'a request’s clocks could not be looked at');
      }
    }
    const last = due[due.length - 1];
    if (!last || due.length < BATCH) return acted;
    after = last._id;
  }
}

export function registerRequestJobs(): void {
  registerOutgoingJobs();
  defineJob({
    name: 'requests:clocks',
    every: '1 minute',
    run: async (_, now) => {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (mall) await runClocks(mall, now);
      }
    },
  });
}
