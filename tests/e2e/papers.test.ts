import { afterAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, troubles } from './people.ts';

/** Grey, with a white face in the middle. */
const picture = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#888' } })
    .composite([{ input: Buffer.from('<svg width="800" height="600"><circle cx="400" cy="300" r="60" fill="#fff"/></svg>') }])
    .jpeg()
    .toBuffer();

describe.each(['ug', 'zh'] as const)('on a phone without download or print, in %s', (language) => {
  afterAll(() => expect(troubles).toEqual([]));

  test('a face is covered before the picture is sent, and the slip is kept as a picture', async () => {
    const { page, t } = await signIn('merchant2', language, PHONE);
    await page.goto('/m/jinqiao/ask');
    await page.locator('#f-pictures').setInputFiles({ name: 'lamp.jpg', mimeType: 'image/jpeg', buffer: await picture() });
    const canvas = page.locator('canvas');
    await page.getByRole('button', { name: t('files:brush.cover') }).click();
    await canvas.scrollIntoViewIfNeeded();
    const at = (await canvas.boundingBox())!;
    await page.mouse.move(at.x + at.width * 0.4, at.y + at.height / 2);
    await page.mouse.down();
    await page.mouse.move(at.x + at.width * 0.6, at.y + at.height / 2, { steps: 8 });
    await page.mouse.up();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: t('files:brush.done') }).click();
    await page.locator('[name=words]').fill('门口的灯坏了');
    await page.getByRole('button', { name: t('requests:ask.send.manager') }).click();
    await page.waitForURL(/\/sent$/);
    expect(await axeFindings(page)).toEqual([]);

    await page.getByRole('button', { name: t('common:paper.keep') }).click();
    const kept = page.getByAltText(t('common:paper.picture', { number: 1 }));
    await kept.waitFor();
    const [width, height] = await kept.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
    expect([width, (height ?? 0) > 400]).toEqual([1080, true]);
    const bytes = Buffer.from((await kept.getAttribute('src'))!.split(',')[1]!, 'base64');
    // Something is written on it, and not over all of it.
    const { channels } = await sharp(bytes).greyscale().stats();
    expect(channels[0]!.mean).toBeGreaterThan(150);
    expect(channels[0]!.stdev).toBeGreaterThan(10);

    // What came: the middle is black, where the white face was.
    await page.goto(new URL(page.url()).pathname.replace(/\/sent$/, ''));
    const file = page.locator('img[src*="/files/"], a[href*="/files/"]').first();
    await file.waitFor();
    const source = (await file.getAttribute('src')) ?? (await file.getAttribute('href'));
    const sent = await page.request.get(source!);
    const middle = await sharp(await sent.body()).greyscale().extract({ left: 390, top: 290, width: 20, height: 20 }).png().toBuffer();
    expect((await sharp(middle).stats()).channels[0]!.mean).toBeLessThan(40);
  });
});
