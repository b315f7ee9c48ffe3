import jsQR from 'jsqr';
import sharp from 'sharp';
import { expect, inject } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, keptSession, type Language, say } from './people.ts';

const enter = keptSession('officer');

/** The address in a booth's printed code, read as a phone would from what stands on the sheet. */
export async function scanBooth(number: string): Promise<string> {
  const { page } = await enter('zh');
  await page.goto(`/m/jinqiao/manage/codes?of=booths&number=${number}&size=xl&paper=a4`);
  const { data, info } = await sharp(await page.locator('main ol svg, main ol img').first().screenshot()).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const read = jsQR(new Uint8ClampedArray(data), info.width, info.height);
  return new URL(read?.data ?? '').pathname;
}

/** What a passer-by says in front of the booth, on her phone. @returns number and code from the slip */
export async function reportInside(address: string, what: 'broken' | 'danger', { script, language, words }: { script: boolean; language: Language; words: string }) {
  const context = await newPerson({ ...PHONE, javaScriptEnabled: script });
  await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  const page = await context.newPage();
  await page.goto(`${address}/report`);
  await page.locator(`[name=what][value=${what}]`).check({ force: true });
  await page.locator('[name=inside]').nth(1).check({ force: true });
  await page.locator('[name=words]').fill(words);
  expect(script ? await axeFindings(page) : []).toEqual([]);
  await page.getByRole('button', { name: say(language, 'codes:report.send') }).click();
  await page.waitForURL(/sent=/);
  const number = new URL(page.url()).searchParams.get('sent') ?? '';
  const code = await page.locator('p', { hasText: say(language, 'requests:sent.code') }).locator('bdi').last().innerText();
  return { page, number, code };
}
