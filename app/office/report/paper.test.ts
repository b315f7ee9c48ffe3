import { describe, expect, test } from 'vitest';
import { openXlsx } from '#app/mall/roster/import/xlsx.server.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { partsOf } from '#tests/factories/workbook.ts';
import { reportSheets } from './files.server.ts';
import { atLeastCell, cellOf, type ReleasedRound } from './paper.ts';
import { paperOf } from './words.server.ts';

const now = new Date('2026-04-02T06:00:00Z');
const mall = { name: { zh: '金桥商贸城', ug: 'ئالتۇن كۆۋرۈك سودا سارىيى' }, zone: 'Asia/Urumqi' };
const round: ReleasedRound = {
  name: { zh: '春季走访', ug: 'باھارلىق زىيارەت' },
  opensOn: '2026-03-01',
  closesOn: '2026-03-31',
  endedOn: '2026-04-01',
  cutAt: new Date('2026-04-01T05:20:00Z'),
  of: 42,
  atLeast: 26,
  levels: [{ levels: ['F1'], of: 42, atLeast: 26, grids: [{ grid: 'a', of: 21, span: { least: 0, most: 4 }, atLeast: 17 }, { grid: 'b', of: 21, span: { least: 10, most: 14 }, atLeast: 7 }] }],
  numbers: { a: 1, b: 2 },
  days: [{ day: '2026-03-02', of: 42, atLeast: 2 }, { day: '2026-03-03', of: 42, atLeast: 26 }],
  late: { least: 0, most: 4 },
};
const tableOf = (key: string) => paperOf(mall, round, 'zh', now).tables.find((table) => table.key === key)?.rows;

describe('RIGHTS: Figures, on a report', () => {
  test('a cell below five, zero and hidden ones included, says only that', () => {
    expect([null, { least: 0, most: 4 }].map(cellOf)).toEqual([{ figure: '<5' }, { figure: '<5' }]);
    expect([cellOf({ least: 7, most: 7 }), cellOf({ least: 10, most: 14 })]).toEqual([7, { figure: '10–14' }]);
    expect([0, 4, 5].map(atLeastCell)).toEqual([{ figure: '<5' }, { figure: '<5' }, 5]);
  });

  test('grids, floors and days hold the release’s steps and nothing more exact', () => {
    expect(tableOf('grid')?.map((cells) => cells.slice(2))).toEqual([[21, 17, { figure: '<5' }], [21, 7, { figure: '10–14' }]]);
    expect(tableOf('level')).toEqual([['F1', 42, 26, 16]]);
    expect(tableOf('day')?.map((cells) => cells.slice(1))).toEqual([[{ figure: '<5' }, 40], [26, 16]]);
  });

  test('what came after the end stands beside the frozen figures, and nowhere while the round runs', () => {
    const late = (paper: ReturnType<typeof paperOf>) => paper.facts.find(({ label }) => label === '结束后才收到的')?.value;
    expect(late(paperOf(mall, round, 'zh', now))).toEqual({ figure: '<5' });
    expect(late(paperOf(mall, { ...round, endedOn: null }, 'zh', now))).toBeUndefined();
  });
});

test.each(LANGUAGES)('in %s the report speaks that language, says as of when, and leaves no key behind', (language) => {
  const paper = paperOf(mall, round, language, now);
  const words = JSON.stringify(paper);
  expect(words).not.toMatch(/report:|words:|common:|\{\{/);
  expect(paper.asOf).toContain('11:20');
  expect(paper.direction).toBe(language === 'ug' || language === 'kk-Arab' ? 'rtl' : 'ltr');
});

describe('The spreadsheet', () => {
  test('runs from right to left in Uyghur and holds numbers as numbers, steps as text that reads from left to right', async () => {
    const bytes = await reportSheets(paperOf(mall, round, 'ug', now));
    const parts = await partsOf(bytes);
    expect(Object.keys(parts).filter((name) => name.includes('worksheets'))).toHaveLength(4);
    for (const name of [1, 2, 3, 4]) expect(parts[`xl/worksheets/sheet${name}.xml`]).toContain('rightToLeft="1"');
    expect(parts['xl/worksheets/sheet3.xml']).toMatch(/s="3"><v>21<\/v>/);
    expect(parts['xl/worksheets/sheet3.xml']).toMatch(/s="4"><is><t xml:space="preserve">10–14</);
    expect(parts['xl/styles.xml']).toContain('readingOrder="1"');
    // Words too: a sentence that begins with a year would be read from its wrong end.
    const styles = [...(parts['xl/styles.xml'] ?? '').matchAll(/<xf[^>]*?(?:\/>|>.*?<\/xf>)/g)].slice(1).map(([style]) => style);
    for (const name of [1, 2, 3, 4]) {
      const words = [...(parts[`xl/worksheets/sheet${name}.xml`] ?? '').matchAll(/s="(\d+)"><is><t xml:space="preserve">([^<]*\p{L}{3}[^<]*)</gu)];
      expect(words.length).toBeGreaterThan(2);
      expect(words.filter(([, style]) => !styles[Number(style)]?.includes('readingOrder="2"')).map(([, , text]) => text)).toEqual([]);
    }
    expect((await (await openXlsx(bytes)).head(3))[0]?.cells[0]).toBe('باھارلىق زىيارەت');
  });

  test('runs from left to right in Chinese', async () => {
    const parts = await partsOf(await reportSheets(paperOf(mall, round, 'zh', now)));
    expect(parts['xl/worksheets/sheet1.xml']).not.toContain('rightToLeft');
  });
});
