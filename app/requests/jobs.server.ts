import { Partners } from '#models/partner.server.ts';
import { RequestParts } from '#models/request-part.server.ts';
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

/** A partner that ended is looked at for so long, in ms: a portal that stood still for a weekend misses none. */
const ENDED = 7 * 24 * 3600_000;

/** Parts of partners that ended go back to whoever gave them. Repeatable. @returns requests that were looked at */
export async function takeFromEnded(mall: KnownMall, now: Date): Promise<number> {
  const ended = await Partners.find({ mall: mall._id, endedAt: { $gt: new Date(now.getTime() - ENDED) } }, { _id: 1 }).limit(BATCH).lean();
  if (ended.length === 0) return 0;
  const rows = await RequestParts.find({ mall: mall._id, holder: { $in: ended.map(({ _id }) => `partner:${_id}`) }, open: true }, { number: 1 }).limit(BATCH).lean();
  const numbers = new Set(rows.map(({ number }) => number));
  for (const number of numbers) await tickRequest(mall, number, now);
  return numbers.size;
}

export function registerRequestJobs(): void {
  registerOutgoingJobs();
  defineJob({
    name: 'requests:clocks',
    every: '1 minute',
    run: async (_, now) => {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (!mall) continue;
        await takeFromEnded(mall, now);
        await runClocks(mall, now);
      }
    },
  });
}
