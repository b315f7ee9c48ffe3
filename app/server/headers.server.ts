import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Env } from '#app/platform/env.server.ts';

const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;

/**
 * Wherever TLS is: a year. In development for an hour only, since `http://localhost` on this machine belongs to other work too.
 * Not for subdomains: they may be somebody else's.
 */
function stayOnHttps(env: Env) {
  if (!env.secure && !env.TLS_CERT) return false;
  return { maxAge: env.APP_MODE === 'development' ? HOUR : YEAR, includeSubDomains: false };
}

/**
 * The security headers of every answer, with a fresh nonce in `res.locals.nonce`.
 * Mantine writes style attributes, which nonces don't cover: `style-src-attr` (docs/decisions).
 * In development Vite puts styles in without a nonce and speaks over a socket of its own.
 */
export function securityHeaders(env: Env, development: boolean): RequestHandler[] {
  const nonce: RequestHandler = (_req, res, next) => {
    res.locals.nonce = randomBytes(16).toString('base64');
    next();
  };
  const nonceOf = (_req: unknown, res: unknown) => `'nonce-${(res as { locals: { nonce: string } }).locals.nonce}'`;
  const socket = env.PUBLIC_URL.replace(/^http/, 'ws');
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonceOf],
        scriptSrcAttr: ["'none'"],
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonceOf],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: development ? ["'self'", 'ws:', 'wss:'] : ["'self'", socket],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: stayOnHttps(env),
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  const permissions: RequestHandler = (_req, res, next) => {
    res.setHeader('Permissions-Policy', 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()');
    next();
  };
  return [nonce, headers, permissions];
}
