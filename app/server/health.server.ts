import type { RequestHandler } from 'express';
import { databaseState, pingDatabase } from '#app/platform/database.server.ts';

export type Readiness = 'starting' | 'ready' | 'draining';

const BRIEFLY = 2500;
const LOOK = 50;

/** `GET /health` for supervisors and balancers: 200 only when requests are welcome and the database answers. */
export function healthPage(version: string, readiness: () => Readiness): RequestHandler {
  return (_req, res, next) => {
    void (async () => {
      const database = databaseState() === 'connected' && (await pingDatabase()) ? 'ok' : 'away';
      const status = database === 'away' ? 'database away' : readiness();
      const well = database === 'ok' && status === 'ready';
      res.status(well ? 200 : 503).set('Cache-Control', 'no-store');
      if (!well) res.set('Retry-After', '3');
      res.json({ status: well ? 'ok' : status, database, version });
    })().catch(next);
  };
}

/** While the portal starts or its database restarts, a request waits briefly; `away` answers it when that was not enough. */
export function waitForDatabase(readiness: () => Readiness, away: RequestHandler): RequestHandler {
  const isReady = () => readiness() !== 'starting' && databaseState() === 'connected';
  return (req, res, next) => {
    if (isReady()) return next();
    const limit = Date.now() + BRIEFLY;
    const timer = setInterval(() => {
      if (!isReady() && Date.now() < limit) return;
      clearInterval(timer);
      if (isReady()) next();
      else away(req, res, next);
    }, LOOK);
    res.once('close', () => clearInterval(timer));
  };
}
