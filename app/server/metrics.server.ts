import { timingSafeEqual } from 'node:crypto';
import type { Request as ExpressRequest, RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { actorOf, findAccount } from '#app/platform/actors.server.ts';
import { isOperator } from '#app/platform/actor.ts';
import type { Env } from '#app/platform/env.server.ts';
import { findSession } from '#app/platform/sessions.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

interface Figures {
  registry: Registry;
  duration: Histogram<'method' | 'route' | 'status'>;
}

/** The process's figures; rooms add theirs to `registry`. Labels are patterns and states, never ids or names. */
export function figures(): Figures {
  return singleton('metrics', () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const duration = new Histogram({
      name: 'http_request_seconds',
      help: 'Time to answer, by pattern of the route',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    });
    return { registry, duration };
  });
}

function hasToken(req: ExpressRequest, token: string | undefined): boolean {
  const given = Buffer.from(/^Bearer (.+)$/.exec(req.get('Authorization') ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token ?? '');
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function isOperatorAsking(req: ExpressRequest): Promise<boolean> {
  const now = new Date();
  const session = await findSession(req.get('Cookie') ?? null, now);
  const known = session && session.device !== 'pending' ? await findAccount(session.account, now) : null;
  return Boolean(session && known && isOperator(actorOf(known, session.id, '')));
}

/** `/metrics`: for a scraper with METRICS_TOKEN or a signed-in operator; for all others there is no such page. */
export function metricsPage(env: Env): RequestHandler {
  return (req, res, next) => {
    void (async () => {
      if (!hasToken(req, env.METRICS_TOKEN) && !(await isOperatorAsking(req))) return next();
      res.type(figures().registry.contentType).set('Cache-Control', 'no-store').send(await figures().registry.metrics());
    })().catch(next);
  };
}
