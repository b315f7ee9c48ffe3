import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { templateFile } from './files.server.ts';
import { allHeadings } from './headings.server.ts';
import { LARGEST_FILE, MOST_ROWS, readTable } from './read-table.server.ts';
import { readRow } from './read-row.ts';
import { writeXlsx } from './write-xlsx.server.ts';

const read = (bytes: Buffer | string) => readTable(Buffer.from(bytes as string), allHeadings());
const why = (bytes: Buffer | string) => read(bytes).then(() => 'read', (error: { key?: string }) => error.key);
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
const MARK = Buffer.from([0xff, 0xfe]);
const BIG_MARK = Buffer.from([0xfe, 0xff]);
/** 铺位号,店名 / F1-101,布店 as Excel on Chinese Windows saves it. */
const GB = Buffer.concat([Buffer.from([0xc6, 0xcc, 0xce, 0xbb, 0xba, 0xc5, 0x2c, 0xb5, 0xea, 0xc3, 0xfb, 0x0a]), Buffer.from('F1-101,'), Buffer.from([0xb2, 0xbc, 0xb5, 0xea])]);
const TEXT = '铺位号,店名\nF1-101,布店';

/** A workbook of one sheet from its XML, and what else is to be in the archive. */
async function workbook(sheet: string, more: Record<string, string | Buffer> = {}): Promise<Buffer> {
  const zip = new ZipFile();
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const files: Record<string, string | Buffer> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text as string), name);
  zip.end();
  return buffer(zip.outputStream);
}
const inline = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const HEAD = `<row r="1">${inline('A1', '铺位号')}${inline('B1', '店名')}</row>`;

describe('a list of shops is read', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, little end first, with its mark', Buffer.concat([MARK, Buffer.from(TEXT, 'utf16le')])],
    ['UTF-16, big end first, with its mark', Buffer.concat([BIG_MARK, bigEndian(TEXT)])],
    ['GB18030', GB],
  ])('in %s', async (_name, bytes) => {
    expect((await read(bytes)).rows).toEqual([{ line: 2, cells: { booth: 'F1-101', name: '布店' } }]);
  });

  it.each([[','], [';'], ['\t']])('with %j between the cells, quoted cells included', async (mark) => {
    const { rows } = await read(`booth${mark}shop name\r\nF1-101${mark}"Silk${mark} ""Road"""\r\n`);
    expect(rows).toEqual([{ line: 2, cells: { booth: 'F1-101', name: `Silk${mark} "Road"` } }]);
  });

  it('below a title and a date, without columns that nobody asked for, which are named', async () => {
    const { found, rows } = await read('Shops of our mall\n2026-03-11\nbooth,shop name,Nation,Income\nF1-101,Silk,secret,9000');
    expect(found).toMatchObject({ taken: ['booth', 'shop name'], dropped: ['Nation', 'Income'] });
    expect(JSON.stringify(rows)).not.toMatch(/secret|9000/);
  });

  it.each(LANGUAGES)('from the template in %s, as XLSX and as CSV, every column of it', async (language) => {
    for (const format of ['xlsx', 'csv'] as const) {
      const file = await templateFile({ settings: {} as never }, language, format);
      expect(await why(file)).toBe('no-rows');
      if (format === 'csv') {
        const heading = String(file).trim();
        const { found, rows } = await read(`${heading}\r\n${heading.split(',').map((_, at) => `c${at}`).join(',')}`);
        expect(found.dropped).toEqual([]);
        expect(Object.keys(rows[0]!.cells)).toHaveLength(found.taken.length);
      }
    }
  });

  it('with the value of a formula, never the formula', async () => {
    const file = await workbook(`${HEAD}<row r="2"><c r="A2" t="str"><f>"F1-"&amp;101</f><v>F1-101</v></c><c r="B2" t="str"><f>HYPERLINK("x")</f><v>布店</v></c></row>`);
    expect((await read(file)).rows).toEqual([{ line: 2, cells: { booth: 'F1-101', name: '布店' } }]);
  });

  it('with signs that begin a formula as plain words', async () => {
    const file = await writeXlsx([{ name: 'a', rows: [['铺位号', '店名', '联系电话'], ['F1-101', '=cmd', '+7 777 123-45-67']], rightToLeft: false, widths: [1, 1, 1] }]);
    const [row] = (await read(file)).rows;
    expect(readRow(2, row!.cells, new Map()).row).toMatchObject({ names: { en: '=cmd' }, contact: '+7 777 123-45-67' });
  });
});

describe('a file that is no list of shops is refused with what to do', () => {
  it.each([
    ['empty', ''],
    ['no-heading', 'a,b\n1,2'],
    ['no-rows', '铺位号,店名\n'],
    ['open-quote', '铺位号,店名\nF1-101,"布店'],
    ['not-a-table', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])],
    ['old-office', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['broken-xlsx', Buffer.from('PK\u0003\u0004 and nothing else')],
    ['too-big', Buffer.alloc(LARGEST_FILE + 1, 'a')],
    ['too-many-rows', `铺位号,店名\n${'F1-101,布店\n'.repeat(MOST_ROWS + 1)}`],
  ])('%s', async (key, bytes) => {
    expect(await why(bytes)).toBe(key);
  });

  it('a workbook that unpacks to far more than it weighs, by size and by number of parts', async () => {
    const bomb = await workbook(HEAD, { 'xl/worksheets/sheet1.xml': Buffer.alloc(60 * 1024 * 1024, ' ') });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await why(bomb)).toBe('zip-bomb');
    expect(await why(await workbook(HEAD, Object.fromEntries(Array.from({ length: 600 }, (_nothing, at) => [`x${at}`, 'x']))))).toBe('zip-bomb');
  });

  it('a workbook whose XML declares entities', async () => {
    const lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>';
    expect(await why(await workbook(HEAD, { 'xl/worksheets/sheet1.xml': lol }))).toBe('broken-xlsx');
  });
});
