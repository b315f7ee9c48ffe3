import { Rooms, RoomTimes } from '#models/booking.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { quartersOf } from './rules.ts';

/**
 * Takes a room for something that isn't an occasion of this room's own list, e.g. a meeting about a request. In the caller's
 * transaction; of two at once the unique index lets one through.
 */
export async function holdRoom(tx: Tx, { room, startsAt, endsAt, occasion }: { room: string; startsAt: Date; endsAt: Date; occasion: string }): Promise<'held' | 'taken' | 'no-room'> {
  if (!(await Rooms.exists({ mall: tx.mall, _id: room, closedAt: { $exists: false } }).session(tx.session))) return 'no-room';
  const quarters = quartersOf(startsAt, endsAt);
  if (await RoomTimes.exists({ mall: tx.mall, room, quarter: { $in: quarters } }).session(tx.session)) return 'taken';
  await RoomTimes.insertMany(quarters.map((quarter) => ({ _id: newId(), mall: tx.mall, room, quarter, occasion })), { session: tx.session });
  return 'held';
}

/** Gives it back. Without one nothing happens. */
export async function freeRoom(tx: Tx, occasion: string): Promise<void> {
  await RoomTimes.deleteMany({ mall: tx.mall, occasion }, { session: tx.session });
}
