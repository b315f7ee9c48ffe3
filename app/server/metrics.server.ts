import { timingSafeEqual } from 'node:crypto';
import type { Request as ExpressRequest, RequestHandler } from 'express';
import { actorOf, findAccount } from '#app/platform/actors.server.ts';
import { isOperator } from '#app/platform/actor.ts';
import type { Env } from '#app/platform/env.server.ts';
import { figures, watchFigure } from '#app/platform/figures.server.ts';
import { databaseState, pingDatabase } from '#app/platform/database.server.ts';
import { countWaitingJobs } from '#app/platform/jobs.server.ts';
import { isHeld } from '#app/platform/proof.ts';
import { findSession } from '#app/platform/sessions.server.ts';

function hasToken(req: ExpressRequest, token: string | undefined): boolean {
  const given = Buffer.from(/^Bearer (.+)$/.exec(req.get('Authorization') ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token ?? '');
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function isOperatorAsking(req: ExpressRequest): Promise<boolean> {
  const now = new Date();
  const session = await findSession(req.get('Cookie') ?? null, now);
  const known = session && session.device !== 'pending' ? await findAccount(session.account, now) : null;
  if (!session || !known || isHeld(known, session)) return false;
  return isOperator(actorOf(known, session.id, ''));
}

/** What is read when somebody asks, apart from what is counted as it happens. */
function watchHouse(): void {
  watchFigure('database_up', 'Whether the database is connected', () => (databaseState() === 'connected' ? 1 : 0));
  watchFigure('database_answer_seconds', 'Time in which the database answers a ping; -1 when it does not', async () => {
    const began = performance.now();
    return (await pingDatabase()) ? (performance.now() - began) / 1000 : -1;
  });
  watchFigure('jobs_due', 'Jobs whose time has come and that nobody works on; -1 when the database is away', () => countWaitingJobs(new Date()).catch(() => -1));
}

/** `/metrics`: for a scraper with METRICS_TOKEN or a signed-in operator; for all others there is no such page. */
export function metricsPage(env: Env): RequestHandler {
  watchHouse();
  return (req, res, next) => {
    void (async () => {
      if (!hasToken(req, env.METRICS_TOKEN) && !(await isOperatorAsking(req))) return next();
      res.type(figures().registry.contentType).set('Cache-Control', 'no-store').send(await figures().registry.metrics());
    })().catch(next);
  };
}
