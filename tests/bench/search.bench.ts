import { expect, inject, test } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildHistory, type RequestHistory } from '#tests/factories/request-history.ts';
import { storeHistories } from '#tests/factories/stored-histories.ts';
import { findKind } from '#app/requests/kinds.server.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes } from '../integration/house-routes.ts';
import { databaseCpu } from './database-cpu.ts';
import { medianOf, printTable, TIMES } from './measuring.mjs';
import { buildScaledMall, type ScaledMall } from './scale-malls.ts';

const SIZES = [1_000, Number(process.env.BENCH_REQUESTS ?? 200_000)] as const;
const MINUTES = 60_000;
const HOUR = 3600_000;
const AT_ONCE = 2_000;
const WORDS = ['灯坏了', '漏水', 'چىراغ ئۆچۈپ قالدى', 'سۇ چىقماي قالدى', 'Шам жанбайды', 'Лампочка перегорела', 'Протекает кран', 'The lamp is broken', 'water on the floor', '电梯不动'];
/** Requests open at any time, in a mall of any age. */
const OPEN = 300;

/** Requests of three years in the grids of one mall, by words of which each is in a tenth of them; the newest are open, the others withdrawn. */
async function fillRequests({ slug, params }: ScaledMall, grids: readonly string[], count: number, now: Date): Promise<void> {
  const { _id, code, zone, calendar } = (await Malls.findOne({ slug }).lean())!;
  const mall = { _id, code, zone };
  const kind = findKind('borrow')!;
  let drawn = 0;
  for (let from = 0; from < count; from += AT_ONCE) {
    const histories = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_none, nth): RequestHistory => {
      const place = from + nth;
      const at = new Date(now.getTime() - HOUR - (place / count) * 3 * 365 * 24 * HOUR);
      const requester = `asker-${place % 449}`;
      const asked = { kind, requester, confidential: false, channel: 'ask' as const, grid: grids[place % grids.length], attachments: [], callBack: false, words: { language: 'und', words: `${WORDS[place % WORDS.length]} ${place}` }, role: 'merchant', at };
      const script = place < OPEN ? [] : [{ at: new Date(at.getTime() + HOUR / 2), by: { account: requester, roles: [], posts: [], offices: [], shops: [] }, role: 'requester', command: { type: 'withdraw' as const } }];
      return buildHistory({ asked, script, team: [], offices: [], working: { zone, calendar } as never, findKind, newId, now });
    });
    await storeHistories(mall, histories, () => (drawn += 1));
  }
  expect(params.mall).toBe(slug);
}

test('searches, lists and desks of a mall, with many requests against a thousand', async () => {
  await emptyDatabase();
  fillRegistries();
  const now = new Date(Date.now() - 1_000);
  const malls: ScaledMall[] = [];
  for (const size of SIZES) {
    const mall = await buildScaledMall(449, now, 100);
    await fillRequests(mall, mall.grids, size, now);
    malls.push(mall);
  }
  const routes = await houseRoutes();
  const ofDatabase = databaseCpu(inject('mongodbUri'));
  const WANTED = new RegExp(process.env.BENCH_PAGES ?? '');
  const PAGES: [name: string, file: string, who: keyof ScaledMall['cookies'], query: string][] = [
    ...['лампочки', '灯', 'lamp broken', 'кран 77', 'чырағ', 'зебра'].map((words): [string, string, 'manager', string] => [`search: ${words}`, 'routes/search.tsx', 'manager', `?q=${encodeURIComponent(words)}`]),
    ['desk', 'requests/list.tsx', 'manager', '?show=desk'],
    ['finished', 'requests/list.tsx', 'manager', '?show=done'],
    ['all open', 'requests/list.tsx', 'officer', '?show=all'],
    ['council', 'requests/list.tsx', 'officer', '?show=council'],
    ['mine', 'requests/list.tsx', 'merchant', '?show=asked'],
    ['desk, over', 'requests/list.tsx', 'manager', '?show=desk&due=over'],
    ['desk, newest first', 'requests/list.tsx', 'manager', '?show=desk&order=new'],
    ['finished, one program', 'requests/list.tsx', 'manager', '?show=done&program=mutual-aid'],
    ['finished, a program without any', 'requests/list.tsx', 'manager', '?show=done&program=training'],
    ['finished, a stage without any', 'requests/list.tsx', 'manager', '?show=done&stage=closed'],
    ['all open, over', 'requests/list.tsx', 'officer', '?show=all&due=over'],
    ['all open, nobody’s', 'requests/list.tsx', 'officer', '?show=all&who=nobody'],
    ['all open, one program', 'requests/list.tsx', 'officer', '?show=all&program=mutual-aid'],
    ['all open, one stage', 'requests/list.tsx', 'officer', '?show=all&stage=received'],
  ];
  const table: (string | number)[][] = [];
  for (const [name, file, who, query] of PAGES.filter(([name]) => WANTED.test(name))) {
    const { pattern, loader } = routes.find((route) => route.file === file)!;
    const costs = [];
    for (const mall of malls) {
      const once = () => call(loader!, { pattern, params: mall.params, cookie: mall.cookies[who], query });
      expect((await once()).status).toBe(200);
      const [spent, waited]: [number[], number[]] = [[], []];
      for (let time = -10; time < TIMES; time += 1) {
        const [database, { user, system }, began] = [ofDatabase(), process.cpuUsage(), performance.now()];
        await once();
        const cpu = process.cpuUsage({ user, system });
        if (time < 0) continue;
        spent.push((cpu.user + cpu.system) / 1000 + ofDatabase() - database);
        waited.push(performance.now() - began);
      }
      costs.push([medianOf(spent), medianOf(waited)] as const);
    }
    const [small, large] = costs as [readonly [number, number], readonly [number, number]];
    table.push([name, who, small[0].toFixed(1), large[0].toFixed(1), `${(large[0] / small[0]).toFixed(2)}×`, small[1].toFixed(1), large[1].toFixed(1)]);
    console.log(table.at(-1)!.join('  '));
  }
  printTable(`CPU a page in ms, median of ${TIMES}: ${SIZES[0]} requests and ${SIZES[1]}, in one database`, ['page', 'as', 'CPU', 'CPU, large', 'ratio', 'answered in', 'answered in, large'], table);
}, 60 * MINUTES);
