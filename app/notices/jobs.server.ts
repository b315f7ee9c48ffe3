import { Attachments } from '#models/attachment.server.ts';
import { Deliveries, Notices, NoticeTolds } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { inEveryMall, listMallIds, settingsOf } from '#app/platform/malls.server.ts';
import { filesOf } from './files.server.ts';
import { sayToGroups } from './push/robot.server.ts';
import { resumeDeliveries, startScheduled } from './delivering.server.ts';

/** Begins notices whose moment has come, and takes up those whose process died between two batches. It only starts them, so that its own death delays nobody. */
export function registerNoticeJobs(): void {
  defineJob({
    name: 'notices:resume',
    every: '10 seconds',
    run: async (_nothing, now) => {
      for (const mall of await listMallIds()) {
        await startScheduled(mall, now);
        await resumeDeliveries(mall, now);
      }
    },
  });
}

const AT_ONCE = 200;
const DAY = 24 * 3600_000;

/** Groups with a robot of their own hear what waits for them. */
export function registerRobots(): void {
  defineJob({
    name: 'notices:robots',
    every: '10 seconds',
    run: (_nothing, now) => inEveryMall(now, (mall) => sayToGroups(mall, now), 'a group waits for its notices'),
  });
}

/** Deliveries and notices go seven days after expiry; their texts carry the same day themselves. @returns how many rows went */
export async function forgetExpired(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays({ settings: await settingsOf(mall, now) }, 'deliveries') * DAY);
  let removed = 0;
  for (;;) {
    const rows = await Notices.find({ mall, expiresAt: { $lte: before } }, { _id: 1, title: 1, body: 1, voices: 1, pictures: 1 }).limit(AT_ONCE).lean();
    if (rows.length === 0) return removed;
    const ids = rows.map((row) => row._id);
    // Where the mall keeps them shorter, their words and files go in the same night.
    const words = rows.flatMap(({ title, body }) => [title, body ?? '']).filter(Boolean);
    await Texts.updateMany({ mall, _id: { $in: words }, eraseAt: { $gt: now } }, { $set: { eraseAt: now } });
    await Attachments.updateMany({ mall, _id: { $in: rows.flatMap(filesOf) }, eraseAt: { $gt: now } }, { $set: { eraseAt: now } });
    removed += (await Deliveries.deleteMany({ mall, notice: { $in: ids } })).deletedCount;
    await NoticeTolds.deleteMany({ mall, notice: { $in: ids } });
    removed += (await Notices.deleteMany({ mall, _id: { $in: ids } })).deletedCount;
  }
}

export function registerNoticeKeeping(): void {
  registerKeeping({ name: 'notices and deliveries: 7 days after expiry', run: forgetExpired });
}
