import { fileTypeFromBuffer } from 'file-type';
import jsQR from 'jsqr';
import sharp from 'sharp';

/** A phone's photo at most. */
export const MOST_PHOTO = 10 * 1024 * 1024;
/** More pixels are a flood, whatever its size in bytes. */
const MOST_PIXELS = 60_000_000;
const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif']);
/** Codes from nearby read best small; a sign across the corridor needs more. */
const EDGES = [800, 1600];

/** What the code in a picture says, or null. The picture is drawn small in memory and thrown away. */
export async function readCodePicture(input: Buffer): Promise<string | null> {
  // By its own bytes: a drawing could call for other files.
  if (!PHOTOS.has((await fileTypeFromBuffer(input))?.mime ?? '')) return null;
  for (const edge of EDGES) {
    const drawn = await sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false })
      .rotate()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch(() => null);
    if (!drawn) return null;
    const found = jsQR(new Uint8ClampedArray(drawn.data), drawn.info.width, drawn.info.height);
    if (found?.data) return found.data;
  }
  return null;
}
