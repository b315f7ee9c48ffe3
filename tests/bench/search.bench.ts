import { expect, inject, test } from 'vitest';
import { SearchEntries } from '#models/search-entry.server.ts';
import { Requests } from '#models/request.server.ts';
import { entriesOf } from '#app/platform/search.server.ts';
import { newId } from '#app/platform/ids.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes } from '../integration/house-routes.ts';
import { databaseCpu } from './database-cpu.ts';
import { medianOf, printTable, TIMES } from './measuring.mjs';
import { buildScaledMall } from './scale-malls.ts';

const SIZES = [1_000, Number(process.env.BENCH_REQUESTS ?? 200_000)] as const;
const MINUTES = 60_000;
const WORDS = ['灯坏了', '漏水', 'چىراغ ئۆچۈپ قالدى', 'سۇ چىقماي قالدى', 'Шам жанбайды', 'Лампочка перегорела', 'Протекает кран', 'The lamp is broken', 'water on the floor', '电梯不动'];
/** A word that a tenth of all has, two words, a rare one, one that nobody wrote. */
const QUERIES = ['лампочки', '灯', 'lamp broken', 'кран 77', 'чырағ', 'зебра'];

test('a search over all requests of a mall, with many against a thousand', async () => {
  await emptyDatabase();
  fillRegistries();
  const now = new Date(Date.now() - 1_000);
  const malls = [];
  for (const size of SIZES) {
    const mall = await buildScaledMall(size, now, 100);
    const rows = await Requests.find({ mall: mall.id }, { grid: 1, requester: 1 }).lean();
    // All on the programs' ladder of one lead and on the grid of one manager, over three years: the worst that a search can meet.
    for (let from = 0; from < rows.length; from += 1_000) {
      const entries = rows.slice(from, from + 1_000).flatMap(({ _id }, at) => {
        const words = [`${WORDS[(from + at) % WORDS.length]} ${(from + at) % 1_000}`];
        return entriesOf(mall.id, _id, [`grid:${mall.grid}`].map((scope) => ({ scope, texts: [newId()], words })), new Date(now.getTime() - (((from + at) * 7_919) % (1_000 * 24)) * 3600_000));
      });
      await SearchEntries.collection.insertMany(entries as never, { ordered: false });
    }
    malls.push(mall);
  }
  const { pattern, loader } = (await houseRoutes()).find((route) => route.file === 'routes/search.tsx')!;
  const ofDatabase = databaseCpu(inject('mongodbUri'));
  const table: (string | number)[][] = [];
  for (const query of QUERIES) {
    const costs = [];
    for (const mall of malls) {
      const once = () => call(loader!, { pattern, params: mall.params, cookie: mall.cookies.manager, query: `?q=${encodeURIComponent(query)}` });
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
    table.push([query, small[0].toFixed(1), large[0].toFixed(1), `${(large[0] / small[0]).toFixed(2)}×`, small[1].toFixed(1), large[1].toFixed(1)]);
    console.log(table.at(-1)!.join('  '));
  }
  printTable(`a search by a manager, ms, median of ${TIMES}: ${SIZES[0]} requests of her grid and ${SIZES[1]}, in one database`, ['words', 'CPU', 'CPU, large', 'ratio', 'answered in', 'answered in, large'], table);
}, 60 * MINUTES);
