import { Bookings, Occasions, Rooms, RoomTimes } from '#models/booking.server.ts';
import { quartersOf } from '#app/booking/rules.ts';
import type { Filling } from './filling.server.ts';
import { demoOccasions, demoRooms, type DemoOccasion } from './occasions.ts';
import type { DemoMall } from './plan.ts';
import { randomOf } from './random.ts';

/** Rooms of the service centre, what is on in the coming days, and who has a place. */
export function addBooking(filling: Filling, demo: DemoMall): void {
  for (const { key, names, seats } of demoRooms()) filling.add(Rooms, { _id: filling.id('room', key), mall: filling.mall, names, seats });
  for (const occasion of demoOccasions()) addOccasion(filling, demo, occasion);
}

function addOccasion(filling: Filling, demo: DemoMall, { key, program, names, about, room, day, from, until, places, waitingPlaces, taken }: DemoOccasion): void {
  const { mall } = filling;
  const _id = filling.id('occasion', key);
  const [startsAt, endsAt] = [filling.moment(day, from), filling.moment(day, until)];
  const members = [...new Set(demo.memberships.filter(({ shop }) => shop).map(({ person }) => person))];
  const people = randomOf(filling.seed, `occasion-${key}`).shuffle(members.filter((person) => person !== 'merchant')).slice(0, taken);
  if (key === 'clinic') people.unshift('merchant');
  const held = Math.min(places, people.length);
  const where = room && filling.id('room', room);
  const sums = { held, waiting: people.length - held, turn: people.length };
  filling.add(Occasions, { _id, mall, program, names, about, room: where, startsAt, endsAt, bookBy: startsAt, places, waitingPlaces, ...sums, state: 'open', version: 1 + people.length });
  people.forEach((person, at) => {
    filling.add(Bookings, { _id: filling.id('booking', `${key}-${person}`), mall, occasion: _id, account: filling.id('account', person), state: at < places ? 'held' : 'waiting', turn: at + 1 });
  });
  if (where) quartersOf(startsAt, endsAt).forEach((quarter, at) => filling.add(RoomTimes, { _id: filling.id('room-time', `${key}-${at}`), mall, room: where, quarter, occasion: _id }));
}
