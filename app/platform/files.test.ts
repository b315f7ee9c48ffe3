import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#app/platform/refusal.ts';
import { MOST_INPUT, readFiles, readPicture, readVoice } from './files.server.ts';

const photo = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#7a2' } });
const refused = async (doing: Promise<unknown>) => {
  const error = await doing.then(() => null, (caught: unknown) => caught);
  if (!(error instanceof Refusal)) throw error ?? new Error('It was not refused.');
  return { key: error.reason.key, field: error.field };
};
const NOT_A_PICTURE = { key: 'form.not-a-picture', field: 'pictures' };

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const inside = Buffer.concat([Buffer.from(type), body]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(inside));
  return Buffer.concat([head, inside, tail]);
}

describe('A picture that somebody sends', () => {
  it('is drawn anew as WebP within 1600 px, without the place and camera that were in it', async () => {
    const sent = await photo(4000, 2000).jpeg().withExif({ IFD0: { Make: 'SECRET-CAMERA' }, IFD3: { GPSLatitude: '43/1 49/1 0/1' } }).toBuffer();
    expect(sent.includes('SECRET-CAMERA')).toBe(true);
    const ready = await readPicture(sent, 'pictures');
    expect(ready).toMatchObject({ kind: 'image', type: 'image/webp', width: 1600, height: 800 });
    expect(ready.bytes.includes('SECRET-CAMERA')).toBe(false);
    expect((await sharp(ready.bytes).metadata()).exif).toBeUndefined();
  });

  it('loses whatever is hidden behind it', async () => {
    const sent = Buffer.concat([await photo(40, 40).png().toBuffer(), Buffer.from('PK\u0003\u0004 <script>alert(1)</script>')]);
    expect((await readPicture(sent, 'pictures')).bytes.includes('<script>')).toBe(false);
  });

  it('is refused when it is a drawing with scripts, a page, a document or nothing of the kind', async () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', '<html></html>', '%PDF-1.7', '']) {
      expect(await refused(readPicture(Buffer.from(text), 'pictures')), text).toEqual(NOT_A_PICTURE);
    }
  });

  it('is refused when it begins like a picture and isn’t one', async () => {
    const torn = (await photo(400, 400).jpeg().toBuffer()).subarray(0, 300);
    expect(await refused(readPicture(torn, 'pictures'))).toEqual(NOT_A_PICTURE);
  });

  it('is refused when few bytes would become a flood of pixels', async () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(50_000, 0);
    header.writeUInt32BE(50_000, 4);
    header.set([8, 0], 8);
    const flood = Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))]);
    expect(await refused(readPicture(flood, 'pictures'))).toEqual(NOT_A_PICTURE);
  });

  it('is refused over ten megabytes, with the limit said', async () => {
    expect(await refused(readPicture(Buffer.alloc(MOST_INPUT + 1), 'pictures'))).toEqual({ key: 'form.file-too-big', field: 'pictures' });
  });
});

describe('A recording', () => {
  it('is taken by its own bytes, as sound', async () => {
    const webm = Buffer.from('1a45dfa3010000000000001f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701', 'hex');
    expect(await readVoice(webm, 'voice')).toMatchObject({ kind: 'audio', type: 'audio/webm' });
    expect(await refused(readVoice(Buffer.from('not sound'), 'voice'))).toEqual({ key: 'form.not-a-recording', field: 'voice' });
    expect((await refused(readVoice(Buffer.alloc(1024 * 1024 + 1), 'voice'))).key).toBe('form.file-too-big');
  });
});

describe('The files of a form', () => {
  it('an input left empty is no file, and nine are too many', async () => {
    const form = new FormData();
    form.append('pictures', new File([], ''));
    expect(await readFiles(form)).toEqual([]);
    for (let i = 0; i < 9; i += 1) form.append('pictures', new File(['x'], `${i}.jpg`));
    expect(await refused(readFiles(form))).toEqual({ key: 'form.too-big', field: 'pictures' });
  });
});
