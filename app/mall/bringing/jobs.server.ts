import { MapImportParts, MapImports } from '#models/map-import.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { JOB } from './job-name.ts';
import { workOn, workOnUnfinished } from './work.server.ts';

/** Files of a set that nobody brought in, in ms. */
const FILES_KEPT = 7 * 24 * 3600_000;

export function registerBringingJobs(): void {
  defineJob<{ mall: string; import: string }>({ name: JOB, run: ({ mall, import: id }) => workOn(mall, id) });
  defineJob({ name: 'map:bring-unfinished', every: '1 minute', run: () => workOnUnfinished() });
}

export function registerBringingKeeping(): void {
  registerKeeping({ name: 'map files: 7 days', run: forgetFiles });
}

/** Sets that were read and never brought in, and pieces of uploads that broke off. */
async function forgetFiles(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - FILES_KEPT);
  const idle = await MapImports.find({ mall, state: { $in: ['ready', 'failed', 'undone'] }, updatedAt: { $lt: before } }, { _id: 1 }).lean();
  await MapImports.deleteMany({ mall, _id: { $in: idle.map(({ _id }) => _id) }, state: { $ne: 'undone' } });
  const living = await MapImports.find({ mall, _id: { $nin: idle.map(({ _id }) => _id) } }, { _id: 1 }).lean();
  return (await MapImportParts.deleteMany({ mall, import: { $nin: living.map(({ _id }) => _id) }, createdAt: { $lt: before } })).deletedCount;
}
