import { Bookings, type Occasion, Occasions, RoomTimes } from '#models/booking.server.ts';
import { inZone } from '#app/i18n/zone-days.ts';
import { notify } from '#app/notices/commands.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { findMallById, type KnownMall, listMallIds } from '#app/platform/malls.server.ts';
import { KEPT_DAYS } from './rules.ts';

/** Accounts told in one transaction. */
const BATCH = 100;
const DAY = 24 * 3600_000;

type Telling = { name: string; template: 'booking-called-off' | 'booking-tomorrow'; occasion: Pick<Occasion, '_id' | 'startsAt'>; change: (tx: Tx, ids: string[]) => Promise<unknown>; who: object };

/** Tells everybody whom the filter finds, a batch a transaction that also takes them out of the filter: broken off, it goes on where it stopped. */
async function tellAll(mall: KnownMall, now: Date, telling: Telling): Promise<void> {
  const head = { name: telling.name, mall: mall._id, actor: { account: 'house' }, role: 'house', subject: 'none', target: telling.occasion._id, now };
  const whom = { mall: mall._id, occasion: telling.occasion._id, ...telling.who };
  while (await Bookings.exists(whom)) await runCommand(head, (tx) => tellSome(tx, mall, whom, telling));
}

/** Read inside the transaction: of two jobs that are at it, the later one repeats and finds whom the first left. */
async function tellSome(tx: Tx, mall: KnownMall, whom: object, { name, template, occasion, change }: Telling): Promise<void> {
  const { day, time } = inZone(occasion.startsAt, mall.zone);
  const rows = await Bookings.find({ mall: tx.mall, ...whom }, { account: 1 }).sort({ turn: 1 }).limit(BATCH).session(tx.session).lean();
  const accounts = rows.map((row) => row.account);
  await change(tx, rows.map((row) => row._id));
  await notify(tx, { accounts, template, params: { day, from: time }, link: `/m/${mall.slug}/booking/${occasion._id}` });
  for (const account of accounts) tx.also({ name, subject: `account:${account}`, target: occasion._id, fields: ['state'] });
}

/** Those who had a place or a turn in what was called off. Repeatable. */
export async function tellCalledOff(mall: KnownMall, now: Date): Promise<void> {
  const off = await Occasions.find({ mall: mall._id, state: 'called-off', startsAt: { $gt: new Date(now.getTime() - DAY) } }, { startsAt: 1 }).lean();
  for (const occasion of off) {
    await tellAll(mall, now, {
      name: 'booking:tell-off',
      template: 'booking-called-off',
      occasion,
      who: { state: { $in: ['held', 'waiting'] } },
      change: (tx, ids) => Bookings.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $set: { state: 'called-off' } }, { session: tx.session }),
    });
  }
}

/** A day before; once. Whoever moves up on the last day hears that instead. */
export async function remind(mall: KnownMall, now: Date): Promise<void> {
  const soon = await Occasions.find({ mall: mall._id, state: 'open', startsAt: { $gt: now, $lte: new Date(now.getTime() + DAY) } }, { startsAt: 1 }).lean();
  for (const occasion of soon) {
    await tellAll(mall, now, {
      name: 'booking:remind',
      template: 'booking-tomorrow',
      occasion,
      who: { state: 'held', remindedAt: { $exists: false } },
      change: (tx, ids) => Bookings.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $set: { remindedAt: now } }, { session: tx.session }),
    });
  }
}

/** RIGHTS.md, "Refused, in words": no attendance by name. Thirty days after it, nobody knows who had a place. */
export async function eraseBookings(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  await RoomTimes.deleteMany({ mall, quarter: { $lt: before } });
  let erased = 0;
  for (const { _id } of await Occasions.find({ mall, endsAt: { $lt: before, $gt: new Date(before.getTime() - 30 * DAY) } }, { _id: 1 }).lean()) {
    erased += (await Bookings.deleteMany({ mall, occasion: _id })).deletedCount;
  }
  return erased;
}

async function everywhere(now: Date, work: (mall: KnownMall, now: Date) => Promise<void>): Promise<void> {
  for (const id of await listMallIds()) {
    const mall = await findMallById(id, now);
    if (mall) await work(mall, now);
  }
}

export function registerBookingJobs(): void {
  defineJob<{ mall?: string }>({
    name: 'booking:tell-off',
    every: '5 minutes',
    run: async ({ mall: id }, now) => {
      const mall = id ? await findMallById(id, now) : null;
      if (mall) await tellCalledOff(mall, now);
      else await everywhere(now, tellCalledOff);
    },
  });
  defineJob({ name: 'booking:remind', every: '15 minutes', run: (_, now) => everywhere(now, remind) });
  registerKeeping({ name: 'places: 30 days after it took place', run: eraseBookings });
}
