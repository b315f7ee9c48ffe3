import type { QrDrawing } from './qr.server.ts';

/** Drawn by the server; black on white in both schemes, or no camera reads it. */
export function Qr({ drawing: { size, d }, label }: { drawing: QrDrawing; label: string }) {
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={d} stroke="#000" />
    </svg>
  );
}
