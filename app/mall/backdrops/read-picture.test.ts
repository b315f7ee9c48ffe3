import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { Refusal } from '#app/platform/refusal.ts';
import { drawPdfPage } from '#app/platform/pdf-page.server.ts';
import { buildPdf } from '#tests/factories/pdf.ts';
import { MOST_INPUT, readPlanPicture } from './read-picture.server.ts';

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
const refusal = (work: Promise<unknown>) => work.then(() => null, (error) => (error instanceof Refusal ? [error.field, error.reason.key, error.reason.params] : error));
async function colourAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer())];
}

describe('a plan that was uploaded', () => {
  test('is drawn anew: no EXIF, no place, upright, on white', async () => {
    const photo = await plain(600, 200).withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '43/1 47/1 0/1' } }).withMetadata({ orientation: 6 }).png().toBuffer();
    expect((await sharp(photo).metadata()).orientation).toBe(6);
    const read = await readPlanPicture(photo, 1);
    const { format, exif, orientation } = await sharp(read.bytes).metadata();
    expect([format, exif, orientation]).toEqual(['webp', undefined, undefined]);
    expect([read.width, read.height]).toEqual([200, 600]);
    expect(await colourAt(read.bytes, 100, 100)).toEqual([255, 255, 255]);
  });

  test('becomes smaller than a row may be, however wild it is', async () => {
    const noise = await sharp({ create: { width: 2_500, height: 1_000, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 80 } } }).jpeg({ quality: 95 }).toBuffer();
    const read = await readPlanPicture(noise, 1);
    expect(read.bytes.length).toBeLessThanOrEqual(1.5 * 1024 * 1024);
    expect(read.width / read.height).toBeCloseTo(2.5, 1);
  });

  test('as a PDF is the page that was named, in its colours', async () => {
    const pdf = buildPdf(['0 0 1 rg 0 0 400 300 re f', '1 0 0 rg 0 0 200 300 re f']);
    const read = await readPlanPicture(pdf, 2);
    expect([read.width, read.height]).toEqual([4_096, 3_072]);
    const [red, white] = [await colourAt(read.bytes, 500, 1_500), await colourAt(read.bytes, 3_500, 1_500)];
    expect(red[0]! > 240 && red[2]! < 20).toBe(true);
    expect(Math.min(...white)).toBeGreaterThan(250);
  });

  test('that can’t be one is refused, and says why', async () => {
    expect(await refusal(readPlanPicture(buildPdf(['']), 3))).toEqual(['page', 'backdrop:problem.pdf-no-page', { pages: 1 }]);
    expect(await refusal(readPlanPicture(Buffer.from('%PDF-1.7\nnothing in it'), 1))).toEqual(['file', 'backdrop:problem.pdf-broken', { pages: 0 }]);
    expect(await refusal(readPlanPicture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 1))).toEqual(['file', 'backdrop:problem.not-a-plan', undefined]);
    const png = await plain(50, 50).png().toBuffer();
    expect(await refusal(readPlanPicture(png.subarray(0, 60), 1))).toEqual(['file', 'backdrop:problem.not-a-plan', undefined]);
    expect(await refusal(readPlanPicture(Buffer.alloc(MOST_INPUT + 1), 1))).toMatchObject(['file', 'form.file-too-big', { max: 15 }]);
  });

  test('whose page takes too long is given up, and the next one is drawn', async () => {
    const [slow, next] = await Promise.all([drawPdfPage(buildPdf(['0 0 9 9 re f']), 1, 4_096, 0), drawPdfPage(buildPdf(['0 0 9 9 re f']), 1, 100)]);
    expect(slow).toEqual({ trouble: 'too-slow', pages: 0 });
    expect(next).toMatchObject({ width: 100, height: 75 });
  });
});
