import { Bookings, type BookingState, type Occasion, Occasions, type Room, Rooms } from '#models/booking.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { closedBecause, isLive, isOnNow, nextPlace } from './rules.ts';

const PAGE = 30;
type RoomCard = Pick<Room, '_id' | 'names' | 'seats'>;
const roomMemory = () => memoryOf<readonly RoomCard[]>('rooms', ['rooms']);

export function listRooms(mall: string): Promise<readonly RoomCard[]> {
  return roomMemory().get(mall, () => Rooms.find({ mall, closedAt: { $exists: false } }, { names: 1, seats: 1 }).sort({ _id: 1 }).limit(100).lean());
}

type Shown = Pick<Occasion, '_id' | 'program' | 'names' | 'about' | 'startsAt' | 'endsAt' | 'bookBy' | 'places' | 'waitingPlaces' | 'held' | 'waiting' | 'state' | 'version' | 'room' | 'heads' | 'called' | 'turn'>;
const SHOWN = { program: 1, names: 1, about: 1, startsAt: 1, endsAt: 1, bookBy: 1, places: 1, waitingPlaces: 1, held: 1, waiting: 1, state: 1, version: 1, room: 1, heads: 1, called: 1, turn: 1 } as const;

/** What a list says of it; `mine` is the reader's own. */
export interface OccasionCard {
  id: string;
  program: string;
  names: Occasion['names'];
  startsAt: Date;
  endsAt: Date;
  room?: Occasion['names'];
  left: number;
  waiting: number;
  calledOff: boolean;
  mine: BookingState | null;
}

const cardOf = (row: Shown, rooms: readonly RoomCard[], mine: BookingState | undefined): OccasionCard => ({
  id: row._id,
  program: row.program,
  names: row.names,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  room: rooms.find((room) => room._id === row.room)?.names,
  left: Math.max(0, row.places - row.held),
  waiting: row.waiting,
  calledOff: row.state === 'called-off',
  mine: mine && isLive(mine) ? mine : null,
});

/** What is to come, the next first. @param programs those on offer in this mall */
export async function listOccasions(mall: string, actor: Actor, programs: readonly string[], now: Date): Promise<OccasionCard[]> {
  const rows = await Occasions.find({ mall, program: { $in: [...programs] }, endsAt: { $gt: now } }, SHOWN).sort({ endsAt: 1 }).limit(PAGE).lean();
  const [rooms, mine] = await Promise.all([listRooms(mall), minesOf(mall, actor, rows.map((row) => row._id))]);
  return rows.map((row) => cardOf(row, rooms, mine.get(row._id)));
}

async function minesOf(mall: string, { account }: Actor, occasions: string[]): Promise<Map<string, BookingState>> {
  if (occasions.length === 0) return new Map();
  const rows = await Bookings.find({ mall, occasion: { $in: occasions }, account }, { occasion: 1, state: 1 }).lean();
  return new Map(rows.map((row) => [row.occasion, row.state]));
}

export interface OccasionView extends OccasionCard {
  about: Occasion['names'];
  places: number;
  held: number;
  heads?: number;
  /** The last number that was called out. */
  called?: number;
  /** The reader's own number. */
  turn?: number;
  version: number;
  /** How many wait before me; with a turn only. */
  before: number | null;
  /** What the button gives, or why there is none. */
  next: 'held' | 'waiting' | null;
  closed: ReturnType<typeof closedBecause>;
  begun: boolean;
  over: boolean;
}

/** @throws a 404 Response when there is none in this mall */
export async function getOccasion(mall: string, actor: Actor, id: string, now: Date): Promise<OccasionView> {
  const row = await Occasions.findOne({ mall, _id: id }, SHOWN).lean();
  if (!row) throw notFound();
  const [rooms, mine] = await Promise.all([listRooms(mall), Bookings.findOne({ mall, occasion: id, account: actor.account }, { state: 1, turn: 1 }).lean()]);
  const before = mine?.state === 'waiting' ? await Bookings.countDocuments({ mall, occasion: id, state: 'waiting', turn: { $lt: mine.turn } }) : null;
  const closed = closedBecause(row, now);
  return {
    ...cardOf(row, rooms, mine?.state),
    about: row.about ?? {},
    places: row.places,
    held: row.held,
    heads: row.heads,
    called: row.called,
    turn: mine?.state === 'held' ? mine.turn : undefined,
    version: row.version,
    before,
    next: closed ? null : nextPlace(row),
    closed,
    begun: row.startsAt <= now,
    over: row.endsAt <= now,
  };
}

/** What takes place now and calls numbers out: for the screen in the hall. */
export async function listCalled(mall: string, now: Date): Promise<{ names: Occasion['names']; called: number }[]> {
  const rows = await Occasions.find({ mall, endsAt: { $gt: now } }, { names: 1, startsAt: 1, endsAt: 1, state: 1, called: 1 }).sort({ endsAt: 1 }).limit(PAGE).lean();
  return rows.flatMap((row) => (row.called && isOnNow(row, now) ? [{ names: row.names, called: row.called }] : []));
}
