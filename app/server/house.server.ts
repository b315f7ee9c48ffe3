import type { Server } from 'node:http';
import mongoose from 'mongoose';
import { fillDemo } from '#app/demo/fill.server.ts';
import { registerOperationsJobs } from '#app/operations/jobs.server.ts';
import { isHalfRestored } from '#app/operations/restore.server.ts';
import { upgradeData } from '#app/operations/upgrades.server.ts';
import { type Env, EnvError } from '#app/platform/env.server.ts';
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts';
import { attachHub } from '#app/realtime/hub.server.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '#app/routes/sign-in-view.server.ts';
import { isDatabaseAway } from '#app/platform/database.server.ts';
import { loadHashingRoot } from '#app/platform/keys.server.ts';
import { ensureIndexes } from '#models/define-model.server.ts';

/** What lives in the portal besides answering requests: indexes, jobs, sockets, the demonstration. */
export interface House {
  /** After the database came up and before requests are let in; repeatable. @returns lines to print */
  prepare(env: Env): Promise<string[]>;
  /** `leave` sends the sockets away; `close` comes after the last request. */
  attach(server: Server): { leave(): Promise<void>; close(): Promise<void> };
  stop(): Promise<void>;
}

export const house: House = {
  async prepare(env) {
    fillRegistries();
    registerOperationsJobs();
    if (mongoose.connection.db && (await isHalfRestored(mongoose.connection.db))) {
      throw new EnvError(['A restore into this database was cut off: run npm run restore again before the portal is started.']);
    }
    await loadHashingRoot().catch((error: unknown) => {
      if (isDatabaseAway(error)) throw error;
      throw new EnvError(["MASTER_KEY is not the one with which this database's keys are wrapped."]);
    });
    await upgradeData(new Date());
    await ensureIndexes();
    const lines = env.APP_MODE === 'demo' && !env.DEMO_EMPTY ? await openDemonstration(env) : [];
    await startJobs();
    return lines;
  },
  attach: (server) => attachHub(server),
  stop: stopJobs,
};

/** Fills the demonstration into an empty database, and says who one can be in it. */
async function openDemonstration(env: Env): Promise<string[]> {
  const began = Date.now();
  const { filled, rows } = await fillDemo({ now: new Date(), seed: env.DEMO_SEED });
  const took = filled ? [`The demonstration mall is filled: ${rows} rows in ${((Date.now() - began) / 1000).toFixed(1)} s.`] : [];
  return [...took, `Sign in as ${DEMO_PEOPLE.join(', ')}; the password is ${DEMO_PASSWORD}`];
}
