import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Occasions } from '#models/booking.server.ts';
import { deliveriesUnderWay } from '#app/notices/delivering.server.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { newId } from '#app/platform/ids.ts';
import { loader } from '#app/routes/lobby.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';

const morning = new Date('2026-03-11T02:00:00Z');
const HOUR = 3600_000;
/** Every fourth slide of the day: as much as a run has time for. */
const STEP = 60_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapNow = () => {
  collect();
  return process.memoryUsage().heapUsed;
};
let made: MadeMall;

beforeEach(async () => {
  made = await makeMall({ now: morning, grids: 1, shops: 1 });
});
afterEach(() => vi.useRealTimers());

async function show(address: string, at: Date): Promise<string> {
  vi.useFakeTimers({ now: at, toFake: ['Date'] });
  const request = new Request(`http://localhost/m/${made.mall.slug}/lobby${address}`);
  const answer = (await loader({ request, params: { mall: made.mall.slug }, context: { nonce: 'nonce' } } as unknown as LoaderFunctionArgs)) as Response;
  expect(answer.status).toBe(200);
  return answer.text();
}
const nextOf = (page: string) => /content="\d+;url=(\?n=\d+)"/.exec(page)?.[1] ?? '';

describe('the screen in the hall', () => {
  it('runs a day, the clock moved, and neither page nor house grows: each slide is a page of its own without script', async () => {
    const officer = await buildOfficer(made.mall._id, { now: morning });
    const input = { class: 'information' as const, to: ['mall'], original: 'zh' as const, title: { zh: '电梯停用', ug: 'لىفت توختايدۇ' }, body: {}, lobby: true, lastDay: '2026-03-11' };
    await sendNotice({ mall: made.mall, actor: officer, now: morning }, input);
    await deliveriesUnderWay();
    await Occasions.create({ _id: newId(), mall: made.mall._id, program: 'public-health', names: { zh: '义诊', ug: 'ھەقسىز داۋالاش' }, startsAt: morning, endsAt: new Date(morning.getTime() + 2 * HOUR), bookBy: morning, places: 9, waitingPlaces: 0, held: 9, waiting: 0, turn: 9, called: 7, state: 'open', version: 1 });
    const first = await show('', morning);
    expect(first).toContain('电梯停用');
    expect(first).toContain('<bdi>义诊</bdi> <b>7</b>');
    const second = await show(nextOf(first), morning);
    expect(second).toContain('<html lang="ug" dir="rtl">');
    for (const page of [first, second]) expect(page).not.toMatch(/<script|display:(?:grid|flex)|var\(/);

    let address = '';
    let longest = 0;
    let heap = 0;
    const ends: string[] = [];
    for (let turn = 0; turn < (24 * HOUR) / STEP; turn += 1) {
      const page = await show(address, new Date(morning.getTime() + turn * STEP));
      longest = Math.max(longest, page.length);
      address = nextOf(page);
      if (turn === 200) heap = heapNow();
      if (turn % 240 === 0) ends.push(`${page.includes('<b>7</b>')}`);
    }
    expect(longest).toBeLessThan(12_000);
    expect(heapNow() - heap).toBeLessThan(8 * 1024 * 1024);
    expect(ends).toEqual(['true', 'false', 'false', 'false', 'false', 'false']);
    expect(await show(address, new Date(morning.getTime() + 24 * HOUR))).not.toContain('电梯停用');
  }, 180_000);

  it('a mall that isn’t there is a 404', async () => {
    const answer = await Promise.resolve(loader({ request: new Request('http://localhost/m/none/lobby'), params: { mall: 'none' }, context: { nonce: 'n' } } as unknown as LoaderFunctionArgs)).catch((error: unknown) => error as Response);
    expect((answer as Response).status).toBe(404);
  });
});
