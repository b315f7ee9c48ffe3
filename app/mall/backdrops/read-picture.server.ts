import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { drawPdfPage } from '#app/platform/pdf-page.server.ts';
import { Refusal } from '#app/platform/refusal.ts';

const MB = 1024 * 1024;
/** Below what the portal takes in one form. */
export const MOST_INPUT = 15 * MB;
/** An A1 sheet scanned at 300 dots an inch. */
const MOST_PIXELS = 80_000_000;
/** What is stored goes into one row: a transaction stays small. */
const MOST_STORED = 1.5 * MB;
/** Pixels of the longer side, and how good: the first that is small enough. A line drawing takes the first or second. */
const TRIES = [[4_096, 80], [4_096, 55], [3_000, 60], [2_200, 55], [1_600, 45]] as const;
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif', 'image/gif', 'image/tiff']);

/** A picture drawn anew: nothing that was hidden in the file comes along. */
export interface PlanPicture {
  bytes: Buffer;
  width: number;
  height: number;
}

/**
 * A picture, or one page of a PDF, as WebP on white. By the file's own bytes, not by its name.
 * @param page of a PDF, from 1
 * @throws {Refusal} for anything that can't be drawn, on the field `file` or `page`
 */
export async function readPlanPicture(input: Buffer, page: number): Promise<PlanPicture> {
  if (input.length > MOST_INPUT) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, 'file');
  const open = await openerOf(input, page);
  for (const [edge, quality] of TRIES) {
    const drawn = await draw(open(), edge, quality).catch(() => null);
    if (!drawn) throw new Refusal('backdrop:problem.not-a-plan', 'file');
    if (drawn.data.length <= MOST_STORED) return { bytes: drawn.data, width: drawn.info.width, height: drawn.info.height };
  }
  throw new Refusal('backdrop:problem.not-a-plan', 'file');
}

async function openerOf(input: Buffer, page: number): Promise<() => Sharp> {
  const type = await fileTypeFromBuffer(input);
  if (type && PICTURES.has(type.mime)) return () => sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false }).rotate();
  if (type?.mime !== 'application/pdf') throw new Refusal('backdrop:problem.not-a-plan', 'file');
  const drawn = await drawPdfPage(input, page, TRIES[0][0]);
  if ('trouble' in drawn) throw new Refusal({ key: `backdrop:problem.pdf-${drawn.trouble}`, params: { pages: drawn.pages } }, drawn.trouble === 'no-page' ? 'page' : 'file');
  const { data, width, height } = drawn;
  return () => sharp(data, { raw: { width, height, channels: 4 } });
}

const draw = (picture: Sharp, edge: number, quality: number) =>
  picture
    .flatten({ background: '#fff' })
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .toBuffer({ resolveWithObject: true });
