import { beforeEach, describe, expect, it } from 'vitest';
import { Offers } from '#models/visit.server.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { newId } from '#app/platform/ids.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cutRelease } from '../releases.server.ts';
import { reportSheets } from '../report/files.server.ts';
import { getPack, listPacks } from './queries.server.ts';
import { spanKey } from './span.ts';
import { packPaper } from './words.server.ts';

// A Wednesday.
const start = new Date('2026-03-11T05:00:00Z');
const later = (days: number) => new Date(start.getTime() + days * 24 * 3600_000);
let made: MadeMall;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: start, grids: 2, shops: 12 });
});

async function offer(grid: number, from: number, to: number, at: Date) {
  const row = { mall: made.mall._id, round: made.round, grid: made.grids[grid], day: '2026-03-11', half: 'am', met: false, createdAt: at, updatedAt: at };
  await Offers.insertMany(made.shops[grid]!.slice(from, to).map(({ merchant }) => ({ ...row, _id: newId(), merchant })));
}
const cut = (at: Date) => cutRelease(made.mall, at, 60_000);
const keys = async (reader: 'mall' | 'office', now: Date) => (await listPacks(made.mall, reader, now)).map(spanKey);

describe('A pack of a week or a month', () => {
  it('is none before there are figures, and none while its week runs', async () => {
    expect(await keys('mall', later(30))).toEqual([]);
    await offer(0, 0, 8, start);
    await cut(start);
    expect(await keys('mall', later(4))).toEqual([]);
    await expect(getPack(made.mall, 'week-2026-03-09', 'mall', later(4))).rejects.toMatchObject({ status: 404 });
  });

  it('is the merchants’ as soon as the week is over, and the office’s two days later', async () => {
    await offer(0, 0, 8, start);
    await cut(start);
    expect(await keys('mall', later(5))).toEqual(['week-2026-03-09']);
    expect(await keys('office', later(6))).toEqual([]);
    await expect(getPack(made.mall, 'week-2026-03-09', 'office', later(6))).rejects.toMatchObject({ status: 404 });
    expect(await keys('office', later(7))).toEqual(['week-2026-03-09']);
    expect(await getPack(made.mall, 'week-2026-03-09', 'office', later(7))).toEqual(await getPack(made.mall, 'week-2026-03-09', 'mall', later(7)));
    const other = await makeMall({ now: start, grids: 1, shops: 1 });
    await expect(getPack(other.mall, 'week-2026-03-09', 'mall', later(7))).rejects.toMatchObject({ status: 404 });
  });

  it('holds the last release before its end beside the one before it began, and stays as it is', async () => {
    await offer(0, 0, 6, start);
    await cut(start);
    await offer(0, 6, 12, later(7));
    await cut(later(7));
    const first = await getPack(made.mall, 'week-2026-03-09', 'mall', later(20));
    expect([first.last.cutAt, first.before]).toEqual([start, null]);
    const second = await getPack(made.mall, 'week-2026-03-16', 'mall', later(20));
    expect([second.last.cutAt, second.before?.cutAt]).toEqual([later(7), start]);
    // A quiet week says what was known last.
    expect((await getPack(made.mall, 'week-2026-03-23', 'mall', later(30))).last.cutAt).toEqual(later(7));
    const month = await getPack(made.mall, 'month-2026-03', 'mall', later(30));
    expect(month.weeks.map(({ monday, last }) => [monday, last.cutAt])).toEqual([['2026-03-09', start], ['2026-03-16', later(7)], ['2026-03-23', later(7)]]);
    await offer(1, 0, 8, later(40));
    await cut(later(40));
    expect(await getPack(made.mall, 'month-2026-03', 'mall', later(50))).toEqual(month);
  });

  it('is a sheet and a paper in every language, Uyghur from the right, with no figure below five but as “<5”', async () => {
    await offer(0, 0, 8, start);
    await cut(start);
    const pack = await getPack(made.mall, 'week-2026-03-09', 'mall', later(7));
    for (const language of LANGUAGES) {
      const paper = packPaper(made.mall, pack, language, later(7));
      expect([paper.direction, paper.tables.map(({ key }) => key)]).toEqual([language === 'ug' || language === 'kk-Arab' ? 'rtl' : 'ltr', ['program', 'asked', 'level']]);
      const figures = paper.tables.flatMap(({ rows, columns }) => rows.flatMap((row) => row.filter((_, at) => columns[at]?.number)));
      expect(figures.filter((cell) => typeof cell === 'number' && cell < 5)).toEqual([]);
      expect((await reportSheets(paper)).length).toBeGreaterThan(3_000);
    }
  });
});
