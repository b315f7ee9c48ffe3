import { type Backdrop, Backdrops } from '#models/map-import.server.ts';
import { Levels } from '#models/plan.server.ts';
import { type Actor, isOfficer } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { mallKey, seal } from '#app/platform/keys.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { isPlanBusy } from '../bringing/quiet.server.ts';
import { NARROWEST, NEAREST, type Placing, placeAt, scaleOf, type Size, WIDEST } from './placing.ts';
import type { PlanPicture } from './read-picture.server.ts';
import type { PlaceForm } from './schema.ts';

export interface Draughtsman {
  mall: Pick<KnownMall, '_id'>;
  actor: Actor;
  now: Date;
}

/** One change of what lies under a level. Two at once meet on the mall; while a map is brought in there is none. */
function change<R>(name: string, { mall, actor, now }: Draughtsman, level: string, work: (tx: Tx) => Promise<R>): Promise<R> {
  const head = { name, mall: mall._id, actor: { account: actor.account }, role: isOfficer(actor, mall._id) ? 'officer' : 'operator', subject: 'none', target: level, now };
  return runCommand(head, async (tx) => {
    if (await isPlanBusy(tx)) throw new Refusal('editing:problem.importing');
    if (!(await Levels.exists({ mall: mall._id, _id: level }).session(tx.session))) throw notFound();
    tx.publish({ type: 'backdrop:changed', id: level, version: 0, rooms: [`mall-officers:${mall._id}`] });
    return work(tx);
  });
}

/** Puts a picture under a level, in place of one that lay there. A new edition of the same plan keeps the old one's place. */
export async function addBackdrop(by: Draughtsman, level: string, { bytes, width, height }: PlanPicture): Promise<void> {
  const key = await mallKey(by.mall._id);
  await change('map:add-backdrop', by, level, async ({ mall, session }) => {
    const before = await Backdrops.findOne({ mall, level }, { width: 1, height: 1, placing: 1 }, { session }).lean();
    await Backdrops.deleteMany({ mall, level }, { session });
    const _id = newId();
    const placing = before?.placing && before.width === width && before.height === height ? before.placing : undefined;
    await Backdrops.create([{ _id, mall, level, by: by.actor.account, cipher: seal(key, bytes, _id), width, height, ...(placing && { placing }), version: 1 }], { session });
  });
}

/** Where a form says that the picture lies. @throws {Refusal} beside the field that is missing or can't be */
export function placingOf(size: Size, { by, width, between, x1, y1, x2, y2, angle, left, top, opacity }: PlaceForm): Placing {
  let scale: number | null;
  if (by === 'width') {
    if (width === undefined) throw new Refusal('form.required', 'width');
    scale = width / size.width;
  } else {
    if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) throw new Refusal('backdrop:problem.no-points', 'x1');
    if (between === undefined) throw new Refusal('form.required', 'between');
    scale = scaleOf([x1, y1], [x2, y2], between);
    if (scale === null) throw new Refusal({ key: 'backdrop:problem.near', params: { least: NEAREST } }, 'x1');
  }
  const metres = scale * Math.max(size.width, size.height);
  if (metres < NARROWEST || metres > WIDEST) throw new Refusal({ key: 'backdrop:problem.size', params: { metres: Math.round(metres * 10) / 10, least: NARROWEST, most: WIDEST } }, by === 'width' ? 'width' : 'between');
  return placeAt(size, { scale, angle, left, top, opacity: opacity / 100 });
}

/** Scales, turns and moves the picture; the second of two who did so is told. */
export async function placeBackdrop(by: Draughtsman, level: string, form: PlaceForm): Promise<void> {
  await change('map:place-backdrop', by, level, async (tx) => {
    const row = await current(tx, level, form.version);
    tx.changed('placing');
    await Backdrops.updateOne({ mall: tx.mall, _id: row._id }, { $set: { placing: placingOf(row, form), version: row.version + 1 } }, { session: tx.session });
  });
}

export async function removeBackdrop(by: Draughtsman, level: string, version: number): Promise<void> {
  await change('map:remove-backdrop', by, level, async (tx) => {
    const { _id } = await current(tx, level, version);
    await Backdrops.deleteOne({ mall: tx.mall, _id }, { session: tx.session });
  });
}

async function current({ mall, session }: Tx, level: string, version: number): Promise<Pick<Backdrop, '_id' | 'width' | 'height' | 'version'>> {
  const row = await Backdrops.findOne({ mall, level }, { width: 1, height: 1, version: 1 }, { session }).lean();
  if (!row) throw notFound();
  if (row.version !== version) throw new Refusal('backdrop:problem.changed-since');
  return row;
}
