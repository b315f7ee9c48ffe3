import QRCode from 'qrcode';
import { type QrDrawing, pathOfModules } from './qr-drawing.ts';
import { env } from '#app/platform/env.server.ts';

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

const draw = (text: string): QrDrawing => pathOfModules(QRCode.create(text, { errorCorrectionLevel: 'M' }).modules);

/** Black on white in both schemes, or no camera reads it. @param label escaped */
export const qrMarkup = ({ size, d }: QrDrawing, label: string): string =>
  `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path d="M0 0h${size}v${size}H0z" fill="#fff"/><path d="${d}" stroke="#000"/></svg>`;

/** The whole address that a phone's own camera opens. */
export const addressOfCode = (code: string): string => `${env().PUBLIC_URL.replace(/\/$/, '')}/c/${code}`;
