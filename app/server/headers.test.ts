import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { expect, it } from 'vitest';
import { readEnv } from '#app/platform/env.server.ts';
import { securityHeaders } from './headers.server.ts';

async function headersOf(source: Record<string, string>, development = false): Promise<Headers> {
  const app = express();
  app.use(...securityHeaders(readEnv(source), development));
  app.use((_req, res) => void res.send(res.locals.nonce));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { headers } = await fetch(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
  server.close();
  return headers;
}
const policyOf = (headers: Headers) => Object.fromEntries((headers.get('content-security-policy') ?? '').split(';').map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]));

it('scripts and styles need the nonce; frames, objects and foreign forms are shut', async () => {
  const policy = policyOf(await headersOf({}));
  expect(policy['script-src']).toMatch(/^'self' 'nonce-[\w+/=]+'$/);
  expect(policy['style-src']).toMatch(/^'self' 'nonce-[\w+/=]+'$/);
  expect(policy).toMatchObject({ 'object-src': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'", 'form-action': "'self'", 'style-src-attr': "'unsafe-inline'" });
  expect(policy['connect-src']).toBe("'self' ws://localhost:3000");
});

it('nothing of development’s ease is left in what is served to people', async () => {
  expect(policyOf(await headersOf({}))['style-src']).not.toContain('unsafe-inline');
  expect(policyOf(await headersOf({}, true))['style-src']).toContain('unsafe-inline');
});

it('browsers are bound to https wherever TLS is: for a year, in development for an hour; and never over plain http', async () => {
  const said = async (source: Record<string, string>) => (await headersOf(source)).get('strict-transport-security');
  const production = { APP_MODE: 'production', SESSION_SECRET: 'x'.repeat(40), MASTER_KEY: randomBytes(32).toString('base64'), PUBLIC_URL: 'https://home.example.org' };
  const certificate = { TLS_KEY: 'k', TLS_CERT: 'c' };
  expect(await said(production)).toBe('max-age=31536000');
  expect(await said({ PUBLIC_URL: 'https://demo.example.org' })).toBe('max-age=31536000');
  expect(await said(certificate)).toBe('max-age=31536000');
  expect(await said({ ...certificate, PUBLIC_URL: 'http://localhost:3000' })).toBe('max-age=31536000');
  expect(await said({ ...certificate, APP_MODE: 'development' })).toBe('max-age=3600');
  expect(await said({})).toBeNull();
});
