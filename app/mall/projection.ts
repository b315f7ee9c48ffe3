import type { Point } from './geometry.ts';

/** The one transform between a building's plane and WGS84. `madeUp`: the plan was drawn, its place on earth is invented. */
export interface PlaneTransform {
  origin: [longitude: number, latitude: number];
  /** Degrees clockwise that the plane is turned against north. */
  bearing: number;
  madeUp: boolean;
}

const EQUATOR = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY = FLATTENING * (2 - FLATTENING);
const RADIANS = Math.PI / 180;

/**
 * Flat metres around the origin on the WGS84 ellipsoid, by its two radii of curvature there; within 500 m of the origin
 * lengths are true to a few centimetres. There and back is exact to far below a millimetre.
 */
export function planeOf({ origin: [longitude, latitude], bearing }: PlaneTransform): {
  toPlane(at: readonly number[]): Point;
  toWorld(at: Point): [longitude: number, latitude: number];
} {
  const bend = 1 - ECCENTRICITY * Math.sin(latitude * RADIANS) ** 2;
  const perLatitude = ((EQUATOR * (1 - ECCENTRICITY)) / bend ** 1.5) * RADIANS;
  const perLongitude = (EQUATOR / Math.sqrt(bend)) * Math.cos(latitude * RADIANS) * RADIANS;
  const [sin, cos] = [Math.sin(bearing * RADIANS), Math.cos(bearing * RADIANS)];
  return {
    toPlane(at) {
      const east = (((at[0]! - longitude + 540) % 360) - 180) * perLongitude;
      const south = (latitude - at[1]!) * perLatitude;
      return [east * cos + south * sin, south * cos - east * sin];
    },
    toWorld([x, y]) {
      const east = x * cos - y * sin;
      const south = x * sin + y * cos;
      return [longitude + east / perLongitude, latitude - south / perLatitude];
    },
  };
}
