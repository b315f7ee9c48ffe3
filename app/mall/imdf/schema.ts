import { z } from 'zod';

// Checked by hand: a zod schema for each of a million positions would hold the process up.
const isPosition = (value: unknown): value is number[] => Array.isArray(value) && value.length >= 2 && value.length <= 4 && value.every(Number.isFinite);
const isListOf = <T>(is: (value: unknown) => value is T) => (value: unknown): value is T[] => Array.isArray(value) && value.every(is);
const isRing = isListOf(isPosition);
const isPolygon = isListOf(isRing);
const Position = z.custom<number[]>(isPosition);
const Ring = z.custom<number[][]>(isRing);
const Polygon = z.custom<number[][][]>(isPolygon);
const Polygons = z.custom<number[][][][]>(isListOf(isPolygon));

export const GeometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: Position }),
  z.object({ type: z.literal('MultiPoint'), coordinates: Ring }),
  z.object({ type: z.literal('LineString'), coordinates: Ring }),
  z.object({ type: z.literal('MultiLineString'), coordinates: Polygon }),
  z.object({ type: z.literal('Polygon'), coordinates: Polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: Polygons }),
]);
export type Geometry = z.infer<typeof GeometrySchema>;

/** RFC 7946; unknown members stay, since an export gives the feature back whole. */
export const FeatureSchema = z
  .object({
    id: z.union([z.string().max(200), z.number()]).nullish().transform((id) => (id === null || id === undefined ? '' : String(id).trim())),
    type: z.literal('Feature'),
    geometry: GeometrySchema.nullable(),
    properties: z.record(z.unknown()).nullable(),
  })
  .passthrough();
export type Feature = z.infer<typeof FeatureSchema>;

const Labels = z.record(z.string().max(500));
/** IMDF LABELS: words by BCP 47 language, or null. Anything else counts as none. */
export const LabelsSchema = Labels.nullable().catch(null);

const id = z.string().min(1).max(200);
export const LevelProperties = z.object({ ordinal: z.number().int(), short_name: LabelsSchema, name: LabelsSchema, building_ids: z.array(id).nullable().catch(null) });
export const UnitProperties = z.object({ category: z.string().max(80).catch('unspecified'), name: LabelsSchema, alt_name: LabelsSchema.optional(), level_id: id });
export const OpeningProperties = z.object({ category: z.string().max(80).catch('pedestrian'), level_id: id });
export const BuildingProperties = z.object({ name: LabelsSchema });
export const VenueProperties = z.object({ name: LabelsSchema });

/** Name of our extension in a manifest, and of the member that carries what IMDF has no word for. */
export const EXTENSION = { manifest: 'imdf:extension:merchants-home:micro-grids#1.0.0', member: 'merchants_home', grids: 'micro-grid' } as const;
const Text = z.string().max(200).optional().catch(undefined);
const Degrees = z.number().finite();
/** What our own export adds to a feature's properties; anything that isn't so counts as none. */
export const OwnProperties = z
  .object({
    number: Text,
    category: z.string().max(80).optional().catch(undefined),
    lettable: z.boolean().optional().catch(undefined),
    name: LabelsSchema.optional(),
    unit: Text,
    short_name: Text,
    plane: z.object({ origin: z.tuple([Degrees, Degrees]), bearing: z.number().finite(), madeUp: z.boolean() }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);
/** Why a grid may be in several parts; the same words as in the model. */
const APART = ['map-changed', 'way-outside', 'plan-incomplete', 'too-small', 'same-people'] as const;
export const GridProperties = z.object({ number: z.number().int().min(0), hue: z.number().int().min(1).max(8), weave: z.number().int().min(1).max(8), unit_ids: z.array(id).max(20_000), apart: z.enum(APART).optional().catch(undefined) });

/** Feature types of IMDF 1.0.0; files of any other name are kept whole and drawn nowhere. */
export const IMDF_TYPES = new Set([
  'address', 'amenity', 'anchor', 'building', 'detail', 'fixture', 'footprint', 'geofence', 'kiosk', 'level', 'occupant', 'opening', 'relationship', 'section', 'unit', 'venue',
]);
/** Unit categories of IMDF 1.0.0. */
export const UNIT_CATEGORIES = new Set([
  'auditorium', 'brick', 'classroom', 'column', 'concrete', 'conferenceroom', 'drywall', 'elevator', 'escalator', 'fieldofplay', 'firstaid', 'fitnessroom',
  'foodservice', 'footbridge', 'glass', 'huddleroom', 'kitchen', 'laboratory', 'library', 'lobby', 'lounge', 'mailroom', 'mothersroom', 'movietheater',
  'movingwalkway', 'nonpublic', 'office', 'opentobelow', 'parking', 'phoneroom', 'platform', 'privatelounge', 'ramp', 'recreation', 'restroom',
  'restroom.family', 'restroom.female', 'restroom.female.wheelchair', 'restroom.male', 'restroom.male.wheelchair', 'restroom.transgender',
  'restroom.transgender.wheelchair', 'restroom.unisex', 'restroom.unisex.wheelchair', 'restroom.wheelchair', 'road', 'room', 'serverroom', 'shower',
  'smokingarea', 'stairs', 'steps', 'storage', 'structure', 'swimmingpool', 'telephone', 'terrace', 'theater', 'unenclosedarea', 'unspecified', 'vegetation',
  'waitingroom', 'walkway', 'walkway.island', 'wood',
]);
const STRUCTURE =
  /^(brick|column|concrete|drywall|elevator|escalator|footbridge|glass|lobby|movingwalkway|nonpublic|opentobelow|parking|platform|ramp|restroom|road|serverroom|shower|smokingarea|stairs|steps|storage|structure|telephone|terrace|unenclosedarea|vegetation|wardrobe|walkway|wood)/;

/** Whether somebody could trade in a unit of this category: everything that is no way, wall or service. */
export const isLettable = (category: string): boolean => !STRUCTURE.test(category);
