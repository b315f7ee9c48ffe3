import jsQR from 'jsqr';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawQr, qrMarkup } from './qr.server.ts';

test('a drawn code reads as the address that was drawn, in as few signs as a sheet of a hundred can bear', async () => {
  const address = 'https://house.example/c/jinqiao.F1-067.0123456789abcdefABCDEF';
  const drawing = drawQr(address);
  const svg = qrMarkup(drawing, '').replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"');
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(address);
  expect(drawing.d.length).toBeLessThan(4_000);
  expect(drawQr(address)).toBe(drawing);
});
