/** Kinds of a unit that the editor offers, as IMDF calls them; others that came with a plan stay as they are. */
export const CATEGORIES = [
  'room', 'foodservice', 'storage', 'office', 'walkway', 'lobby', 'stairs', 'elevator', 'escalator', 'ramp', 'restroom', 'restroom.female', 'restroom.male',
  'firstaid', 'mothersroom', 'nonpublic', 'opentobelow', 'structure', 'unspecified',
] as const;
export type Category = (typeof CATEGORIES)[number];
export const isCategory = (word: string): word is Category => (CATEGORIES as readonly string[]).includes(word);

export const DOOR_KINDS = ['pedestrian', 'emergencyexit', 'pedestrian.principal', 'service'] as const;
export type DoorKind = (typeof DOOR_KINDS)[number];
export const isDoorKind = (word: string): word is DoorKind => (DOOR_KINDS as readonly string[]).includes(word);
