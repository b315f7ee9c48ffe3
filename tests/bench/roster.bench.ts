import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { Merchants } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { ShopPairs } from '#models/shop-pair.server.ts';
import { newId } from '#app/platform/ids.ts';
import { checkFile } from '#app/mall/roster/import/checking.server.ts';
import { writeXlsx } from '#app/mall/roster/import/write-xlsx.server.ts';
import { getImportPage } from '#app/mall/roster/import/queries.server.ts';
import { importsUnderWay, startImport } from '#app/mall/roster/import/running.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { printTable } from './measuring.mjs';

const ROWS = 5_000;
const WORDS = ['天山', '丝路', '绿洲', '金桥', '明月', '雪莲', '胡杨', '古丽', '阿凡提', '北园'];
const TRADES = ['布料', '茶叶', '鞋类', '其他'];
const SECOND = 1_000;

/** What an officer waits for with a list of 5,000 shops, in ms, and how long the process answered nobody else meanwhile. */
test('bringing in 5,000 shops', async () => {
  await emptyDatabase();
  const now = new Date();
  const { mall, level, grids } = await makeMall({ now, grids: 20, shops: 1 });
  const officer = await buildOfficer(mall._id, { now });
  const numbers = Array.from({ length: ROWS }, (_nothing, at) => `B-${String(at).padStart(4, '0')}`);
  for (let at = 0; at < ROWS; at += 500) {
    await Units.insertMany(numbers.slice(at, at + 500).map((number, nth) => ({ _id: newId(), mall: mall._id, level, number, category: 'retail', lettable: true, grid: grids[(at + nth) % grids.length] })));
  }
  const lines = numbers.map((number, at) => [number, `${WORDS[at % 10]}${WORDS[Math.floor(at / 10) % 10]}${at}号店`, TRADES[at % 4] ?? '', `139${String(at).padStart(8, '0')}`]);
  const file = await writeXlsx([{ name: 'shops', rows: [['铺位号', '店名', '经营类别', '联系电话'], ...lines], rightToLeft: false, widths: [10, 20, 10, 14] }]);
  const doing = { mall, actor: officer, now };
  const rows: (string | number)[][] = [];
  for (const time of ['first', 'again']) {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const began = performance.now();
    const id = await checkFile(doing, file, 'zh');
    const checked = performance.now() - began;
    await startImport(doing, id, []);
    const seen = new Set<number>();
    const looking = setInterval(() => void getImportPage(mall._id, id).then(({ progress }) => seen.add(progress)), SECOND);
    await importsUnderWay();
    clearInterval(looking);
    const all = performance.now() - began;
    delay.disable();
    const { state, counts } = await getImportPage(mall._id, id);
    expect([state, counts.new + counts.same, counts.bad]).toEqual(['done', ROWS, 0]);
    rows.push([time, Math.round(checked), Math.round(all), seen.size, Math.round(delay.percentile(99) / 1e6), Math.round(delay.max / 1e6)]);
  }
  const pairs = await ShopPairs.countDocuments({ mall: mall._id });
  printTable(`Bringing in 5,000 shops, ${pairs} pairs of names alike`, ['time', 'check, ms', 'all, ms', 'steps of progress seen', 'loop held 99 %, ms', 'loop held most, ms'], rows);
  expect(await Merchants.countDocuments({ mall: mall._id })).toBe(ROWS + 20);
}, 600_000);
