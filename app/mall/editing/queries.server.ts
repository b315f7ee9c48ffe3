import { openTenancies } from '#models/merchant.server.ts';
import { Levels, Openings, type Polygon, Units } from '#models/plan.server.ts';
import { type Language, pickLocalized } from '#app/i18n/languages.ts';
import { namesOf } from '../queries.server.ts';
import type { ClientSession } from 'mongoose';
import type { DoorItem, Item, UnitItem } from './items.ts';

/** Units and doors of one level at most; a larger one can be looked at, not edited. */
const MOST = 12_000;
/** How long it is said who took something away. */
const RECENT = 24 * 3600_000;

type UnitRow = { _id: string; version?: number; number?: string; category: string; lettable: boolean; shape?: Polygon[] };
type DoorRow = { _id: string; version?: number; line: [number, number][]; unit?: string; kind: string };

export const unitItem = ({ _id, version = 0, number = '', category, lettable, shape = [] }: UnitRow): UnitItem => ({ type: 'unit', id: _id, version, number, category, lettable, shape });
export const doorItem = ({ _id, version = 0, line, unit = '', kind }: DoorRow): DoorItem => ({ type: 'door', id: _id, version, line, unit, kind });

const UNIT = { version: 1, number: 1, category: 1, lettable: 1, shape: 1, editedBy: 1 } as const;
const DOOR = { version: 1, line: 1, unit: 1, kind: 1, editedBy: 1 } as const;

/** Everything drawn on a level, as the editor holds it, and who changed each last. */
export async function readItems(mall: string, level: string, session?: ClientSession): Promise<{ items: Item[]; editors: Map<string, string> }> {
  const options = session ? { session } : {};
  const units = await Units.find({ mall, level, retired: { $exists: false } }, UNIT, options).sort({ number: 1, _id: 1 }).limit(MOST).lean();
  // What has a number first: the database puts what has none before it.
  units.sort((a, b) => Number(!a.number) - Number(!b.number));
  const doors = await Openings.find({ mall, level }, DOOR, options).sort({ _id: 1 }).limit(MOST).lean();
  const editors = [...units, ...doors].flatMap(({ _id, editedBy }) => (editedBy ? [[_id, editedBy] as const] : []));
  return { items: [...units.map(unitItem), ...doors.map(doorItem)], editors: new Map(editors) };
}

/** Units of the level in which a shop trades now: they can be moved and reshaped, not taken away. */
export async function tradedUnits(mall: string, units: readonly string[], session?: ClientSession): Promise<Set<string>> {
  const rows = await openTenancies({ mall, unit: { $in: [...units] } }, session);
  return new Set(rows.map(({ unit }) => unit));
}

/** Who changed a unit last, in the reader's language; empty for one that nobody changed. */
export async function editorOf(mall: string, unit: string, reader: Language): Promise<string> {
  const row = await Units.findOne({ mall, _id: unit }, { editedBy: 1 }).lean();
  if (!row?.editedBy) return '';
  const names = (await namesOf([row.editedBy])).get(row.editedBy);
  return (names && pickLocalized(names, reader)?.text) ?? '';
}

/** The level for its editor. @throws a 404 Response when the mall has no such level */
export async function getEditing(mall: string, level: string, now: Date) {
  const [floor, { items, editors }, gone] = await Promise.all([
    Levels.findOne({ mall, _id: level }, { shortName: 1, outline: 1 }).lean(),
    readItems(mall, level),
    Units.find({ mall, level, 'retired.at': { $gte: new Date(now.getTime() - RECENT) } }, { editedBy: 1 }).limit(MOST).lean(),
  ]);
  if (!floor) throw new Response(null, { status: 404 });
  for (const { _id, editedBy } of gone) if (editedBy) editors.set(_id, editedBy);
  const [traded, names] = await Promise.all([tradedUnits(mall, items.map(({ id }) => id)), namesOf([...editors.values()])]);
  return {
    level: { id: level, shortName: floor.shortName },
    outline: floor.outline ?? [],
    items,
    traded: [...traded],
    /** Item → account; account → name. */
    editors: Object.fromEntries(editors),
    people: Object.fromEntries([...names].map(([account, name]) => [account, name])),
  };
}
export type Editing = Awaited<ReturnType<typeof getEditing>>;
