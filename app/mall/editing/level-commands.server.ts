import type { infer as Infer } from 'zod';
import { LevelTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { Backdrops } from '#models/map-import.server.ts';
import { Buildings, Grids, Levels, Openings, Units } from '#models/plan.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { floorName } from '../bringing/quick-plan.ts';
import { isPlanBusy } from '../bringing/quiet.server.ts';
import { keepGrids } from '../grids/keep-grids.server.ts';
import type { SavePlan } from './commands.server.ts';
import type { LevelSchema } from './schema.ts';

/** Where a plan that was only drawn lies: its place on earth is invented, and says so. */
const SOMEWHERE = { origin: [87.6168, 43.7928] as [number, number], bearing: 0, madeUp: true };

/** Adds or takes away a floor; meets every other edit of the plan on the mall. */
function change(name: string, { mall, actor, role, now }: SavePlan, level: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  return runCommand({ name, mall: mall._id, actor, role, subject: 'none', target: level, now }, async (tx) => {
    if (await isPlanBusy(tx)) throw new Refusal('editing:problem.importing');
    await work(tx);
    await keepGrids(tx, { changed: [] });
  });
}

/** A floor without anything on it, in the building that is named or the only one. Sending it twice adds one. */
export async function addLevel(at: SavePlan, { id, floor, shortName, building: wanted }: Infer<typeof LevelSchema>): Promise<void> {
  const ordinal = floor > 0 ? floor - 1 : floor;
  const name = shortName || floorName(ordinal);
  try {
    await change('map:add-level', at, id, async ({ mall, session }) => {
      const building = await buildingFor(mall, wanted, session);
      if (await Levels.exists({ mall, building, shortName: name }).session(session)) throw new Refusal({ key: 'editing:problem.level-taken', params: { level: name } }, shortName ? 'shortName' : 'floor');
      await Levels.create([{ _id: id, mall, building, ordinal, shortName: name, name: {} }], { session });
    });
  } catch (error) {
    const sentTwice = (isDuplicateKey(error) || error instanceof Refusal) && (await Levels.exists({ mall: at.mall._id, _id: id }));
    if (!sentTwice) throw isDuplicateKey(error) ? notFound() : error;
  }
}

async function buildingFor(mall: string, wanted: string | undefined, session: Tx['session']): Promise<string> {
  const rows = await Buildings.find({ mall, ...(wanted && { _id: wanted }) }, { _id: 1 }, { session }).sort({ _id: 1 }).limit(1).lean();
  if (rows[0]) return rows[0]._id;
  if (wanted) throw notFound();
  const _id = newId();
  await Buildings.create([{ _id, mall, name: {}, transform: SOMEWHERE }], { session });
  return _id;
}

/** Takes away a floor on which nothing is and never was, with the picture that lies under it. */
export async function removeLevel(at: SavePlan, level: string): Promise<void> {
  await change('map:remove-level', at, level, async ({ mall, session }) => {
    const where = { mall, level };
    if (!(await Levels.exists({ mall, _id: level }).session(session))) throw notFound();
    const used = [
      await Units.exists(where).session(session),
      await Openings.exists(where).session(session),
      await LevelTerms.exists(where).session(session),
      await Appointments.exists(where).session(session),
      await Grids.exists({ mall, levels: level }).session(session),
    ];
    if (used.some(Boolean)) throw new Refusal('editing:problem.level-used');
    await Backdrops.deleteMany(where, { session });
    await Levels.deleteOne({ mall, _id: level }, { session });
  });
}
