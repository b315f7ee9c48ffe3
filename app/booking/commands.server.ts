import { Bookings, type Occasion, Occasions, Rooms, RoomTimes } from '#models/booking.server.ts';
import { inZone, momentOf } from '#app/i18n/zone-days.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { scheduleJob } from '#app/platform/jobs.server.ts';
import { offersProgram } from '#app/platform/mall-settings.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { inLine } from './in-line.server.ts';
import { canBook, canPlan } from './policy.ts';
import { closedBecause, isLive, isOnNow, LONGEST, movingUp, nextPlace, quartersOf } from './rules.ts';
import type { OccasionInput } from './schema.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** Told to the devices of whoever did it; the others' pages show it when they are read again. */
const publishChange = (tx: Tx, { _id, version }: Pick<Occasion, '_id' | 'version'>, actor: Actor) =>
  tx.publish({ type: 'occasion:changed', id: _id, version, rooms: [`account:${actor.account}`] });

/**
 * Plans something with places, and takes its room.
 * @throws {Refusal} no name, a program that isn't offered, over before it begins, in the past, a room that is taken then or isn't there
 * @returns its id
 */
export async function planOccasion({ mall, actor, now }: Doing, input: OccasionInput): Promise<string> {
  if (!canPlan(actor, mall._id)) throw notFound();
  if (Object.keys(input.names).length === 0) throw new Refusal('form.required', 'name-zh');
  if (!offersProgram(mall, input.program)) throw new Refusal('form.not-a-choice', 'program');
  const [startsAt, endsAt] = [momentOf(input.day, input.from, mall.zone), momentOf(input.day, input.until, mall.zone)];
  if (endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > LONGEST) throw new Refusal('booking:refused.ends-first', 'until');
  if (startsAt <= now) throw new Refusal('booking:refused.past', 'day');
  if (input.room && !(await Rooms.exists({ mall: mall._id, _id: input.room, closedAt: { $exists: false } }))) throw new Refusal('form.not-a-choice', 'room');
  const id = newId();
  const { program, names, about, room, places, waitingPlaces } = input;
  const row = { _id: id, mall: mall._id, program, names, about, room, startsAt, endsAt, bookBy: startsAt, places, waitingPlaces };
  try {
    await runCommand({ name: 'booking:plan', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
      await Occasions.create([{ ...row, held: 0, waiting: 0, turn: 0, state: 'open', version: 1 }], { session: tx.session });
      if (room) await RoomTimes.insertMany(quartersOf(startsAt, endsAt).map((quarter) => ({ _id: newId(), mall: mall._id, room, quarter, occasion: id })), { session: tx.session });
      publishChange(tx, { _id: id, version: 1 }, actor);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new Refusal('booking:refused.room-taken', 'room');
    throw error;
  }
  return id;
}

async function getOccasion(tx: Tx, id: string): Promise<Occasion> {
  const occasion = await Occasions.findOne({ mall: tx.mall, _id: id }).session(tx.session).lean();
  if (!occasion) throw notFound();
  return occasion;
}

/** The counters and the version move together, in the transaction of the row that they count. */
async function count(tx: Tx, occasion: Occasion, by: { held?: number; waiting?: number; turn?: number }): Promise<Occasion> {
  const after = await Occasions.findOneAndUpdate({ mall: tx.mall, _id: occasion._id }, { $inc: { ...by, version: 1 } }, { session: tx.session, returnDocument: 'after' }).lean();
  if (!after) throw notFound();
  return after;
}

/**
 * Takes a place, or a turn in the line where none is free. Twice is once: who has one keeps it.
 * @throws {Refusal} called off, too late, nothing left to take
 */
export function bookPlace({ mall, actor, now }: Doing, id: string): Promise<'held' | 'waiting'> {
  if (!canBook(actor, mall._id)) throw notFound();
  const { account } = actor;
  const head = { name: 'booking:book', mall: mall._id, actor, role: 'self', subject: `account:${account}`, target: id, now };
  return inLine(id, () =>
    runCommand(head, async (tx) => {
      const occasion = await getOccasion(tx, id);
      const before = await Bookings.findOne({ mall: tx.mall, occasion: id, account }).session(tx.session).lean();
      if (before && (before.state === 'held' || before.state === 'waiting')) return before.state;
      const why = closedBecause(occasion, now);
      if (why) throw new Refusal(`booking:refused.${why}`);
      const state = nextPlace(occasion) ?? 'waiting';
      const turn = occasion.turn + 1;
      if (before) await Bookings.updateOne({ mall: tx.mall, _id: before._id }, { $set: { state, turn }, $unset: { remindedAt: 1 } }, { session: tx.session });
      else await Bookings.create([{ _id: newId(), mall: tx.mall, occasion: id, account, state, turn }], { session: tx.session });
      publishChange(tx, await count(tx, occasion, { [state]: 1, turn: 1 }), actor);
      tx.changed('state');
      return state;
    }),
  );
}

/** Those who wait move up to what is free, in their order, and are told. */
async function moveUp(tx: Tx, mall: KnownMall, occasion: Occasion): Promise<void> {
  const free = movingUp(occasion);
  if (free === 0) return;
  const next = await Bookings.find({ mall: tx.mall, occasion: occasion._id, state: 'waiting' }, { account: 1 }).sort({ turn: 1 }).limit(free).session(tx.session).lean();
  await Bookings.updateMany({ mall: tx.mall, _id: { $in: next.map((row) => row._id) } }, { $set: { state: 'held' } }, { session: tx.session });
  await count(tx, occasion, { held: next.length, waiting: -next.length });
  const { day, time } = inZone(occasion.startsAt, mall.zone);
  await notify(tx, { accounts: next.map((row) => row.account), template: 'booking-moved-up', params: { day, from: time }, link: `/m/${mall.slug}/booking/${occasion._id}` });
  for (const { account } of next) tx.also({ name: 'booking:move-up', subject: `account:${account}`, target: occasion._id, fields: ['state'] });
}

/** Gives a place or a turn back; whoever waits longest moves up. Without one nothing happens. */
export function giveUpPlace({ mall, actor, now }: Doing, id: string): Promise<void> {
  const { account } = actor;
  const head = { name: 'booking:give-up', mall: mall._id, actor, role: 'self', subject: `account:${account}`, target: id, now };
  return inLine(id, () =>
    runCommand(head, async (tx) => {
      const occasion = await getOccasion(tx, id);
      const mine = await Bookings.findOne({ mall: tx.mall, occasion: id, account }).session(tx.session).lean();
      if (!mine || !isLive(mine.state)) return;
      if (occasion.endsAt <= now) throw new Refusal('booking:refused.over');
      await Bookings.updateOne({ mall: tx.mall, _id: mine._id }, { $set: { state: 'given-up' } }, { session: tx.session });
      const after = await count(tx, occasion, { [mine.state]: -1 });
      publishChange(tx, after, actor);
      if (mine.state === 'held' && occasion.startsAt > now) await moveUp(tx, mall, after);
      tx.changed('state');
    }),
  );
}

/** What an officer changed while somebody else did: the later one looks again. */
function requireVersion(occasion: Occasion, version: number): void {
  if (occasion.version !== version) throw new Refusal('booking:refused.changed');
}

/** Calls it off: the room is free at once, those with places are told by a job in batches. Twice is once. @throws {Refusal} when it has begun */
export async function callOff({ mall, actor, now }: Doing, id: string): Promise<void> {
  if (!canPlan(actor, mall._id)) throw notFound();
  await inLine(id, () =>
    runCommand({ name: 'booking:call-off', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
      const occasion = await getOccasion(tx, id);
      if (occasion.state === 'called-off') return;
      if (occasion.startsAt <= now) throw new Refusal('booking:refused.over');
      await Occasions.updateOne({ mall: tx.mall, _id: id }, { $set: { state: 'called-off' }, $inc: { version: 1 } }, { session: tx.session });
      await RoomTimes.deleteMany({ mall: tx.mall, occasion: id }, { session: tx.session });
      tx.changed('state');
      publishChange(tx, { _id: id, version: occasion.version + 1 }, actor);
    }),
  );
  await scheduleJob('booking:tell-off', { mall: mall._id });
}

/** Calls the next number out, on the screen in the hall too: a number, and never who. @throws {Refusal} when it doesn't take place now, or nobody is left */
export async function callNext({ mall, actor, now }: Doing, id: string, { version }: { version: number }): Promise<void> {
  if (!canPlan(actor, mall._id)) throw notFound();
  await runCommand({ name: 'booking:call-next', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const occasion = await getOccasion(tx, id);
    requireVersion(occasion, version);
    const next = (occasion.called ?? 0) + 1;
    if (!isOnNow(occasion, now) || next > occasion.turn) throw new Refusal('booking:refused.not-yet');
    await Occasions.updateOne({ mall: tx.mall, _id: id, version }, { $set: { called: next }, $inc: { version: 1 } }, { session: tx.session });
    tx.changed('called');
    publishChange(tx, { _id: id, version: version + 1 }, actor);
  });
}

/** How many came: a number, and never who. @throws {Refusal} before it began, or when somebody else just noted another */
export async function noteHeads({ mall, actor, now }: Doing, id: string, { heads, version }: { heads: number; version: number }): Promise<void> {
  if (!canPlan(actor, mall._id)) throw notFound();
  await runCommand({ name: 'booking:note-heads', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const occasion = await getOccasion(tx, id);
    requireVersion(occasion, version);
    if (occasion.startsAt > now || occasion.state === 'called-off') throw new Refusal('booking:refused.not-yet', 'heads');
    await Occasions.updateOne({ mall: tx.mall, _id: id, version }, { $set: { heads }, $inc: { version: 1 } }, { session: tx.session });
    tx.changed('heads');
    publishChange(tx, { _id: id, version: version + 1 }, actor);
  });
}

/** A room of the service centre. @throws {Refusal} without a name */
export async function addRoom({ mall, actor, now }: Doing, { names, seats }: { names: Occasion['names']; seats: number }): Promise<string> {
  if (!canPlan(actor, mall._id)) throw notFound();
  if (Object.keys(names).length === 0) throw new Refusal('form.required', 'name-zh');
  const id = newId();
  await runCommand({ name: 'booking:add-room', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    await Rooms.create([{ _id: id, mall: mall._id, names, seats }], { session: tx.session });
  });
  return id;
}
