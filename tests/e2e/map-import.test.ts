import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { buildImdf } from '#tests/factories/imdf.ts';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const HUB = '/m/jinqiao/manage/map-import';
const osm = resolve(process.env.SHARED_DIR ?? '../shared', 'data/maps/grand-place-osm/grand-place.geojson');

/** Three booths in a row whose properties nobody guesses, in metres or in degrees. */
function plain(unit: 'metres' | 'degrees'): Buffer {
  const at = ([x, y]: [number, number]) => (unit === 'metres' ? [x * 6, y * 6] : [87.61 + x * 0.00005, 43.81 + y * 0.00005]);
  const ring = (nth: number) => ([[nth, 0], [nth + 1, 0], [nth + 1, 1], [nth, 1], [nth, 0]] as [number, number][]).map(at);
  const features = [0, 1, 2].map((nth) => ({ type: 'Feature', id: nth + 1, properties: { zz: `K-${17 + 11 * nth}`, yy: 'F7' }, geometry: { type: 'Polygon', coordinates: [ring(nth)] } }));
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}
async function archive(): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of buildImdf()) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  return buffer(zip.outputStream);
}

const enter = keptSession('officer');

describe.each(BOTH_WAYS)('a plan is brought in $name', ({ script, language, options }) => {
  let officer: Somebody;
  let page: Page;
  const button = (key: string) => page.getByRole('button', { name: officer.t(`bringing:${key}`), exact: true });
  const accessible = async () => script && expect(await axeFindings(page)).toEqual([]);

  beforeAll(async () => {
    officer = await enter(language, { ...options, javaScriptEnabled: script });
    page = officer.page;
  });
  afterAll(() => expect(troubles.splice(0)).toEqual([]));

  async function upload(name: string, bytes: Buffer): Promise<void> {
    await page.goto(HUB);
    await page.locator('[name=files]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
    await page.locator('[name=building]').selectOption('new');
    await button('hub.read').click();
    await page.waitForURL((url) => url.pathname.startsWith(`${HUB}/`));
  }
  const countOf = async (key: string) => Number(await page.locator('dt').filter({ hasText: new RegExp(`^${officer.t(`bringing:read.${key}`)}$`) }).locator('xpath=following-sibling::dd[1]').innerText());

  /** The dry run: its counts and its picture. */
  async function looked(units: number, number: string): Promise<void> {
    await button('act.bring-in').waitFor({ timeout: 30_000 });
    expect(await countOf('units')).toBe(units);
    expect(await page.locator('#plan svg').innerHTML()).toContain(`>${number}<`);
    await accessible();
  }
  async function thereAndBack(): Promise<void> {
    await button('act.bring-in').click();
    await page.getByText(officer.t('bringing:done.title')).waitFor({ timeout: 30_000 });
    await button('act.take-back').click();
    await page.getByText(officer.t('bringing:undone.title')).waitFor({ timeout: 30_000 });
  }

  async function setAside(): Promise<void> {
    await button('act.drop').click();
    await page.waitForURL((url) => url.pathname === HUB);
  }

  test('from an IMDF archive, with what was left out and why', async () => {
    await upload('mall.zip', await archive());
    await button('act.bring-in').waitFor({ timeout: 30_000 });
    expect(await page.getByText('ownThing.geojson').count()).toBe(1);
    await looked(6, 'A 1');
    await thereAndBack();
  });

  test.each(['metres', 'degrees'] as const)('from GeoJSON in %s, whose names of properties are told on the page', async (unit) => {
    await upload('plan.geojson', plain(unit));
    await button('act.choose').waitFor({ timeout: 30_000 });
    await page.locator('[name=number]').selectOption('zz');
    await page.locator('[name=level]').selectOption('yy');
    await button('act.choose').click();
    await page.locator('#plan').getByText('F7', { exact: true }).first().waitFor({ timeout: 30_000 });
    await looked(3, '28');
    if (unit === 'metres') await thereAndBack();
    else await setAside();
  });

  test.runIf(existsSync(osm))('from an extract of OpenStreetMap, which is most of it noise', async () => {
    await upload('extract.geojson', readFileSync(osm));
    await button('act.bring-in').waitFor({ timeout: 30_000 });
    expect([await countOf('features'), await countOf('skipped')]).toEqual([721, 575]);
    await thereAndBack();
  });

  test('from rows and booths, after a number that can’t be', async () => {
    await page.goto(`${HUB}/quick`);
    await page.locator('[name=levels]').fill('0');
    await page.locator('[name=lowest]').fill('8');
    await button('quick.draw').click();
    await page.locator('[name=levels][aria-invalid]').waitFor();
    expect(await page.locator('[name=lowest]').inputValue()).toBe('8');
    await accessible();
    await page.locator('[name=levels]').fill('1');
    await page.locator('[name=rows]').fill('2');
    await page.locator('[name=booths]').fill('3');
    await button('quick.draw').click();
    await page.waitForURL(/map-import\/(?!quick)/);
    await looked(8, '004');
    await thereAndBack();
  });

  test('from a broken file ends in words, and what came is thrown away', async () => {
    await upload('plan.geojson', Buffer.from('{"type":"FeatureCollection","features":[{'));
    await page.getByText(officer.t('bringing:trouble.not-json', { file: 'plan.geojson' })).waitFor({ timeout: 30_000 });
    await setAside();
  });

  test('and goes out again as an archive', async () => {
    await page.goto(HUB);
    await accessible();
    const href = await page.getByRole('link', { name: officer.t('bringing:export.button') }).getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect([answer.status(), answer.headers()['content-disposition']]).toEqual([200, expect.stringContaining('.zip')]);
    expect((await answer.body()).subarray(0, 2).toString()).toBe('PK');
  });
});
