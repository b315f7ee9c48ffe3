/** A small IMDF archive of our own: one building, two levels, six units, a type of its own. Every value can be replaced to break it. */
export function buildImdf(overrides: Record<string, unknown> = {}): Map<string, Uint8Array> {
  const square = (x: number, y: number, size = 0.00004) => [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]];
  const [x, y] = [87.6, 43.8];
  const feature = (id: string, feature_type: string, geometry: unknown, properties: object) => ({ id, type: 'Feature', feature_type, geometry, properties });
  const polygon = (at: number, up = 0, size?: number) => ({ type: 'Polygon', coordinates: square(x + at * 0.00004, y + up * 0.00004, size) });
  const collection = (name: string, features: unknown[]) => ({ type: 'FeatureCollection', name, features });
  const units = [0, 1, 2].flatMap((at) =>
    ['l1', 'l2'].map((level) => feature(`u-${level}-${at}`, 'unit', polygon(at), { category: at === 2 ? 'stairs' : 'room', name: { en: `A ${at + 1}` }, level_id: level, restriction: null })),
  );
  const files: Record<string, unknown> = {
    venue: collection('venue', [feature('v', 'venue', polygon(0, 0, 0.0003), { name: { en: 'Little Mall', zh: '小商场' }, category: 'shoppingcenter' })]),
    building: collection('building', [feature('b', 'building', null, { name: { en: 'House' }, category: 'unspecified' })]),
    level: collection('level', ['l1', 'l2'].map((id, at) => feature(id, 'level', polygon(0, 0, 0.0003), { ordinal: at, short_name: { en: `F${at + 1}` }, name: { en: `Floor ${at + 1}` }, building_ids: ['b'] }))),
    unit: collection('unit', units),
    opening: collection('opening', [feature('o', 'opening', { type: 'LineString', coordinates: [[x, y], [x + 0.00001, y]] }, { category: 'pedestrian', level_id: 'l1' })]),
    ownThing: collection('ownThing', [feature('t', 'ownThing', { type: 'Point', coordinates: [x, y] }, { $odd: 1, 'with.dot': [1.10000000000000008] })]),
    ...overrides,
  };
  return new Map(Object.entries(files).filter(([, value]) => value !== undefined).map(([name, value]) => [`${name}.geojson`, typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value))]));
}
