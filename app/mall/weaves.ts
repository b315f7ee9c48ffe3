/** The eight weaves of tokens.css as SVG: edge of the tile in px, path, and width of the line. */
const WEAVES: readonly [size: number, path: string, width: number][] = [
  [8, 'M-2 2L2-2M0 8L8 0M6 10L10 6', 1],
  [10, 'M1 2.5h3M7.5 1v3M6 7.5h3M2.5 6v3', 1],
  [12, 'M6 1L11 6L6 11L1 6ZM6 5.4v1.2', 1],
  [10, 'M0 4L5 0.5L10 4M0 9L5 5.5L10 9', 1],
  [12, 'M0 12V9h3V6h3V3h3V0h3', 1],
  [8, 'M2 2h.01M6 6h.01', 2.2],
  [9, 'M2 0V9M5 0V9', 1],
  [10, 'M1 1l3 3M4 1L1 4M6 6l3 3M9 6L6 9', 1],
];

export const clothId = (hue: number, weave: number): string => `cloth-${hue}-${weave}`;

/** A fill of one cloth: hue as ground, weave at half strength. `scale`: drawing units to a px. */
export function clothPattern(hue: number, weave: number, scale: number): string {
  const [size, path, width] = WEAVES[(weave - 1) % WEAVES.length] ?? WEAVES[0]!;
  return (
    `<pattern id="${clothId(hue, weave)}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="scale(${scale})">` +
    `<rect width="${size}" height="${size}" fill="var(--mh-map-${hue}-fill)"/>` +
    `<path d="${path}" fill="none" stroke="var(--mh-map-${hue}-line)" stroke-width="${width}" stroke-linecap="round" opacity=".5"/></pattern>`
  );
}
