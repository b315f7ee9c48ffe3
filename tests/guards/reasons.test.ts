import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allTexts, baseOf } from './locale-files.ts';

/** `new Refusal('visits:refused.no-round')`, `{ key: 'form.too-long' }`, zod's `message: 'form.required'`, and their templates. */
const REASON = /(?:new Refusal\(\s*|\bkey: |\bmessage: )(['`])([a-z][a-z:-]*\.[\w.${}:-]*)\1/g;

it('every reason that a command or a schema gives exists as a text', () => {
  const known = new Set(allTexts().filter(({ language }) => language === 'en').map(({ namespace, key }) => `${namespace}:${baseOf(key)}`));
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const missing = files.flatMap((file) =>
    [...readFileSync(`app/${file}`, 'utf8').matchAll(REASON)].flatMap(([, , key = '']) => {
      const full = key.includes(':') ? key : `common:${key}`;
      const [fixed = ''] = full.split('${');
      const there = full === fixed ? known.has(full) : [...known].some((name) => name.startsWith(fixed));
      return there ? [] : [`app/${file}: ${key}`];
    }),
  );
  expect(missing).toEqual([]);
});
