import jsQR from 'jsqr';
import sharp from 'sharp';
import { keptSession } from './people.ts';

const enter = keptSession('officer');

/** The address in a booth's printed code, read as a phone would from what stands on the sheet. */
export async function scanBooth(number: string): Promise<string> {
  const { page } = await enter('zh');
  await page.goto(`/m/jinqiao/manage/codes?of=booths&number=${number}&size=xl&paper=a4`);
  const { data, info } = await sharp(await page.locator('main ol svg, main ol img').first().screenshot()).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const read = jsQR(new Uint8ClampedArray(data), info.width, info.height);
  return new URL(read?.data ?? '').pathname;
}
