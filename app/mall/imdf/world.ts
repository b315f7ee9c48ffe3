import type { Sliced } from '../bringing/slices.ts';
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

/** Enough to say where a plan lies and how large it is, and few enough to be put in order at once. */
const SAMPLE = 20_000;

/** Positions of all features, or some of each, evenly, where there are very many. */
export function* samplePositions(features: readonly Pick<Feature, 'geometry'>[]): Sliced<number[][]> {
  const found: number[][] = [];
  const every = Math.ceil(features.length / SAMPLE);
  const each = Math.ceil((SAMPLE * every) / Math.max(1, features.length));
  for (let at = 0; at < features.length; at += every) {
    yield;
    const own = positionsOf(features[at]!);
    const step = Math.ceil(own.length / each);
    for (let i = 0; i < own.length; i += step) found.push(own[i]!);
  }
  return found;
}

/** No mall lies so far north. A longitude in the place of a latitude is told by it, from Almaty eastwards. */
const ARCTIC = 72;

/** Whether degrees were written latitude first: a latitude beyond any mall, or none at all. */
export const isTurned = (x: number, y: number): boolean => Math.abs(y) > ARCTIC && Math.abs(x) <= ARCTIC;

/** Every position changed the same way. */
export function mapPositions<G extends Geometry | null>(geometry: G, change: (at: readonly number[]) => number[]): G {
  const walk = (value: unknown): unknown => (Array.isArray(value) && typeof value[0] === 'number' ? change(value as number[]) : Array.isArray(value) ? value.map(walk) : value);
  return geometry && ({ ...geometry, coordinates: walk(geometry.coordinates) } as G);
}

/** Latitude and longitude in the other order. */
export const swapped = <G extends Geometry | null>(geometry: G): G => mapPositions(geometry, ([x = 0, y = 0]) => [y, x]);
