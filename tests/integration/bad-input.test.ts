import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import mongoose from 'mongoose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Notices } from '#models/notice.server.ts';
import type { FormRefusal } from '#app/platform/refusal.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { type Answer, call, houseRoutes, type HouseRoute } from './house-routes.ts';
import { buildSide, cookieOf, type Person, type Side } from './world.ts';

const root = join(import.meta.dirname, '../..');
const PEOPLE: readonly Person[] = ['merchant', 'manager', 'officer', 'official', 'leader', 'operator', 'nobody'];
const ACTIONS = (await houseRoutes()).filter((route) => route.action);
/** What signing in, looking and counting tries write by themselves. */
const BY_THEMSELVES = ['sessions', 'ratelimits', 'accessevents', 'jobs'];

let side: Side;
beforeAll(async () => {
  await emptyDatabase();
  side = await buildSide(new Date(Date.now() - 24 * 3600_000));
  await vi.waitUntil(async () => (await Notices.countDocuments({ mall: side.made.mall._id, state: { $ne: 'sent' } })) === 0, { timeout: 20_000, interval: 50 });
});

/** Names that a room's forms and schemas use, and the closed words that choose between its forms. */
function wordsOfRoom(file: string): { names: string[]; choices: string[] } {
  const folder = join(root, 'app', dirname(file));
  const sources = readdirSync(folder).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.')).map((name) => readFileSync(join(folder, name), 'utf8'));
  const found = (pattern: RegExp) => [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, word = '']) => word)))];
  const names = [...found(/\bname="([\w-]+)"/g), ...found(/^\s+([a-z]\w*): (?:z\.|words|line\(|[A-Z]\w*Schema)/gm)];
  return { names: [...new Set([...names, 'words', 'turn', 'language'])], choices: found(/z\.literal\('([\w-]+)'\)/g) };
}

type Fields = [name: string, value: string | File][];
const BIG = 'ж'.repeat(512 * 1024);
const same = (value: string) => (names: readonly string[]): Fields => names.map((name) => [name, value]);
const BAD: Record<string, (names: readonly string[]) => Fields> = {
  'nothing at all': () => [],
  'empty fields': same(''),
  'a megabyte in one field': (names) => names.map((name, at) => [name, at === 0 ? BIG : 'x']),
  'a megabyte in the words': () => [['words', BIG], ['reason', BIG], ['note', BIG], ['title-zh', BIG]],
  'wrong types': (names) => names.map((name, at) => [name, ['NaN', '-1', '1e309', '[]', 'true', '2026-99-99', 'null', '0x10'][at % 8]!]),
  'operators as values': same('{"$ne":null}'),
  'operators as names': (names) => names.flatMap((name): Fields => [[`${name}[$ne]`, ''], [`${name}.$gt`, ''], [`$${name}`, '1']]),
  'names of prototypes': () => [['__proto__', '1'], ['constructor', '1'], ['__proto__[admin]', '1'], ['hasOwnProperty', '1']],
  'markup in ids and choices': same('"><script>alert(1)</script>'),
  'characters that turn text around': same('abc\u202edcba\u2066'),
  'a zero byte': same('a\u0000b'),
  'broken surrogates': same('\ud800'),
  'every field three times': (names) => names.flatMap((name): Fields => [[name, 'a'], [name, '{"$gt":""}'], [name, 'c']]),
  'files where words belong': (names) => names.map((name) => [name, new File([new Uint8Array(64)], 'x.exe')]),
};

function formOf(fields: Fields, choice: string | null): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const name of choice ? ['act', 'intent', 'class', 'do'] : []) form.set(name, choice ?? '');
  return form;
}

async function counts(): Promise<Record<string, number>> {
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  const kept = collections.filter(({ collectionName }) => !BY_THEMSELVES.includes(collectionName));
  return Object.fromEntries(await Promise.all(kept.map(async (collection) => [collection.collectionName, await collection.countDocuments()] as const)));
}

function english(namespace: string): unknown {
  const path = join(root, 'locales/en', `${namespace}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
function exists(key: string, namespaces: readonly string[]): boolean {
  const [first = '', rest] = key.split(':');
  const places = rest === undefined ? [...namespaces, 'common'] : [first];
  return places.some((place) => {
    let here: unknown = english(place);
    for (const part of (rest ?? first).split('.')) {
      const parts = here as Record<string, unknown>;
      here = parts?.[part] ?? parts?.[`${part}_other`];
    }
    return typeof here === 'string';
  });
}

/** Hidden fields follow the page, secrets never come back, and a demonstration's role stands for a name and a password. */
function isTyped(name: string, form: FormData): boolean {
  if (['password', 'fresh', 'again', 'code', 'pin', 'answer', 'language', 'turn', '__proto__'].includes(name)) return false;
  return form.getAll(name).length === 1 && !(name === 'username' && form.has('as'));
}

const send = async (route: HouseRoute, person: Person, body: FormData | string): Promise<Answer> => {
  const office = route.pattern.startsWith('office/');
  const cookie = route.file.includes('sign-out') ? await cookieOf(side.actors[person].account) : side.cookies[person];
  return call(route.action!, { pattern: route.pattern, params: office ? { ...side.params, ...side.office } : side.params, cookie, body });
};

/** Everybody who gets as far as the form, at most two of them. */
async function senders(route: HouseRoute): Promise<Person[]> {
  const found: Person[] = [];
  for (const person of PEOPLE) if (found.length < 2 && (await send(route, person, new FormData())).status !== 404) found.push(person);
  return found;
}

describe.each(ACTIONS.map((route) => ({ ...route, name: `${route.file} at /${route.pattern}` })))('bad input to $name', (route) => {
  const { names, choices } = wordsOfRoom(route.file);

  it.each(Object.keys(BAD))('%s: refused in words by the field, or not found; nothing half saved, and what was typed stays', async (kind) => {
    const make = BAD[kind]!;
    for (const person of await senders(route)) {
      for (const choice of [null, ...choices]) {
        const form = formOf(make(names), choice);
        const before = await counts();
        const answer = await send(route, person, form);
        expect([choice, answer.status]).toEqual([choice, expect.toSatisfy((status: number) => status < 500)]);
        expect(answer.status).not.toBe(429);
        if (answer.status < 400) continue;
        expect([choice, await counts()]).toEqual([choice, before]);
        if (answer.status === 422) expectRefusal(answer.body as FormRefusal, form);
      }
    }
    // Passwords and codes are derived slowly, one at a time.
  }, 90_000);

  function expectRefusal({ ok, errors, values }: FormRefusal, form: FormData) {
    expect(ok).toBe(false);
    expect(Object.keys(errors)).not.toEqual([]);
    for (const [field, { key }] of Object.entries(errors)) expect([field, key, exists(key, route.words)]).toEqual([field, key, true]);
    for (const [name, value] of form) {
      if (typeof value === 'string' && isTyped(name, form)) expect([name, values[name]?.length]).toEqual([name, value.length]);
    }
  }
});
