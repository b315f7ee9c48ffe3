import { expect, test } from 'vitest';
import { InTurn } from './in-turn.server.ts';

/** A write that is done when somebody says so. */
function write(said: string[], name: string) {
  let done: (error?: Error) => void = () => {};
  const run = () => {
    said.push(`${name} begins`);
    return new Promise<void>((resolve, reject) => (done = (error) => (error ? reject(error) : resolve()))).then(() => void said.push(`${name} is done`));
  };
  return { run, done: (error?: Error) => done(error) };
}

test('writes never run beside each other, and what comes next is made ready while one is on its way', async () => {
  const said: string[] = [];
  const turns = new InTurn();
  const [one, other] = [write(said, 'one'), write(said, 'other')];
  await turns.begin(one.run);
  said.push('the other is made ready');
  const begun = turns.begin(other.run);
  one.done();
  await begun;
  other.done();
  await turns.settled();
  expect(said).toEqual(['one begins', 'the other is made ready', 'one is done', 'other begins', 'other is done']);
});

test('after a write that failed none begins, and who waits is told', async () => {
  const said: string[] = [];
  const turns = new InTurn();
  const [one, other] = [write(said, 'one'), write(said, 'other')];
  await turns.begin(one.run);
  one.done(new Error('full'));
  await expect(turns.begin(other.run)).rejects.toThrow('full');
  await expect(turns.settled()).rejects.toThrow('full');
  expect(said).toEqual(['one begins']);
});

test('what can be asked again at each `then` is asked once', async () => {
  let asked = 0;
  const turns = new InTurn();
  await turns.begin(() => ({
    then(resolve: (value: undefined) => void) {
      asked += 1;
      resolve(undefined);
    },
  }) as PromiseLike<undefined>);
  await turns.settled();
  await turns.settled();
  expect(asked).toBe(1);
});
