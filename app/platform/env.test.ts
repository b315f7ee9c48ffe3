import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EnvError, readEnv } from './env.server.ts';

const key = randomBytes(32).toString('base64');
const production = { APP_MODE: 'production', SESSION_SECRET: 'x'.repeat(40), MASTER_KEY: key, PUBLIC_URL: 'https://home.example.org' };

function mistakes(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.mistakes;
  }
}

describe('without any setting', () => {
  it('it is a demonstration that only this machine reaches', () => {
    expect(readEnv({})).toMatchObject({ APP_MODE: 'demo', PORT: 3000, HOST: '127.0.0.1', PUBLIC_URL: 'http://localhost:3000', secure: false, TRUST_PROXY: 0, DATABASE_NAME: 'merchants_home' });
  });

  it('an empty value is one that is not set', () => {
    expect(readEnv({ PORT: '', MASTER_KEY: '', PUBLIC_URL: '' })).toEqual(readEnv({}));
  });

  it('the example file holds, and names every setting that exists', () => {
    const example = parseEnv(readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8')) as Record<string, string>;
    expect(mistakes(example)).toEqual([]);
    const unnamed = Object.keys(readEnv({ ...production, HOST: 'x', TLS_KEY: '', TLS_CERT: '' })).filter((name) => !(name in example));
    expect(unnamed).toEqual(['secure']);
  });
});

describe('production', () => {
  it('opens with its own secrets over https', () => {
    expect(readEnv(production)).toMatchObject({ secure: true, HOST: '0.0.0.0', PUBLIC_URL: 'https://home.example.org' });
  });

  it('is refused without secrets and over http, all at once', () => {
    expect(mistakes({ APP_MODE: 'production', PUBLIC_URL: 'http://home.example.org' })).toEqual([
      'SESSION_SECRET has to be set in production, to a secret of your own.',
      'MASTER_KEY has to be set in production; make one with: openssl rand -base64 32.',
      'PUBLIC_URL has to be https in production: passwords and records pass through it.',
    ]);
  });

  it('is refused with the secrets of demonstrations, which everybody can read', () => {
    const open = readEnv({});
    expect(mistakes({ ...production, SESSION_SECRET: open.SESSION_SECRET, MASTER_KEY: open.MASTER_KEY })).toHaveLength(2);
  });
});

describe('a wrong setting', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT has to be a whole number from 1 to 65535.'],
    [{ PORT: '70000' }, 'PORT has to be a whole number from 1 to 65535.'],
    [{ APP_MODE: 'prod' }, 'APP_MODE has to be demo, development or production.'],
    [{ MASTER_KEY: 'short' }, 'MASTER_KEY has to be 32 bytes in base64; make one with: openssl rand -base64 32.'],
    [{ MONGODB_URI: 'localhost:27017' }, 'MONGODB_URI has to be a MongoDB address, like mongodb://host:27017/?replicaSet=home.'],
    [{ REDIS_URL: 'http://x' }, 'REDIS_URL has to be a Redis address, like redis://host:6379.'],
    [{ PUBLIC_URL: 'home.example.org' }, "PUBLIC_URL has to be the portal's own address, like https://home.example.org."],
    [{ PUBLIC_URL: 'https://example.org/home' }, 'PUBLIC_URL has to be an address without a path.'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY has to be a whole number from 0 to 10.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL has to be silent, fatal, error, warn, info or debug.'],
    [{ DEMO_EMPTY: 'perhaps' }, 'DEMO_EMPTY has to be true or false.'],
  ])('%o gets its sentence', (source, sentence) => {
    expect(mistakes(source as Record<string, string>)).toEqual([sentence]);
  });

  it('comes with all the others', () => {
    expect(mistakes({ PORT: 'abc', LOG_LEVEL: 'loud' })).toHaveLength(2);
  });
});

it('the database is the one in the address unless DATABASE_NAME names another', () => {
  expect(readEnv({ MONGODB_URI: 'mongodb://a,b/mall?replicaSet=x' }).DATABASE_NAME).toBe('mall');
  expect(readEnv({ MONGODB_URI: 'mongodb://a/mall', DATABASE_NAME: 'other' }).DATABASE_NAME).toBe('other');
});
