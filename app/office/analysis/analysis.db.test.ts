import { beforeEach, describe, expect, it } from 'vitest';
import { Offices } from '#models/office.server.ts';
import { ReleasedWeeks } from '#models/released-week.server.ts';
import { Offers } from '#models/visit.server.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { WEEKS_OF_RELEASES } from '#app/operations/upgrade-released-weeks.server.ts';
import { newId } from '#app/platform/ids.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cutRelease, findLastRelease, tablesOf } from '../releases.server.ts';
import { reportSheets } from '../report/files.server.ts';
import { roundSum } from '../tables.ts';
import { mallsInTree } from '../tree.server.ts';
import { analyseMall, analyseTree } from './queries.server.ts';
import { shownOf } from './shown-weeks.ts';
import { analysisPaper, analysisView } from './words.server.ts';

// A Wednesday.
const start = new Date('2026-03-11T05:00:00Z');
const later = (days: number) => new Date(start.getTime() + days * 24 * 3600_000);
let made: MadeMall;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: start, grids: 2, shops: 12 });
});

async function offer(of: MadeMall, grid: number, from: number, to: number, at: Date) {
  const row = { mall: of.mall._id, round: of.round, grid: of.grids[grid], day: '2026-03-11', half: 'am', met: false, createdAt: at, updatedAt: at };
  await Offers.insertMany(of.shops[grid]!.slice(from, to).map(({ merchant }) => ({ ...row, _id: newId(), merchant })));
}
const cut = (at: Date, of = made) => cutRelease(of.mall, at, 60_000);

describe('An analysis', () => {
  it('is empty before there are figures, with the words for it', async () => {
    const view = analysisView(made.mall, await analyseMall(made.mall, 12, start), 'en', start);
    expect(view.parts).toEqual([]);
    await cut(start);
    expect(analysisView(made.mall, await analyseMall(made.mall, 12, start), 'en', start).parts.map(({ key }) => key)).toEqual(['program', 'stage', 'offered', 'place']);
  });

  it('follows each release, keeps weeks that are over, and reads nothing but releases', async () => {
    await offer(made, 0, 0, 7, start);
    await cut(start);
    await offer(made, 1, 0, 12, later(7));
    await cut(later(7));
    const first = (await analyseMall(made.mall, 4, later(8))).points.map((point) => point.now?.round?.atLeast ?? null);
    expect(first).toEqual([null, null, expect.any(Number), expect.any(Number)]);
    expect(first[3]).toBe(roundSum(tablesOf((await findLastRelease(made.mall._id))!).cells, made.round).atLeast);
    // What happened since, and wasn't released, isn't there; rows that are gone change nothing.
    await Offers.deleteMany({ mall: made.mall._id });
    expect((await analyseMall(made.mall, 4, later(8))).points.map((point) => point.now?.round?.atLeast ?? null)).toEqual(first);
    const after = await analyseMall(made.mall, 4, later(7 * 5));
    expect(after.points.map((point) => point.now?.round?.atLeast)).toEqual([first[3], first[3], first[3], first[3]]);
    expect(after.points.map((point) => point.before?.round?.atLeast ?? null)).toEqual([null, null, first[2], first[3]]);
  });

  it('shows floors now and then, and of a tree its offices and malls', async () => {
    await offer(made, 0, 0, 7, start);
    await cut(start);
    const other = await makeMall({ now: start, grids: 1, shops: 10 });
    await Offices.updateOne({ _id: other.office }, { $set: { parent: made.office } });
    await offer(other, 0, 0, 6, later(35));
    await cut(later(35), other);
    const { levels } = await analyseMall(made.mall, 4, later(36));
    expect(levels?.now.map(({ atLeast }) => atLeast)).toEqual(levels?.before?.map(({ atLeast }) => atLeast));
    const { tree, points } = await analyseTree(await mallsInTree(made.office), 4, later(36));
    expect(tree?.now.map(({ malls }) => malls)).toEqual([2, 1, 1, 1]);
    const [top] = tree!.now;
    expect(points.at(-1)?.now?.round).toMatchObject({ of: top!.round!.of, atLeast: top!.round!.atLeast });
    // The second mall had no figures then.
    expect(tree!.before[0]!.round!.of).toBe(24);
  });

  it('has for weeks of before what their releases show, once the data is brought up to date', async () => {
    await offer(made, 0, 0, 7, start);
    await cut(start);
    await offer(made, 1, 0, 12, later(1));
    await cut(later(1));
    const known = await ReleasedWeeks.find({ mall: made.mall._id }, { week: 1, number: 1, shown: 1 }).lean();
    await ReleasedWeeks.deleteMany({ mall: made.mall._id });
    await WEEKS_OF_RELEASES.run();
    await WEEKS_OF_RELEASES.run();
    const again = await ReleasedWeeks.find({ mall: made.mall._id }, { week: 1, number: 1, shown: 1 }).lean();
    expect(again.map(({ week, number, shown }) => ({ week, number, shown }))).toEqual(known.map(({ week, number, shown }) => ({ week, number, shown })));
    expect(again).toMatchObject([{ week: '2026-03-09', number: 2, shown: shownOf(tablesOf((await findLastRelease(made.mall._id))!)) }]);
  });

  it('is a sheet in every language, Uyghur from the right, with no figure below five but as “<5”', async () => {
    await offer(made, 0, 0, 8, start);
    await cut(start);
    for (const language of LANGUAGES) {
      const view = analysisView(made.mall, await analyseMall(made.mall, 4, later(2)), language, later(2));
      const paper = analysisPaper(made.mall, view, language, 'title');
      expect([paper.direction, paper.tables.map(({ key }) => key)]).toEqual([language === 'ug' || language === 'kk-Arab' ? 'rtl' : 'ltr', ['program', 'stage', 'offered', 'place']]);
      for (const { columns, rows } of paper.tables) for (const row of rows) expect(row).toHaveLength(columns.length);
      const figures = paper.tables.flatMap(({ rows, columns }) => rows.flatMap((row) => row.filter((_, at) => columns[at]?.number)));
      expect(figures.filter((cell) => typeof cell === 'number' && cell < 5)).toEqual([]);
      expect((await reportSheets(paper)).length).toBeGreaterThan(3_000);
    }
  });
});
