import { RoleTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { GridPlans } from '#models/grid-plan.server.ts';
import { Tenancies } from '#models/merchant.server.ts';
import { Backdrops } from '#models/map-import.server.ts';
import { PlaceCodes } from '#models/place-code.server.ts';
import { Grids, Openings, Units } from '#models/plan.server.ts';
import { Requests } from '#models/request.server.ts';
import { Offers, Visits } from '#models/visit.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import type { Changes, Kind } from './map-now.ts';

/** Rows that taking an import back would delete. */
export interface Doomed {
  units: readonly string[];
  levels: readonly string[];
  buildings: readonly string[];
  grids: readonly string[];
  /** When the import was done: what it placed itself isn't somebody's work. */
  since: Date;
}
/** Counts what hangs on these rows; `key` is a word of `bringing:depends.…`. */
export interface MapDependant {
  key: string;
  count(mall: string, doomed: Doomed): Promise<number>;
}

const registry = () => singleton('map-dependants', () => new Map<string, MapDependant>());

/** Rooms that keep something by unit or level say so here; what they count keeps an import from being taken back. */
export function registerMapDependant(dependant: MapDependant): void {
  registry().set(dependant.key, dependant);
}

const OWN: MapDependant[] = [
  { key: 'tenancies', count: (mall, { units }) => Tenancies.countDocuments({ mall, unit: { $in: [...units] } }) },
  { key: 'requests', count: (mall, { units }) => Requests.countDocuments({ mall, unit: { $in: [...units] } }) },
  { key: 'grids', count: async (mall, { units, levels, since }) => (await Units.countDocuments({ mall, _id: { $in: [...units] }, grid: { $exists: true }, updatedAt: { $gt: since } })) + (await Grids.countDocuments({ mall, levels: { $in: [...levels] }, createdAt: { $gt: since } })) },
  { key: 'used', count: countUses },
  { key: 'codes', count: (mall, { units }) => PlaceCodes.countDocuments({ mall, place: { $in: [...units] } }) },
  { key: 'backdrops', count: (mall, { levels }) => Backdrops.countDocuments({ mall, level: { $in: [...levels] } }) },
];

/** Roles, visits and requests of grids that came with the set, and plans that change them. */
async function countUses(mall: string, { grids }: Doomed): Promise<number> {
  if (grids.length === 0) return 0;
  const grid = { $in: [...grids] };
  const counts = await Promise.all([
    RoleTerms.countDocuments({ mall, grid }),
    Appointments.countDocuments({ mall, grid }),
    Offers.countDocuments({ mall, grid }),
    Visits.countDocuments({ mall, grid }),
    Requests.countDocuments({ mall, grid }),
    GridPlans.countDocuments({ mall, 'moves.to': grid }),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

const idsOf = ({ made }: Changes, kind: Kind): string[] => made.filter((each) => each.kind === kind).map(({ row }) => row._id);

/** What depends on what an import made, by word; empty when it can be taken back. */
export async function findDependants(mall: string, changes: Changes, since: Date): Promise<{ key: string; count: number }[]> {
  const doomed = { units: idsOf(changes, 'units'), levels: idsOf(changes, 'levels'), buildings: idsOf(changes, 'buildings'), grids: idsOf(changes, 'grids'), since };
  const doors = idsOf(changes, 'openings');
  const counted = await Promise.all([...OWN, ...registry().values()].map(async ({ key, count }) => ({ key, count: await count(mall, doomed) })));
  const drawn = await Units.countDocuments({ mall, level: { $in: doomed.levels }, _id: { $nin: doomed.units } });
  const hung = await Openings.countDocuments({ mall, unit: { $in: doomed.units }, _id: { $nin: doors } });
  return [...counted, { key: 'drawn', count: drawn + hung }].filter(({ count }) => count > 0);
}
