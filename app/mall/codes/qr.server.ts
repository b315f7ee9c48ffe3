import QRCode from 'qrcode';
import { env } from '#app/platform/env.server.ts';

/** A QR code as the data of one path on a square of `size` modules, quiet zone included: small enough to send hundreds. */
export interface QrDrawing {
  size: number;
  d: string;
}

const QUIET = 4;

/** Medium correction: a scratched corner still reads. */
export function drawQr(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let d = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!data[y * size + x]) continue;
      let end = x;
      while (end < size && data[y * size + end]) end += 1;
      d += `M${x + QUIET} ${y + QUIET}h${end - x}v1h-${end - x}z`;
      x = end;
    }
  }
  return { size: size + 2 * QUIET, d };
}

/** The whole address that a phone's own camera opens. */
export const addressOfCode = (code: string): string => `${env().PUBLIC_URL.replace(/\/$/, '')}/c/${code}`;
