/** The floors of the demonstration mall as an architect would dictate them: strips of booths, rooms, and what lies between. */
export type Side = 'n' | 'e' | 's' | 'w';
export type Box = [x0: number, y0: number, x1: number, y1: number];

/** Booths side by side in a box, all with the door on one side. */
export interface Strip {
  grid: number;
  count: number;
  box: Box;
  door: Side;
}
export interface Room {
  category: string;
  name?: string;
  box: Box;
  door?: Side;
  /** Given where the room is no rectangle; `box` is then the larger part of it. */
  corners?: [number, number][];
}
export interface Floor {
  shortName: string;
  ordinal: number;
  strips: Strip[];
  rooms: Room[];
}

/** Walls of the columns and rows, metres: west wall, west block, middle, atrium, east block, east wall; north to south likewise. */
const X = { w: [0.3, 7] as const, west: [10.6, 36.5] as const, mid: [40, 82.2] as const, atrium: [48.3, 73.9] as const, east: [85.8, 111.7] as const, e: [115.2, 121.9] as const };
const Y = { n: [0.4, 9.5] as const, r1: [13.5, 19.2, 25] as const, r2: [28.2, 33.5, 38.9] as const, r3: [44, 49.4, 54.8] as const, r4: [57.9, 63.7, 69.4] as const, s: [73.4, 82.6] as const };

type Span = readonly [number, number];
type Row = readonly [number, number, number];

/** Two strips back to back, doors to the north and to the south. */
const backToBack = (x: Span, y: Row, upper: [grid: number, count: number], lower: [grid: number, count: number] = upper): Strip[] => [
  { grid: upper[0], count: upper[1], box: [x[0], y[0], x[1], y[1]], door: 'n' },
  { grid: lower[0], count: lower[1], box: [x[0], y[1], x[1], y[2]], door: 's' },
];
const north = (grid: number, count: number, x0: number, x1: number): Strip => ({ grid, count, box: [x0, Y.n[0], x1, Y.n[1]], door: 's' });
const south = (grid: number, count: number, x0: number, x1: number): Strip => ({ grid, count, box: [x0, Y.s[0], x1, Y.s[1]], door: 'n' });
const westWall = (grid: number, count: number, y0: number, y1: number): Strip => ({ grid, count, box: [X.w[0], y0, X.w[1], y1], door: 'e' });
const eastWall = (grid: number, count: number, y0: number, y1: number): Strip => ({ grid, count, box: [X.e[0], y0, X.e[1], y1], door: 'w' });
/** Two booths at each corner of the atrium, doors towards it. */
const corner = (grid: number, x: Span, y: Row, door: Side): Strip => ({ grid, count: 2, box: [x[0], y[0], x[1], y[2]], door });
const kiosk = (grid: number, x: number, y: number, door: Side): Strip => ({ grid, count: 1, box: [x, y, x + 2.6, y + 2.6], door });

const cornersOf = (grid: number): Strip[] => [
  corner(grid, [X.mid[0], X.atrium[0]], Y.r2, 'e'),
  corner(grid, [X.atrium[1], X.mid[1]], Y.r2, 'w'),
  corner(grid, [X.mid[0], X.atrium[0]], Y.r3, 'e'),
  corner(grid, [X.atrium[1], X.mid[1]], Y.r3, 'w'),
];
const kiosksOf = (grid: number): Strip[] => [kiosk(grid, 51.3, 29.4, 'e'), kiosk(grid, 51.3, 51, 'e'), kiosk(grid, 68.3, 29.4, 'w'), kiosk(grid, 68.3, 51, 'w')];

/** Stairs, lifts, toilets and escalators stand above each other on all floors. */
const SHAFTS: Room[] = [
  { category: 'stairs', box: [0.3, 0.4, 6.7, 9.5], door: 's' },
  { category: 'restroom.female', name: 'toilet', box: [25.9, 0.4, 31.2, 9.5], door: 's' },
  { category: 'restroom.male', name: 'toilet', box: [31.2, 0.4, 36.5, 9.5], door: 's' },
  { category: 'elevator', box: [67.5, 0.4, 73, 9.5], door: 's' },
  { category: 'stairs', box: [109.1, 0.4, 115.2, 9.5], door: 's', corners: [[109.1, 0.4], [115.2, 0.4], [121.9, 8.7], [121.9, 13.5], [115.2, 13.5], [115.2, 9.5], [109.1, 9.5]] },
  { category: 'elevator', name: 'freight-lift', box: [8, 73.4, 15, 82.6], door: 'n' },
  { category: 'restroom', name: 'toilet', box: [85.8, 73.4, 97.9, 82.6], door: 'n' },
  { category: 'stairs', box: [115.5, 73.4, 121.9, 82.6], door: 'n' },
];
const escalators = (y0: number, y1: number): Room[] => [
  { category: 'escalator', box: [55, y0, 61.1, y1], door: 'n' },
  { category: 'escalator', box: [61.1, y0, 67.2, y1], door: 'n' },
];
const atrium = (category: string): Room => ({ category, name: 'atrium', box: [55, 31.3, 67.2, 45.2] });
const room = (category: string, name: string, box: Box, door: Side): Room => ({ category, name, box, door });

