import { randomUUID } from 'node:crypto';
import { createRequestHandler, type GetLoadContextFunction } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { figures } from '#app/platform/figures.server.ts';
import { isDatabaseAway } from '#app/platform/database.server.ts';
import type { Env } from '#app/platform/env.server.ts';
import { cookieOutside, cookiesInside } from '#app/platform/host-cookies.ts';
import { findSession } from '#app/platform/sessions.server.ts';
import { log } from '#app/platform/log.server.ts';
import { branchesOf } from './branches.ts';
import { forPages, machineDoors } from './doors.server.ts';
import { securityHeaders } from './headers.server.ts';
import { healthPage, type Readiness, waitForDatabase } from './health.server.ts';
import type { PortalContext } from './load-context.ts';
import { metricsPage } from './metrics.server.ts';
import { isFromHere } from './origin.ts';
import { lineOf, patternsOf } from './route-pattern.ts';
import { builtFiles, publicFiles } from './static.server.ts';
import { answerTrouble } from './trouble.server.ts';

export interface AppOptions {
  env: Env;
  version: string;
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Vite's own middleware in development: serves modules instead of built files. */
  vite?: RequestHandler;
  buildDirectory: string;
  readiness: () => Readiness;
}

/** Largest body in bytes: forms, forms with pictures, and plans of a mall: their page reads them piece by piece and says itself what is too much. */
const LARGEST = { form: 512 * 1024, files: 16 * 1024 * 1024, plans: 200 * 1024 * 1024 };
const PLANS = /^\/m\/[^/]+\/manage\/map-import(\.data)?$/;

/** The portal as an Express app. Order matters: cheap and strict things first, Remix last. */
export function createApp({ env, version, build, vite, buildDirectory, readiness }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', env.TRUST_PROXY);
  app.use(...securityHeaders(env, vite !== undefined));
  app.get('/health', healthPage(version, readiness));
  app.use(compression());
  if (vite) app.use(vite);
  else {
    app.use(...builtFiles(buildDirectory));
    app.use(publicFiles(buildDirectory));
  }
  app.use(hostCookies(env.secure));
  app.use(plainRequestsOnly(env));
  app.use(measured(build));
  app.use(machineDoors);
  app.use(...[fromHereOnly(env), smallEnough, formsOnly].map(forPages));
  app.use(waitForDatabase(readiness, (req, res) => answerTrouble(req, res, 'away')));
  app.use(filesOfMembersOnly);
  app.get('/metrics', metricsPage(env));
  app.all('*', finished, remixHandler(build));
  app.use(lastResort);
  return app;
}

/**
 * What a proxy says about the caller counts only when there is one; an address that isn't one never reaches Remix.
 * In production the portal has one name, whatever a caller or a proxy makes of it (Remix compares it with a form's origin).
 */
function plainRequestsOnly(env: Env): RequestHandler {
  const name = env.APP_MODE === 'production' ? new URL(env.PUBLIC_URL).host : null;
  return (req, res, next) => {
    delete req.headers['x-forwarded-host'];
    if (env.TRUST_PROXY === 0) for (const said of ['x-forwarded-proto', 'x-forwarded-for']) delete req.headers[said];
    if (name) req.headers.host = name;
    if (!URL.canParse(`http://${req.headers.host ?? ''}${req.originalUrl}`)) return answerTrouble(req, res, 'bad-request');
    next();
  };
}

/** Inside the house cookies have plain names; {@link cookieOutside} says what browsers get. */
function hostCookies(secure: boolean): RequestHandler {
  return (req, res, next) => {
    if (!secure) return next();
    const cookies = cookiesInside(req.headers.cookie, secure);
    if (cookies === undefined) delete req.headers.cookie;
    else req.headers.cookie = cookies;
    const writeHead = res.writeHead.bind(res);
    res.writeHead = ((...args: Parameters<typeof writeHead>) => {
      const set = res.getHeader('Set-Cookie');
      if (set !== undefined) res.setHeader('Set-Cookie', [set].flat().map((cookie) => cookieOutside(String(cookie), secure)));
      return writeHead(...args);
    }) as typeof res.writeHead;
    next();
  };
}

