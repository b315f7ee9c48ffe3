import { expect, test } from 'vitest';
import { Requests } from '#models/request.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { printTable } from './measuring.mjs';

const COUNT = Number(process.env.BENCH_REQUESTS ?? 1_000);
/** In turns, so that what else the machine does weighs on both. */
const AT_ONCE = [10, 200, 10, 200] as const;

/** Opens as many requests, so many of them at any moment. @returns their numbers, in the order in which they were asked for */
async function openMany({ mall, shops }: MadeMall, atOnce: number): Promise<{ numbers: string[]; waits: number[] }> {
  const owners = shops.flat();
  const numbers: string[] = [];
  const waits: number[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < COUNT; at = next++) {
      const { owner, merchant } = owners[at % owners.length]!;
      const began = performance.now();
      numbers[at] = (await openRequest({ mall, actor: owner, now: new Date() }, { account: owner.account, role: 'merchant', merchant, channel: 'ask', kind: 'borrow', words: { language: 'zh', words: `借一把梯子 ${at}` } })).number;
      waits.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { numbers, waits };
}

test('a thousand requests, ten and two hundred at once: all numbers different, none told by the one before, the rate no lower', async () => {
  await emptyDatabase();
  registerPrograms();
  const made = await makeMall({ now: new Date(), grids: 4, shops: 12 });
  await openMany(made, 10);
  const seen = new Set<string>((await Requests.find({ mall: made.mall._id }, { number: 1 }).lean()).map(({ number }) => number));
  const table: (string | number)[][] = [];
  for (const atOnce of AT_ONCE) {
    const began = performance.now();
    const { numbers, waits } = await openMany(made, atOnce);
    const seconds = (performance.now() - began) / 1000;
    for (const number of numbers) {
      expect(seen.has(number)).toBe(false);
      seen.add(number);
    }
    // Six digits at random: what follows is as often below as above, and as far away as chance has it.
    const digits = numbers.map((number) => Number(number.split('-')[2]?.slice(0, 6)));
    const steps = digits.slice(1).map((digit, at) => digit - (digits[at] ?? 0));
    const above = steps.filter((step) => step > 0).length / steps.length;
    const near = steps.filter((step) => Math.abs(step) < 1_000).length;
    const slowest = [...waits].sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0;
    table.push([atOnce, (COUNT / seconds).toFixed(0), slowest.toFixed(0), above.toFixed(2), near]);
    console.log(table.at(-1)!.join('  '));
  }
  printTable(`${COUNT} requests each; numbers drawn so far, all different: ${seen.size}`, ['at once', 'a second', 'p99, ms', 'next one above', 'next one within 1,000'], table);
}, 20 * 60_000);