const B1: Floor = {
  shortName: 'B1',
  ordinal: -1,
  strips: [
    north(1, 2, 6.7, 25.9), westWall(1, 2, 13.5, 38.9), ...backToBack(X.west, Y.r1, [1, 3]), ...backToBack(X.west, Y.r2, [1, 3]),
    north(2, 3, 40, 67.5), north(2, 1, 73, 82.2), ...backToBack(X.mid, Y.r1, [2, 5]), ...backToBack([40, 55], Y.r2, [2, 2]),
    north(3, 2, 85.8, 109.1), eastWall(3, 2, 13.5, 38.9), ...backToBack(X.east, Y.r1, [3, 3]), ...backToBack(X.east, Y.r2, [3, 3], [3, 2]), ...backToBack([67.2, 82.2], Y.r2, [3, 2]),
    ...backToBack(X.east, Y.r3, [4, 3]), ...backToBack(X.east, Y.r4, [4, 3], [4, 2]), eastWall(4, 2, 44, 69.4), south(4, 1, 97.9, 115.5),
    ...backToBack([67.2, 82.2], Y.r3, [4, 2]),
    ...backToBack([40, 55], Y.r3, [5, 2]), ...backToBack(X.mid, Y.r4, [5, 3]),
    ...backToBack(X.west, Y.r3, [5, 3], [5, 2]), ...backToBack(X.west, Y.r4, [5, 2]), westWall(5, 2, 44, 65.9),
  ],
  rooms: [...SHAFTS, ...escalators(45.2, 51.6), room('storage', 'storage', [15, 73.4, 36.5, 82.6], 'n'), room('nonpublic', 'equipment-room', [40, 73.4, 82.2, 82.6], 'n')],
};

const F1: Floor = {
  shortName: 'F1',
  ordinal: 0,
  strips: [
    north(6, 3, 6.7, 25.9), westWall(6, 3, 13.5, 38.9), ...backToBack(X.west, Y.r1, [6, 4]), ...backToBack(X.west, Y.r2, [6, 4], [6, 3]),
    north(7, 4, 40, 67.5), north(7, 1, 73, 82.2), ...backToBack(X.mid, Y.r1, [7, 7]),
    north(8, 3, 85.8, 109.1), eastWall(8, 3, 13.5, 38.9), ...backToBack(X.east, Y.r1, [8, 4]), ...backToBack(X.east, Y.r2, [8, 4], [8, 3]),
    ...backToBack(X.east, Y.r3, [9, 4]), ...backToBack(X.east, Y.r4, [9, 4], [9, 3]), eastWall(9, 3, 44, 69.4), south(9, 3, 97.9, 115.5),
    ...backToBack(X.mid, Y.r4, [10, 7], [10, 6]), south(10, 3, 59.2, 82.2),
    ...backToBack(X.west, Y.r3, [11, 4]), ...backToBack(X.west, Y.r4, [11, 4], [11, 3]), westWall(11, 3, 44, 65.9), south(11, 3, 15, 36.5),
    ...cornersOf(12), ...kiosksOf(12),
  ],
  rooms: [...SHAFTS, atrium('lobby'), ...escalators(45.2, 51.6), room('office', 'service-centre', [40, 73.4, 59.2, 82.6], 'n')],
};