/** Time and outcome of every request, by pattern of its route. */
function measured(build: AppOptions['build']): RequestHandler {
  let pattern: ((path: string) => string) | undefined;
  const patternFor = async (path: string) => {
    pattern ??= patternsOf((typeof build === 'function' ? await build() : build).routes);
    return pattern(path);
  };
  return (req, res, next) => {
    const began = performance.now();
    const context: PortalContext = { nonce: res.locals.nonce, requestId: randomUUID(), ip: req.ip ?? '', away: false, unreadable: false };
    res.locals.context = context;
    res.once('finish', () => {
      const took = performance.now() - began;
      void patternFor(req.path).then((pattern) => {
        const { route, ms } = lineOf(pattern, res.statusCode, took);
        figures().requests.observe({ method: req.method, route, status: res.statusCode }, ms / 1000);
        const level = res.statusCode >= 500 ? 'warn' : 'info';
        log()[level]({ request: context.requestId, method: req.method, route, status: res.statusCode, ms, trouble: res.locals.trouble, who: res.statusCode >= 400 ? context.who : undefined });
      });
    });
    next();
  };
}

function fromHereOnly(env: Env): RequestHandler {
  const home = env.APP_MODE === 'production' ? env.PUBLIC_URL : null;
  return (req, res, next) => {
    const { origin, 'sec-fetch-site': fetchSite, host } = req.headers;
    const question = { method: req.method, origin, fetchSite: fetchSite?.toString(), host };
    if (!isFromHere(question, home)) return answerTrouble(req, res, 'elsewhere');
    // Remix looks once more, and takes the `null` of a page with `no-referrer` for another site.
    if (origin === 'null') delete req.headers.origin;
    next();
  };
}

/** A body says its size beforehand (browsers do), so that too much is refused before it is read. */
const smallEnough: RequestHandler = (req, res, next) => {
  const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
  const limit = req.is('multipart/form-data') ? (PLANS.test(req.path) ? LARGEST.plans : LARGEST.files) : LARGEST.form;
  if (coding === undefined && Number(length ?? 0) <= limit) return next();
  res.set('Connection', 'close');
  answerTrouble(req, res, 'too-big');
};

/** Whoever isn't signed in may send a form, and no more than that: refused before it is read. */
const filesOfMembersOnly: RequestHandler = (req, res, next) => {
  if (Number(req.headers['content-length'] ?? 0) <= LARGEST.form) return next();
  findSession(req.headers.cookie ?? null, new Date()).then((session) => {
    if (session && session.device !== 'pending') return next();
    res.set('Connection', 'close');
    answerTrouble(req, res, 'too-big');
  }, next);
};

/** Nothing here reads another kind of body, and a page elsewhere can send `text/plain` without asking. */
const formsOnly: RequestHandler = (req, res, next) => {
  const empty = Number(req.headers['content-length'] ?? 0) === 0;
  if (empty || req.is(['application/x-www-form-urlencoded', 'multipart/form-data'])) return next();
  answerTrouble(req, res, 'bad-request');
};

/** Remix with the branch of the address; in development, where routes come and go, with everything. */
function remixHandler(build: AppOptions['build']): RequestHandler {
  const getLoadContext: GetLoadContextFunction = (_req, res) => res.locals.context;
  if (typeof build === 'function') return createRequestHandler({ build, mode: 'development', getLoadContext });
  const branchAt = branchesOf(build);
  const handlers = new Map<ServerBuild, RequestHandler>();
  return (req, res, next) => {
    const branch = branchAt(req.path);
    const handler = handlers.get(branch) ?? createRequestHandler({ build: branch, mode: 'production', getLoadContext });
    handlers.set(branch, handler);
    return handler(req, res, next);
  };
}

/**
 * Last words about an answer of Remix. What a page shows is somebody's: no browser keeps it unless the route says so.
 * A loader that found no database, an action whose form couldn't be read ({@link noteError}): the status says it too.
 */
const finished: RequestHandler = (_req, res, next) => {
  const writeHead = res.writeHead.bind(res);
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    const { away, unreadable } = res.locals.context as PortalContext;
    if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
    if (away) res.setHeader('Retry-After', '3');
    return away || unreadable ? writeHead(away ? 503 : 400) : writeHead(...args);
  }) as typeof res.writeHead;
  next();
};

const lastResort: ErrorRequestHandler = (error, req, res, _next) => {
  const away = isDatabaseAway(error);
  if (!away) log().error({ err: error, request: res.locals.context?.requestId }, 'request failed');
  answerTrouble(req, res, away ? 'away' : error instanceof URIError ? 'bad-request' : 'broken');
};
