import { expect, inject, test } from 'vitest';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes } from '../integration/house-routes.ts';
import { databaseCpu } from './database-cpu.ts';
import { medianOf, printTable, TIMES } from './measuring.mjs';
import { buildScaledMall, type ScaledMall } from './scale-malls.ts';

const SMALL = 449;
const LARGE = Number(process.env.BENCH_MERCHANTS ?? 50_000);
/** Visits of the small mall and of the large one. */
const VISITS = [1_000, Number(process.env.BENCH_VISITS ?? 1_000_000)] as const;
/** Only pages whose name has this in it. */
const ONLY = process.env.BENCH_PAGES ?? '';
const MINUTES = 60_000;

type Who = keyof ScaledMall['cookies'];
/** Module of the page, who opens it, and what its address ends in. */
const PAGES: readonly [string, string, Who, string?][] = [
  ['home', 'routes/mall-home.tsx', 'merchant'],
  ['home', 'routes/mall-home.tsx', 'officer'],
  ['map of a level', 'mall/map.tsx', 'merchant'],
  ['map of a level', 'mall/map.tsx', 'officer'],
  ['list of shops', 'mall/roster/list.tsx', 'officer'],
  ['list of shops, searched', 'mall/roster/list.tsx', 'officer', '?q=%E5%A4%A9%E5%B1%B1'],
  ['list of shops, by number searched', 'mall/roster/list.tsx', 'officer', '?q=067'],
  ['map, searched', 'mall/map.tsx', 'merchant', '?q=%E5%A4%A9%E5%B1%B1'],
  ['a shop', 'mall/roster/shop.tsx', 'officer'],
  ['roster of roles', 'mall/roles/roster-page.tsx', 'merchant'],
  ['a corner’s roster', 'mall/roles/roster-corner.tsx', 'merchant'],
  ['desk', 'requests/list.tsx', 'manager'],
  ['desk', 'requests/list.tsx', 'officer'],
  ['visits: today', 'visits/today.tsx', 'manager'],
  ['visits: the day as a pack', 'visits/offline/take-pack.ts', 'manager'],
  ['visits: form of a shop', 'visits/visit-form.tsx', 'manager'],
  ['visits: coverage', 'visits/coverage.tsx', 'officer'],
  ['visits: coverage', 'visits/coverage.tsx', 'manager'],
  ['visits: a round', 'visits/rounds/detail.tsx', 'officer'],
  ['visits: all shops to ask', 'visits/shop-lists.tsx', 'officer'],
  ['notices', 'notices/list.tsx', 'merchant'],
  ['codes', 'mall/codes/sheets.tsx', 'officer'],
];

test('CPU a request of portal and database, with many merchants against 449', async () => {
  await emptyDatabase();
  fillRegistries();
  const now = new Date(Date.now() - 1_000);
  const malls = [await buildScaledMall(SMALL, now, VISITS[0]), await buildScaledMall(LARGE, now, VISITS[1])];
  const routes = await houseRoutes();
  const ofDatabase = databaseCpu(inject('mongodbUri'));
  /** Of both malls in turn, so that whatever else the machine does meets both. */
  const costsOf = async (file: string, who: Who, query = ''): Promise<[number, number][]> => {
    const { pattern, loader } = routes.find((route) => route.file === file)!;
    const once = (mall: ScaledMall) => call(loader!, { pattern, params: mall.params, cookie: mall.cookies[who], query });
    const costs: [number, number][][] = malls.map(() => []);
    for (const mall of malls) expect((await once(mall)).status).toBe(200);
    for (let time = -Math.min(20, TIMES); time < TIMES; time += 1) {
      for (const [at, mall] of malls.entries()) {
        const [database, { user, system }] = [ofDatabase(), process.cpuUsage()];
        await once(mall);
        const spent = process.cpuUsage({ user, system });
        if (time >= 0) costs[at]!.push([(spent.user + spent.system) / 1000, ofDatabase() - database]);
      }
    }
    return costs.map((of) => [medianOf(of.map(([portal]) => portal)), medianOf(of.map(([, database]) => database))]);
  };
  const rows: (string | number)[][] = [];
  for (const [name, file, who, query] of PAGES.filter(([name]) => name.includes(ONLY))) {
    const [small, large] = (await costsOf(file, who, query)) as [[number, number], [number, number]];
    const sum = ([portal, database]: [number, number]) => portal + database;
    const ratio = sum(large) / sum(small);
    rows.push([name, who, ...[small, large].flatMap((cost) => cost.map((ms) => ms.toFixed(2))), `${ratio.toFixed(2)}×`, ratio > 1.5 ? 'over 1.5×' : '']);
    console.log(rows.at(-1)!.join('  '));
  }
  printTable(`CPU a request in ms, median of ${TIMES}: loaders of the page, ${SMALL} merchants with ${VISITS[0]} visits and ${LARGE} with ${VISITS[1]} in one database`, ['page', 'as', 'portal', 'database', 'portal, large', 'database, large', 'ratio', ''], rows);
}, 30 * MINUTES);
