import { Appointments } from '#models/appointment.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { findMallById, type KnownMall, listMallIds } from '#app/platform/malls.server.ts';
import { ANSWER_DAYS, daysLater, ENDING_DAYS } from './rules.ts';
import { settleTerm } from './settling.server.ts';
import { MY_ROLES } from './places.ts';
import { publishRoles, tellOfRole } from './telling.server.ts';
import { changeTerm, findTerms } from './terms.server.ts';

const HOUSE = { account: 'house' };
const KEPT_DAYS = 30;

/** The calendar of roles: who is told that her term ends, what follows from its end, which questions nobody answered. Repeatable. */
export async function followCalendar(mall: KnownMall, now: Date): Promise<void> {
  for (const term of await findTerms(mall._id, { to: { $lte: now }, settledAt: { $exists: false } })) await settleTerm(mall, term._id, now);
  await remind(mall, now);
  await lapse(mall, now);
}

async function remind({ _id: mall }: KnownMall, now: Date): Promise<void> {
  const soon = { to: { $gt: now, $lte: daysLater(now, ENDING_DAYS) }, remindedAt: { $exists: false }, deputyOf: { $exists: false } };
  for (const term of await findTerms(mall, soon)) {
    await runCommand({ name: 'role:remind', mall, actor: HOUSE, role: 'house', subject: `account:${term.account}`, target: term._id, now }, async (tx) => {
      const first = await changeTerm(term, { remindedAt: { $exists: false } }, { $set: { remindedAt: now } }, tx.session);
      if (first) await tellOfRole(tx, { accounts: [term.account], template: 'role-ending', link: MY_ROLES });
    });
  }
}

async function lapse({ _id: mall }: KnownMall, now: Date): Promise<void> {
  const old = { mall, state: 'proposed' as const, $or: [{ createdAt: { $lt: daysLater(now, -ANSWER_DAYS) } }, { to: { $lte: now } }] };
  for (const found of await Appointments.find(old).limit(200).lean()) {
    await runCommand({ name: 'role:lapse', mall, actor: HOUSE, role: 'house', subject: `account:${found.account}`, target: found._id, now }, async (tx) => {
      await Appointments.updateOne({ mall, _id: found._id, state: 'proposed' }, { $set: { state: 'lapsed', answeredAt: now } }, { session: tx.session });
      tx.changed('state');
      publishRoles(tx, found, false);
    });
  }
}

export function registerRoleJobs(): void {
  defineJob({
    name: 'roles: calendar',
    every: '1 minute',
    run: async (_, now) => {
      for (const id of await listMallIds()) {
        const mall = await findMallById(id, now);
        if (mall) await followCalendar(mall, now);
      }
    },
  });
}

export function registerRoleKeeping(): void {
  registerKeeping({
    name: 'appointments: 30 days after the answer',
    run: async (mall, now) => (await Appointments.deleteMany({ mall, state: { $ne: 'proposed' }, answeredAt: { $lt: daysLater(now, -KEPT_DAYS) } })).deletedCount,
  });
}
