import type { Server } from 'node:http';
import type { Env } from '#app/platform/env.server.ts';
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts';
import { attachHub } from '#app/realtime/hub.server.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { ensureIndexes } from '#models/define-model.server.ts';

/** What lives in the portal besides answering requests: indexes, jobs, sockets, the demonstration. */
export interface House {
  /** After the database came up and before requests are let in; repeatable. @returns lines to print */
  prepare(env: Env): Promise<string[]>;
  attach(server: Server): { close(): Promise<void> };
  stop(): Promise<void>;
}

export const house: House = {
  async prepare() {
    fillRegistries();
    await ensureIndexes();
    await startJobs();
    return [];
  },
  attach: (server) => attachHub(server),
  stop: stopJobs,
};
