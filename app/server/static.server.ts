import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Files of the build: named by their content, so kept for a year; a missing one is a plain 404, never a page. */
export function builtFiles(buildDirectory: string): [string, ...RequestHandler[]] {
  const assets = join(buildDirectory, 'client', 'assets');
  const missing: RequestHandler = (_req, res) => {
    res.status(404).type('text/plain').set('Cache-Control', 'no-store').send('Not found');
  };
  return ['/assets', express.static(assets, { immutable: true, maxAge: '1y', index: false, redirect: false }), missing];
}

/** Files of `public/`: the service worker and the manifest are asked for each time, the rest is kept for an hour. */
export function publicFiles(buildDirectory: string): RequestHandler {
  return express.static(join(buildDirectory, 'client'), {
    index: false,
    redirect: false,
    setHeaders: (res, path) => {
      const fresh = /(sw\.js|\.webmanifest|\.html)$/.test(path);
      res.setHeader('Cache-Control', fresh ? 'no-cache' : 'public, max-age=3600');
    },
  });
}
