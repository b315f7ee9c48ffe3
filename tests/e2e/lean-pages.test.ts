import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildDirectory } from '../../scripts/bootstrap/paths.mjs';
import { signIn } from './people.ts';

/** A word that only the checker of forms has in the built pages, and one that only the reader of codes has. */
const HEAVY = ['ZodError', 'inversionAttempts'] as const;

it('a merchant’s pages fetch neither the checker of forms nor the reader of codes', async () => {
  const built = join(buildDirectory(process.env), 'client', 'assets');
  const scripts = readdirSync(built).filter((name) => name.endsWith('.js'));
  const heavy = scripts.filter((name) => HEAVY.some((word) => readFileSync(join(built, name), 'utf8').includes(word)));
  expect(heavy).toHaveLength(HEAVY.length);
  const { page } = await signIn('merchant', 'ug');
  const home = new URL(page.url()).pathname;
  const fetched = new Set<string>();
  page.on('request', (request) => void fetched.add(new URL(request.url()).pathname.replace('/assets/', '')));
  for (const path of [home, `${home}/map`, `${home}/ask`, `${home}/requests`, `${home}/notices`, '/me/record']) {
    await page.goto(path);
    await page.waitForTimeout(500);
  }
  expect(scripts.filter((name) => fetched.has(name)).length).toBeGreaterThan(20);
  expect(heavy.filter((name) => fetched.has(name))).toEqual([]);
});
