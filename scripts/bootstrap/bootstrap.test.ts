import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSources } from './build.mjs';
import { lockHolder, readRunFile, takeDataLock, writeRunFile } from './data-lock.mjs';
import { isInstalled, requireNode } from './dependencies.mjs';
import { readEnvironment } from './paths.mjs';
import { beganAt, identityOf, isAlive } from './process-identity.mjs';

let root = '';
const made: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'merchants-home-bootstrap-'));
  made.push(root);
});
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
const write = (name: string, content: string) => {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
};

it('an old Node is told what is needed', () => {
  expect(() => requireNode('18.20.4')).toThrow('needs Node 20.19 or newer; this is 18.20.4');
  expect(() => requireNode('20.18.0')).toThrow();
  for (const version of ['20.19.0', '20.20.2', '22.1.0']) expect(() => requireNode(version)).not.toThrow();
});

describe('packages', () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  it('are installed when each is there in its version; an optional one of another platform may be missing', () => {
    write('package-lock.json', lock({ '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/mac': { version: '2.0.0', optional: true } }));
    expect(isInstalled(root)).toBe(false);
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }));
    expect(isInstalled(root)).toBe(true);
  });

  it('are not when the lock file asks for another version, or for one more', () => {
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }));
    write('package-lock.json', lock({ 'node_modules/a': { version: '1.0.1' } }));
    expect(isInstalled(root)).toBe(false);
    write('package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }));
    expect(isInstalled(root)).toBe(false);
  });
});

describe('the build', () => {
  it('is asked for when a source changes, comes or goes, and not for tests or what it makes itself', () => {
    write('app/a.ts', '1');
    write('locales/kk/common.json', '{}');
    const first = hashSources(root);
    write('app/a.test.ts', 'test');
    write('locales/kk-Arab/common.json', '{}');
    expect(hashSources(root)).toBe(first);
    write('app/a.ts', '2');
    const second = hashSources(root);
    expect(second).not.toBe(first);
    write('app/b.ts', '');
    expect(hashSources(root)).not.toBe(second);
  });
});

describe('the data folder', () => {
  it('belongs to one living process at a time', () => {
    const giveBack = takeDataLock(root);
    expect(lockHolder(root)?.pid).toBe(process.pid);
    expect(() => takeDataLock(root)).toThrow(new RegExp(`already runs on .+ \\(process ${process.pid}\\)`));
    giveBack();
    expect(lockHolder(root)).toBeNull();
    takeDataLock(root)();
  });

  it('is taken over from a process that is gone, also when its number was given away again', () => {
    writeRunFile(root, 'lock', { pid: process.pid, began: 'another time' });
    expect(lockHolder(root)).toBeNull();
    takeDataLock(root)();
    writeRunFile(root, 'lock', { pid: 2 ** 22 + 5, began: '1' });
    takeDataLock(root)();
  });

  it('with a run file that was cut off is one that nobody holds', () => {
    write('run/lock.json', '{"pid": 12');
    expect(readRunFile(root, 'lock')).toBeNull();
    takeDataLock(root)();
  });
});

describe('a process', () => {
  it('is known by its number and its beginning', () => {
    const me = identityOf(process.pid);
    expect(beganAt(process.pid)).toBe(me.began);
    expect(isAlive(me)).toBe(true);
    expect(isAlive({ ...me, began: 'x' })).toBe(false);
    expect(isAlive({ pid: 2 ** 22 + 5, began: null })).toBe(false);
    expect(isAlive(null)).toBe(false);
  });
});

it('.env adds what the environment has not, and empty is not set', () => {
  process.env.MH_TEST_SET = 'from outside';
  write('.env', 'MH_TEST_SET=from the file\nMH_TEST_NEW="new one"\nMH_TEST_EMPTY=\n');
  const env = readEnvironment(root);
  delete process.env.MH_TEST_SET;
  expect([env.MH_TEST_SET, env.MH_TEST_NEW, 'MH_TEST_EMPTY' in env]).toEqual(['from outside', 'new one', false]);
});
