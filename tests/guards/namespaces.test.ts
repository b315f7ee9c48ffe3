import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { SHARED_NAMESPACES } from '#app/i18n/namespaces.ts';

const quoted = (list: string): string[] => Array.from(list.matchAll(/'([\w-]+)'/g), ([, name]) => name!);

/** Namespaces that a file and the components it imports ask for. */
function askedBy(file: string, seen = new Set<string>()): Set<string> {
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const asked = new Set(Array.from(text.matchAll(/useTranslation\(([^)]*)\)/g), ([, list]) => quoted(list!)).flat());
  for (const [, path] of text.matchAll(/from '((?:\.|#app\/)[^']+\.tsx)'/g)) {
    const next = path!.startsWith('#') ? path!.slice(1) : normalize(join(dirname(file), path!));
    if (existsSync(next) && !seen.has(next)) askedBy(next, seen).forEach((name) => asked.add(name));
  }
  return asked;
}

it('a page names all words that it uses: one that comes late breaks the joining of what the server sent', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  const late = pages.map((file) => join('app', file)).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (!/export default function/.test(text) || /root\.tsx$/.test(file)) return [];
    const named = [...SHARED_NAMESPACES, ...quoted(/i18n: \[([^\]]*)\]/.exec(text)?.[1] ?? '')];
    return [...askedBy(file)].filter((name) => !named.includes(name)).map((name) => `${file}: ${name}`);
  });
  expect(late).toEqual([]);
});

it('pages ask for words in no way that the browser’s own small t does not know', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  const others = pages.filter((file) => /\bt\([^\n]*\{[^}\n]*\b(defaultValue|context|returnObjects|ordinal|postProcess|lng)\b *:/.test(readFileSync(join('app', file), 'utf8')));
  expect(others).toEqual([]);
});