const F2: Floor = {
  shortName: 'F2',
  ordinal: 1,
  strips: [
    north(13, 3, 6.7, 25.9), westWall(13, 3, 13.5, 38.9), ...backToBack(X.west, Y.r1, [13, 4]), ...backToBack(X.west, Y.r2, [13, 3]),
    north(14, 4, 40, 67.5), north(14, 1, 73, 82.2), ...backToBack(X.mid, Y.r1, [14, 7]),
    north(15, 3, 85.8, 109.1), eastWall(15, 3, 13.5, 38.9), ...backToBack(X.east, Y.r1, [15, 5], [15, 4]), ...backToBack(X.east, Y.r2, [15, 4], [15, 3]),
    ...backToBack(X.east, Y.r3, [16, 4]), ...backToBack(X.east, Y.r4, [16, 4], [16, 3]), eastWall(16, 3, 44, 69.4), south(16, 3, 97.9, 115.5),
    ...backToBack(X.mid, Y.r4, [17, 8], [17, 7]), south(17, 3, 59.2, 82.2),
    ...backToBack(X.west, Y.r3, [18, 4]), ...backToBack(X.west, Y.r4, [18, 3]), westWall(18, 3, 44, 65.9), south(18, 4, 15, 36.5),
    ...cornersOf(19), ...kiosksOf(19),
  ],
  rooms: [...SHAFTS, atrium('opentobelow'), ...escalators(45.2, 51.6), room('mothersroom', 'family-room', [40, 73.4, 49.6, 82.6], 'n'), room('room', 'tailors-room', [49.6, 73.4, 59.2, 82.6], 'n')],
};

const F3: Floor = {
  shortName: 'F3',
  ordinal: 2,
  strips: [
    north(20, 2, 6.7, 25.9), westWall(20, 3, 13.5, 38.9), ...backToBack(X.west, Y.r1, [20, 4]), ...backToBack(X.west, Y.r2, [20, 4]),
    north(21, 3, 40, 67.5), north(21, 1, 73, 82.2), ...backToBack(X.mid, Y.r1, [21, 6], [21, 5]), corner(21, [40, 48.3], Y.r2, 'e'), corner(21, [73.9, 82.2], Y.r2, 'w'), corner(21, [73.9, 82.2], Y.r3, 'w'), ...kiosksOf(21).filter((k) => k.box[1] < 40),
    north(22, 3, 85.8, 109.1), eastWall(22, 3, 13.5, 38.9), ...backToBack(X.east, Y.r1, [22, 4]), ...backToBack(X.east, Y.r2, [22, 4]),
    ...backToBack(X.east, Y.r3, [23, 4]), ...backToBack(X.east, Y.r4, [23, 3]), eastWall(23, 3, 44, 69.4), south(23, 2, 97.9, 115.5),
    corner(24, [40, 48.3], Y.r3, 'e'), ...backToBack(X.mid, Y.r4, [24, 4], [24, 3]), ...backToBack(X.west, Y.r3, [24, 3]), ...backToBack(X.west, Y.r4, [24, 3]), westWall(24, 2, 44, 65.9),
  ],
  rooms: [
    ...SHAFTS, atrium('opentobelow'), ...escalators(45.2, 51.6),
    room('conferenceroom', 'council-room', [15, 73.4, 36.5, 82.6], 'n'), room('room', 'mock-court', [40, 73.4, 61, 82.6], 'n'),
    room('conferenceroom', 'talk-room', [61, 73.4, 71.6, 82.6], 'n'), room('room', 'course-room', [71.6, 73.4, 82.2, 82.6], 'n'),
  ],
};

export const FLOORS: readonly Floor[] = [B1, F1, F2, F3];

/** Outer wall: chamfered in the north-east, set back in the south-west. */
export const OUTER_WALL: [number, number][] = [[0, 0], [115.4, 0], [122.2, 8.5], [122.2, 82.9], [7.7, 82.9], [7.7, 66.3], [0, 66.3], [0, 0]];

/** Where people walk: the first box that holds a place names it. What no room or booth takes is corridor. */
export const STREETS: { name: string; box: Box }[] = [
  { name: 'atrium-ring', box: [40, 25, 82.2, 57.9] },
  { name: 'west-street', box: [0.3, 38.9, 40, 44] },
  { name: 'east-street', box: [82.2, 38.9, 121.9, 44] },
  { name: 'north-aisles', box: [0.3, 0.4, 121.9, 38.9] },
  { name: 'south-aisles', box: [0.3, 44, 121.9, 66] },
  { name: 'south-aisles', box: [8, 66, 121.9, 82.6] },
];

/** Doors to the outside on F1, and the emergency exits of the other floors at the stairs. */
export const MAIN_EXITS: [[number, number], [number, number]][] = [
  [[37, 0], [39.5, 0]], [[82.7, 0], [85.3, 0]], [[0, 39.5], [0, 43.4]], [[122.2, 39.5], [122.2, 43.4]], [[37, 82.9], [39.5, 82.9]], [[82.7, 82.9], [85.3, 82.9]],
];
export const EMERGENCY_EXITS: [[number, number], [number, number]][] = [[[2, 9.5], [4, 9.5]], [[111, 9.5], [113, 9.5]], [[117.5, 73.4], [119.5, 73.4]]];
