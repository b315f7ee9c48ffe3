import { type Visit, type VisitPromise, Visits } from '#models/visit.server.ts';
import { inZone } from '#app/i18n/zone-days.ts';
import { notify } from '#app/notices/commands.server.ts';
import { readAccounts } from '#app/platform/actors.server.ts';
import { isApart, unlessApart } from '#app/platform/apart.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { REMIND_FROM } from './paper/reminding.server.ts';
import { handOn, keeperOf } from './keepers.server.ts';
import { visitingRole } from './policy.ts';
import { chaseOn, dueState } from './rules.ts';
import { actOnVisit, getVisitToAnswer } from './shop-commands.server.ts';
import { type Doing, ownersOf, recordLink } from './visitable.server.ts';

/** What becomes of a visit when one of its promises does: when it is next to be chased follows. */
function withPromise(visit: Visit, id: string, change: (promise: VisitPromise) => VisitPromise) {
  const promises = visit.promises.map((one) => (one.id === id ? change(one) : one));
  const next = visit.aside?.includes('promises') ? undefined : chaseOn(promises);
  return next ? { $set: { promises, chaseOn: next } } : { $set: { promises }, $unset: { chaseOn: 1 as const } };
}

/**
 * Her own promise was kept, or can't be: the shop is told which. Said twice it is said once; what the shop had said to it is
 * answered by that.
 * @throws a 404 Response for anybody else's
 */
export async function endPromise({ mall, actor, now }: Doing, id: string, promise: string, became: 'kept' | 'not-kept'): Promise<void> {
  const visit = await Visits.findOne({ mall: mall._id, _id: id }).lean();
  const given = visit?.promises.find((one) => one.id === promise);
  if (!visit || !given || keeperOf(visit) !== actor.account) throw notFound();
  await unlessApart(mall._id, actor.account, [visit.merchant]);
  // The shop's yes stands.
  if (given.shop === 'kept' || dueState(given, visit.day) === became) return;
  const role = visitingRole(actor, mall._id, visit.grid) ?? 'volunteer';
  const name = became === 'kept' ? 'visit:keep-promise' : 'visit:give-up-promise';
  const accounts = await ownersOf(mall._id, visit.merchant, now);
  await runCommand({ name, mall: mall._id, actor, role, subject: `shop:${visit.merchant}`, target: id, now }, async (tx) => {
    const change = withPromise(visit, promise, ({ keptAt: _kept, notKeptAt: _not, shop: _said, saidAt: _at, ...one }) => ({ ...one, [became === 'kept' ? 'keptAt' : 'notKeptAt']: now }));
    const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: id, version: visit.version }, { ...change, $inc: { version: 1 } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    await notify(tx, { accounts, template: `promise-${became}`, params: { person: actor.account, shop: visit.merchant }, link: recordLink(visit.merchant), author: actor.account, role });
    tx.changed('promises');
    tx.publish({ type: 'visit:answered', id, version: visit.version + 1, rooms: [`shop:${visit.merchant}`, `account:${actor.account}`] });
  });
}

/**
 * The shop's own word on a promise: kept closes it on both sides, not kept opens it again on the day of whoever gave it, who is told
 * and nobody else. @throws a 404 Response where it isn't the owner's
 */
export async function sayOfPromise(doing: Doing, id: string, promise: string, said: 'kept' | 'not-kept'): Promise<void> {
  const visit = await getVisitToAnswer(doing, id);
  const given = visit.promises.find((one) => one.id === promise);
  if (!given) throw notFound();
  if (given.shop === said) return;
  await actOnVisit(doing, visit, 'visit:say-promise', async (tx, change) => {
    await change(withPromise(visit, promise, (one) => ({ ...one, shop: said, saidAt: doing.now })));
    if (said === 'not-kept') {
      const link = `/m/${doing.mall.slug}/visits`;
      await notify(tx, { accounts: [keeperOf(visit)], template: 'promise-open', params: { shop: visit.merchant }, link, author: doing.actor.account, role: 'owner' });
    }
    tx.changed('promises');
  });
}

const BATCH = 50;

/** A promise whose day has passed without an answer: whoever gave it is reminded, once, in the day's hours, and nobody else. Repeatable. */
export async function remindOfPromises(mall: KnownMall, now: Date): Promise<number> {
  const { day: today, time } = inZone(now, mall.zone);
  if (time < REMIND_FROM) return 0;
  let reminded = 0;
  for (;;) {
    const due = await Visits.find({ mall: mall._id, chaseOn: { $lt: today } }).limit(BATCH).lean();
    if (due.length === 0) return reminded;
    for (const visit of due) {
      const [keeps, apart] = await Promise.all([stillVisits(mall._id, keeperOf(visit), visit.grid, now), isApart(mall._id, keeperOf(visit), visit.merchant)]);
      // Its keeper went, or is kept away, while nobody could take it over; with another one it is due again at once.
      if ((!keeps || apart) && (await handOn(mall, visit, null, now))) continue;
      if (await remindOf(mall, visit, { today, now, silent: apart })) reminded += 1;
    }
  }
}

async function stillVisits(mall: string, account: string, grid: string, now: Date): Promise<boolean> {
  const held = (await readAccounts([account], now)).get(account)?.memberships ?? [];
  return held.some((one) => one.kind === 'volunteer' && one.mall === mall && one.grid === grid && one.role !== 'supervisor');
}

/** @param how `silent`: whoever keeps it isn't told, since its shop isn't hers to hear of now */
function remindOf(mall: KnownMall, visit: Visit, { today, now, silent }: { today: string; now: Date; silent: boolean }): Promise<boolean> {
  const head = { name: 'visit:remind-promise', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: `shop:${visit.merchant}`, target: visit._id, now };
  return runCommand(head, async (tx) => {
    const promises = visit.promises.map((one) => (dueState(one, today) === 'over' && !one.remindedAt ? { ...one, remindedAt: now } : one));
    const next = chaseOn(promises);
    const change = next ? { $set: { promises, chaseOn: next } } : { $set: { promises }, $unset: { chaseOn: 1 as const } };
    const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: visit._id, version: visit.version }, { ...change, $inc: { version: 1 } }, { session: tx.session });
    // Somebody answered meanwhile, or another run was faster.
    if (matchedCount !== 1) return false;
    await notify(tx, { accounts: silent ? [] : [keeperOf(visit)], template: 'promise-due', params: { shop: visit.merchant }, link: `/m/${mall.slug}/visits` });
    tx.changed('promises');
    tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [`shop:${visit.merchant}`, `account:${keeperOf(visit)}`] });
    return true;
  });
}
