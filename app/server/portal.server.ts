import type { Server } from 'node:http';
import type { Env } from '#app/platform/env.server.ts';
import { closeDatabase, connectDatabase, isDatabaseAway } from '#app/platform/database.server.ts';
import { log } from '#app/platform/log.server.ts';
import { type AppOptions, createApp } from './app.server.ts';
import type { Readiness } from './health.server.ts';
import type { House } from './house.server.ts';
import { drainable } from './shutdown.server.ts';
import { watchDatabase } from './watch-database.server.ts';

export interface PortalOptions extends Omit<AppOptions, 'readiness'> {
  server: Server;
  house: House;
  /** Where to print for the person who started it. */
  say(line: string): void;
}

const DRAIN = 9_000;
const PATIENCE = 60_000;

/** A portal that listens. `ready` rejects when it can't be prepared; `stop` ends all in order, within ten seconds. */
export interface Portal {
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Listens at once (503 until all is ready), connects, prepares, lets requests in. */
export async function startPortal({ server, house, say, ...options }: PortalOptions): Promise<Portal> {
  const { env } = options;
  let readiness: Readiness = 'starting';
  const app = createApp({ ...options, readiness: () => readiness });
  const { drain } = drainable(server);
  server.requestTimeout = 120_000;
  server.on('request', app);
  const live = house.attach(server);
  await listen(server, env);
  keepStanding();

  const ready = prepare(env, house).then((lines) => {
    if (readiness === 'starting') readiness = 'ready';
    say(`Merchants' Home is open: ${env.PUBLIC_URL}`);
    lines.forEach(say);
  });
  const stopWatching = watchDatabase(() => process.send?.('database silent'));
  const stop = async () => {
    readiness = 'draining';
    stopWatching();
    await Promise.allSettled([live.leave(), drain(DRAIN), house.stop()]);
    await live.close();
    await closeDatabase();
  };
  return { ready, stop };
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(env.PORT, env.HOST, () => {
      server.off('error', failed);
      done();
    });
  });
}

/** A database that comes late or goes away in the middle is waited for. */
async function prepare(env: Env, house: House): Promise<string[]> {
  const limit = Date.now() + PATIENCE;
  for (;;) {
    try {
      await connectDatabase(env.MONGODB_URI, { dbName: env.DATABASE_NAME });
      return await house.prepare(env);
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > limit) throw error;
      await new Promise((next) => setTimeout(next, 300));
    }
  }
}

/** The driver's own background work may fail while the database is away: that ends no portal. */
function keepStanding(): void {
  process.on('unhandledRejection', (error) => {
    if (!isDatabaseAway(error)) throw error;
    log().warn({ err: error }, 'background work found no database');
  });
}
