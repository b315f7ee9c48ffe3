import { expect, it } from 'vitest';
import { Offices } from '#models/office.server.ts';
import { runCommand } from './command.server.ts';
import { newId } from './ids.ts';
import { memoryOf } from './memory.server.ts';

const office = (name: string) => ({ _id: newId(), level: 'community' as const, name: { en: name } });
const now = new Date('2026-03-11T04:00:00Z');

it('asks once for what several want at the same moment, and again after a write to its collection', async () => {
  const memory = memoryOf<string>('test-get', ['offices']);
  let asked = 0;
  const read = async () => `answer ${++asked}`;
  expect(await Promise.all([memory.get('a', read), memory.get('a', read)])).toEqual(['answer 1', 'answer 1']);
  await Offices.create([office('South Gate')]);
  expect(await memory.get('a', read)).toBe('answer 2');
});

it('asks for all unknown keys in one question, and again for those without an answer', async () => {
  const memory = memoryOf<number>('test-many', ['offices']);
  const questions: string[][] = [];
  const read = async (keys: string[]) => {
    questions.push(keys);
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.length]));
  };
  expect(await memory.many(['one', 'three', 'one', 'nobody'], read)).toEqual(new Map([['one', 3], ['three', 5]]));
  await memory.many(['three', 'nobody', 'seven'], read);
  expect(questions).toEqual([['one', 'three', 'nobody'], ['nobody', 'seven']]);
});

it('asks once for what a crowd of pages wants, whatever each of them wants, and for each group by itself', async () => {
  const memory = memoryOf<number>('test-crowd', ['offices']);
  const questions: string[][] = [];
  const read = async (keys: string[]) => {
    questions.push(keys);
    return new Map(keys.map((key) => [key, Number(key)]));
  };
  const page = async (nth: number) => {
    await new Promise((next) => setTimeout(next, nth % 20));
    return (await memory.many([String(nth)], read, nth < 100 ? 'one' : 'other')).get(String(nth));
  };
  expect(await Promise.all(Array.from({ length: 200 }, (_none, nth) => page(nth)))).toEqual(Array.from({ length: 200 }, (_none, nth) => nth));
  expect(questions.flat()).toHaveLength(200);
  expect(questions.length).toBeLessThan(20);
  expect(questions.every((keys) => keys.every((key) => Number(key) < 100) || keys.every((key) => Number(key) >= 100))).toBe(true);
});

it('does not remember an error', async () => {
  const memory = memoryOf<string>('test-error', ['offices']);
  await expect(memory.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await memory.get('a', async () => 'here')).toBe('here');
});

it('what was read while a command was open is forgotten with its commit', async () => {
  const memory = memoryOf<string | undefined>('test-commit', ['offices']);
  const row = office('before');
  await Offices.create([row]);
  const read = async () => (await Offices.findOne({ _id: row._id }).lean())?.name.en;
  await runCommand({ name: 'office:rename', mall: newId(), actor: { account: newId() }, role: 'operator', subject: 'none', now }, async (tx) => {
    await Offices.updateOne({ _id: row._id }, { $set: { name: { en: 'after' } } }, { session: tx.session });
    expect(await memory.get(row._id, read)).toBe('before');
  });
  expect(await memory.get(row._id, read)).toBe('after');
});
