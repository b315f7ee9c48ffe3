import jsQR from 'jsqr';
import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawQr } from './qr.server.ts';
import { Qr } from './qr.tsx';

test('a drawn code reads as the address that was drawn, in as few signs as a sheet of a hundred can bear', async () => {
  const address = 'https://house.example/c/jinqiao.F1-067.0123456789abcdefABCDEF';
  const drawing = drawQr(address);
  const svg = renderToStaticMarkup(createElement(Qr, { drawing, label: '' })).replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"');
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(address);
  expect(drawing.d.length).toBeLessThan(4_000);
  expect(drawQr(address)).toBe(drawing);
});
