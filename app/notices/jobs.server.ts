import { Deliveries, Notices } from '#models/notice.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { listMallIds } from '#app/platform/malls.server.ts';
import { resumeDeliveries } from './delivering.server.ts';
import { KEPT_AFTER_EXPIRY } from './rules.ts';

/** Takes up notices whose process died between two batches. It only starts them, so that its own death delays nobody. */
export function registerNoticeJobs(): void {
  defineJob({
    name: 'notices:resume',
    every: '10 seconds',
    run: async (_nothing, now) => {
      for (const mall of await listMallIds()) await resumeDeliveries(mall, now);
    },
  });
}

const AT_ONCE = 200;

/** Deliveries and notices go seven days after expiry; their texts carry the same day themselves. @returns how many rows went */
export async function forgetExpired(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_AFTER_EXPIRY);
  let removed = 0;
  for (;;) {
    const rows = await Notices.find({ mall, expiresAt: { $lte: before } }, { _id: 1 }).limit(AT_ONCE).lean();
    if (rows.length === 0) return removed;
    const ids = rows.map((row) => row._id);
    removed += (await Deliveries.deleteMany({ mall, notice: { $in: ids } })).deletedCount;
    removed += (await Notices.deleteMany({ mall, _id: { $in: ids } })).deletedCount;
  }
}

export function registerNoticeKeeping(): void {
  registerKeeping({ name: 'notices and deliveries: 7 days after expiry', run: forgetExpired });
}
