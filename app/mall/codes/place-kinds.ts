/** Kinds of places that get a code; their words are `codes:kind.<kind>`. */
export const PLACE_KINDS = [
  'booth', 'toilet', 'stairs', 'lift', 'escalator', 'extinguisher', 'hydrant', 'alarm', 'aed', 'first-aid', 'exit', 'water', 'information', 'parking', 'mothers-room', 'room', 'other',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** From the categories of IMDF units and amenities, and of plans from elsewhere. The first that fits. */
const ASSETS: readonly [RegExp, PlaceKind][] = [
  [/^restroom|^toilet|^shower/, 'toilet'],
  [/^stairs|^steps/, 'stairs'],
  [/^elevator/, 'lift'],
  [/^escalator|^movingwalkway/, 'escalator'],
  [/extinguisher/, 'extinguisher'],
  [/hydrant/, 'hydrant'],
  [/firealarm|fire\.alarm|alarm/, 'alarm'],
  [/defibrillator|^aed/, 'aed'],
  [/^firstaid/, 'first-aid'],
  [/exit/, 'exit'],
  [/drinkingfountain|water/, 'water'],
  [/^information/, 'information'],
  [/^parking/, 'parking'],
  [/^mothersroom/, 'mothers-room'],
  [/^(lobby|storage|nonpublic|serverroom|smokingarea|terrace|kitchen|office|room|ramp|footbridge|platform|telephone)/, 'room'],
];
/** Walls, holes and ways: nobody puts a code on them, or nobody would know which part is meant. */
const NOTHING = /^(brick|column|concrete|drywall|glass|opentobelow|road|structure|unenclosedarea|vegetation|walkway|wood|unspecified)?$/;

/** Kind of a place that can't be let, or null when it gets no code. */
export function assetOf(category: string): PlaceKind | null {
  const word = category.toLowerCase();
  if (NOTHING.test(word) || word.startsWith('walkway') || word.startsWith('wood')) return null;
  return ASSETS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other';
}
