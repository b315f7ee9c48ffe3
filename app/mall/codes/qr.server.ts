import QRCode from 'qrcode';
import { env } from '#app/platform/env.server.ts';

/** A QR code as the data of one path, stroked one module wide, on a square of `size` modules, quiet zone included: small enough to send hundreds. */
export interface QrDrawing {
  size: number;
  d: string;
}

const QUIET = 4;

const drawn = new Map<string, QrDrawing>();
/** Some 2 kB each. */
const MOST_DRAWN = 2_000;

/** Medium correction: a scratched corner still reads. Drawing one takes a millisecond, and a sheet has a hundred: kept. */
export function drawQr(text: string): QrDrawing {
  const known = drawn.get(text) ?? draw(text);
  if (drawn.size >= MOST_DRAWN) drawn.clear();
  drawn.set(text, known);
  return known;
}

/** Each row is a line along the middle of its modules, as short as a path can be. */
function draw(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let d = '';
  for (let y = 0; y < size; y += 1) {
    let at = -1;
    for (let x = 0; x < size; x += 1) {
      if (!data[y * size + x]) continue;
      let end = x;
      while (end < size && data[y * size + end]) end += 1;
      d += at < 0 ? `M${x + QUIET} ${y + QUIET}.5` : `m${x - at} 0`;
      d += `h${end - x}`;
      at = end;
      x = end;
    }
  }
  return { size: size + 2 * QUIET, d };
}

/** Black on white in both schemes, or no camera reads it. @param label escaped */
export const qrMarkup = ({ size, d }: QrDrawing, label: string): string =>
  `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path d="M0 0h${size}v${size}H0z" fill="#fff"/><path d="${d}" stroke="#000"/></svg>`;

/** The whole address that a phone's own camera opens. */
export const addressOfCode = (code: string): string => `${env().PUBLIC_URL.replace(/\/$/, '')}/c/${code}`;
