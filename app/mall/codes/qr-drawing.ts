/** A QR code as the data of one path, stroked one module wide, on a square of `size` modules, quiet zone included: small enough to send hundreds. */
export interface QrDrawing {
  size: number;
  d: string;
}

const QUIET = 4;

/** Each row is a line along the middle of its modules, as short as a path can be. The same on the server and on a phone. */
export function pathOfModules({ size, data }: { size: number; data: ArrayLike<number> }): QrDrawing {
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
