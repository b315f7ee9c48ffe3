import { z } from 'zod';

const Position = z.array(z.number().finite()).min(2).max(4);
const Ring = z.array(Position);

export const GeometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: Position }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position) }),
  z.object({ type: z.literal('LineString'), coordinates: Ring }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
]);
export type Geometry = z.infer<typeof GeometrySchema>;

/** RFC 7946; unknown members stay, since an export gives the feature back whole. */
export const FeatureSchema = z
  .object({
    id: z.union([z.string().min(1).max(200), z.number()]).transform(String),
    type: z.literal('Feature'),
    geometry: GeometrySchema.nullable(),
    properties: z.record(z.unknown()).nullable(),
  })
  .passthrough();
export type Feature = z.infer<typeof FeatureSchema>;

export const CollectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).max(200_000) }).passthrough();

const Labels = z.record(z.string().max(500));
/** IMDF LABELS: words by BCP 47 language, or null. Anything else counts as none. */
export const LabelsSchema = Labels.nullable().catch(null);

const id = z.string().min(1).max(200);
export const LevelProperties = z.object({ ordinal: z.number().int(), short_name: LabelsSchema, name: LabelsSchema, building_ids: z.array(id).nullable().catch(null) });
export const UnitProperties = z.object({ category: z.string().max(80).catch('unspecified'), name: LabelsSchema, alt_name: LabelsSchema.optional(), level_id: id });
export const OpeningProperties = z.object({ category: z.string().max(80).catch('pedestrian'), level_id: id });
export const BuildingProperties = z.object({ name: LabelsSchema });
export const VenueProperties = z.object({ name: LabelsSchema });

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
