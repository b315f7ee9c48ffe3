import type { Env } from '#app/platform/env.server.ts';
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts';
import { ensureIndexes } from '#models/define-model.server.ts';

/** What the portal does besides answering requests. */
export const house = {
  async prepare(_env: Env): Promise<string[]> {
    await ensureIndexes();
    await startJobs();
    return [];
  },
  attach() {
    return { close: async () => {} };
  },
  stop: stopJobs,
};

/** `npm run <name> -- <words>`: each answers with its exit code. */
export const commands: Record<string, (words: string[]) => Promise<number>> = {};
