import type { Feature, Geometry } from './schema.ts';

/** All positions of a feature, however deep they lie. */
export function positionsOf(feature: Pick<Feature, 'geometry'>): number[][] {
  const found: number[][] = [];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') found.push(value as number[]);
    else value.forEach(walk);
  };
  walk(feature.geometry?.coordinates);
  return found;
}

/** Every position changed the same way. */
export function mapPositions<G extends Geometry | null>(geometry: G, change: (at: readonly number[]) => number[]): G {
  const walk = (value: unknown): unknown => (Array.isArray(value) && typeof value[0] === 'number' ? change(value as number[]) : Array.isArray(value) ? value.map(walk) : value);
  return geometry && ({ ...geometry, coordinates: walk(geometry.coordinates) } as G);
}

/** Latitude and longitude in the other order. */
export const swapped = <G extends Geometry | null>(geometry: G): G => mapPositions(geometry, ([x = 0, y = 0]) => [y, x]);
