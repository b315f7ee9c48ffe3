import { CONTENT_LANGUAGES, type Localized } from '#app/i18n/languages.ts';

export const NAME_FIELDS = CONTENT_LANGUAGES.map((language) => `name-${language}` as const);
/** What is chosen for a merged shop, each from one of the two. */
export const MERGE_FIELDS = [...NAME_FIELDS, 'trade', 'contact', 'wishedTime'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

/** What is written about one shop, by field; the phone as whatever stands for it. */
export type ByField = Partial<Record<MergeField, string>>;

export function byField({ names, trade, contact, wishedTime }: { names: Localized; trade: string; contact?: string; wishedTime?: string }): ByField {
  const named = CONTENT_LANGUAGES.map((language) => [`name-${language}`, names[language]]);
  return Object.fromEntries([...named, ['trade', trade], ['contact', contact], ['wishedTime', wishedTime]].filter(([, value]) => value));
}

export function namesOfFields(fields: ByField): Localized {
  return Object.fromEntries(CONTENT_LANGUAGES.flatMap((language) => (fields[`name-${language}`] ? [[language, fields[`name-${language}`]]] : []))) as Localized;
}

/** Fields in which the two differ and a person has to choose. What only one of them has is taken. */
export function toChoose(one: ByField, other: ByField): MergeField[] {
  return MERGE_FIELDS.filter((field) => one[field] && other[field] && one[field] !== other[field]);
}

/**
 * What is written about both afterwards. A value of the shop that stays isn't lost when the double's is chosen: the double keeps it.
 * @param fromDouble fields that are chosen from the double
 */
export function mergeFields(stays: ByField, goes: ByField, fromDouble: readonly MergeField[]): { stays: ByField; goes: ByField } {
  const merged = { stays: { ...stays }, goes: { ...goes } };
  for (const field of MERGE_FIELDS) {
    if (!goes[field] || (stays[field] && !fromDouble.includes(field))) continue;
    merged.stays[field] = goes[field];
    if (stays[field]) merged.goes[field] = stays[field];
  }
  return merged;
}

interface Held {
  open: boolean;
  /** Accounts of its owners. */
  owners: readonly string[];
  /** Whether somebody is getting back into an account of this shop. */
  recovering: boolean;
}
export type Contradiction = 'closed' | 'owners' | 'owner-stays' | 'recovering';

/**
 * What makes two shops two, whatever a person thinks: nobody but an owner opens her record to another owner. Null: they may be merged.
 */
export function contradiction(stays: Held, goes: Held): Contradiction | null {
  if (!stays.open || !goes.open) return 'closed';
  if (stays.recovering || goes.recovering) return 'recovering';
  if (stays.owners.length === 0 && goes.owners.length > 0) return 'owner-stays';
  if (goes.owners.some((owner) => !stays.owners.includes(owner))) return 'owners';
  return null;
}

interface Place {
  id: string;
  merchant: string;
  unit: string;
  part?: string;
}
/** Tenancies of the double that end: its part of a booth that the other has whole, or the other way round. */
export function doubledPlaces(places: readonly Place[]): string[] {
  return places.filter((place) => place.part && places.some((whole) => whole.unit === place.unit && !whole.part)).map((place) => place.id);
}
