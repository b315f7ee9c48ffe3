import type { Model } from 'mongoose';
import { Accounts, LevelTerms, Memberships, RoleTerms } from '#models/account.server.ts';
import { Aparts } from '#models/apart.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { Attachments } from '#models/attachment.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { Bookings, Occasions } from '#models/booking.server.ts';
import { CounterKeys, CounterSignatures } from '#models/counter-signature.server.ts';
import { Letters } from '#models/letter.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { NoticeChoices, PushChannels, PushDues } from '#models/push.server.ts';
import { Reaches } from '#models/reach.server.ts';
import { Requests } from '#models/request.server.ts';
import { SavedFilters } from '#models/saved-filter.server.ts';
import { Erasures, Texts } from '#models/text.server.ts';
import { Ties } from '#models/tie.server.ts';
import { VisitChoices } from '#models/visit-choice.server.ts';
import { Visits } from '#models/visit.server.ts';
import { giveUpPlace } from '#app/booking/commands.server.ts';
import { type Actor, isOperator } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { stopSessions } from '#app/platform/sessions.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { findCase } from '#app/requests/case.server.ts';
import { findOwned, mallsAbout } from './policy.ts';

/** Texts or files of one transaction; the engine bounds a transaction by its cache. */
const BATCH = 100;

interface Erasing {
  actor: Actor;
  now: Date;
}

/** In batches, each with its audit row and its entry in the register: broken off, it goes on where it stopped. */
async function eraseWhere(head: { mall: string; actor: Actor; role: string; subject: string; now: Date }, filter: object): Promise<number> {
  let erased = 0;
  for (const model of [Texts as unknown as Model<{ _id: string }>, Attachments as unknown as Model<{ _id: string }>]) {
    for (;;) {
      const rows = await model.find({ mall: head.mall, ...filter }, { _id: 1 }).limit(BATCH).lean();
      if (rows.length === 0) break;
      await runCommand({ name: 'record:erase', ...head }, (tx) => eraseRows(tx, model, rows.map((row) => row._id)));
      erased += rows.length;
    }
  }
  return erased;
}

async function eraseRows(tx: Tx, model: Model<{ _id: string }>, ids: string[]): Promise<void> {
  await model.deleteMany({ mall: tx.mall, _id: { $in: ids } }, { session: tx.session });
  await Erasures.create([{ mall: tx.mall, collectionName: model.collection.name, ids, at: tx.now }], { session: tx.session });
  tx.changed(model.collection.name);
}

/**
 * Erases everything that was written or said about a shop: words of visits, notes, answers, wishes, its contact.
 * What stays: its sign and booth, and which days it was offered a visit, without a word, until the round's rows go.
 * @throws a 404 Response for a shop that the actor doesn't own
 */
export async function eraseShopRecord({ actor, now }: Erasing, merchant: string): Promise<void> {
  refuseRecoveredLately(actor, now);
  const owned = findOwned(actor, merchant);
  if (!owned) throw notFound();
  const { mall } = owned;
  const head = { mall, actor, role: 'owner', subject: `shop:${merchant}`, now };
  const shops = [merchant, ...(await mergedInto(mall, merchant))];
  await runCommand({ name: 'record:erase', ...head }, async (tx) => {
    await Merchants.updateMany({ mall, _id: { $in: shops } }, { $unset: { contact: 1, contactKey: 1, wishedTime: 1, visitWish: 1, askedForVisitAt: 1, interpreter: 1, offeredBefore: 1 } }, { session: tx.session });
    const visits = { $set: { needs: [], promises: [], noteAgreed: false }, $unset: { replies: 1, note: 1, contest: 1, chaseOn: 1, aside: 1, proof: 1, counter: 1 }, $inc: { version: 1 } };
    await Visits.updateMany({ mall, merchant }, visits, { session: tx.session });
    await CounterKeys.deleteMany({ mall, merchant }, { session: tx.session });
    await CounterSignatures.deleteMany({ mall, merchant }, { session: tx.session });
    await VisitChoices.deleteMany({ mall, merchant }, { session: tx.session });
    tx.changed('contact', 'wishedTime', 'visitWish', 'needs', 'promises', 'replies', 'note', 'contest');
  });
  await eraseWhere(head, { subject: `shop:${merchant}` });
}

/** Her open requests end first, as if she had withdrawn each herself; so does what she talks over with somebody else. */
async function withdrawAll(mall: KnownMall, { actor, now }: Erasing): Promise<void> {
  const open = await Requests.find({ mall: mall._id, requester: actor.account, closedAt: { $exists: false }, stage: { $ne: 'withdrawn' } }, { number: 1 }).lean();
  for (const { number, otherIn } of await Promise.all(open.map(async ({ number }) => ({ number, otherIn: (await findCase(mall._id, number))?.state.otherIn ?? false })))) {
    await actOnRequest({ mall, actor, now }, number, { command: { type: otherIn ? 'endTalks' : 'withdraw' } });
  }
  const asOther = await Requests.find({ mall: mall._id, other: actor.account, closedAt: { $exists: false }, stage: { $ne: 'withdrawn' } }, { number: 1, stage: 1 }).lean();
  for (const { number, stage } of asOther) await actOnRequest({ mall, actor, now }, number, { command: { type: stage === 'other-invited' ? 'stayOut' : 'endTalks' } });
}

/** Places that she has or waits for go to whoever waits; that she ever had one is erased. */
async function giveUpAll(mall: KnownMall, { actor, now }: Erasing): Promise<void> {
  const mine = await Bookings.find({ mall: mall._id, account: actor.account }, { occasion: 1 }).lean();
  if (mine.length === 0) return;
  const open = await Occasions.find({ mall: mall._id, _id: { $in: mine.map((row) => row.occasion) }, endsAt: { $gt: now } }, { _id: 1 }).lean();
  for (const { _id } of open) await giveUpPlace({ mall, actor, now }, _id);
  const head = { name: 'record:erase', mall: mall._id, actor, role: 'self', subject: `account:${actor.account}`, now };
  await runCommand(head, (tx) => eraseRows(tx, Bookings as unknown as Model<{ _id: string }>, mine.map((row) => row._id)));
}

/** Roles, posts and ties end before words go, so that nothing new comes while it runs. */
async function leaveMall(mall: string, { actor, now }: Erasing): Promise<void> {
  const { account } = actor;
  await runCommand({ name: 'account:leave-mall', mall, actor, role: 'self', subject: `account:${account}`, now }, async (tx) => {
    const over = { $set: { to: now, endedBy: 'self' as const } };
    await RoleTerms.updateMany({ mall, account, to: { $gt: now } }, over, { session: tx.session });
    await LevelTerms.updateMany({ mall, account, to: { $gt: now } }, over, { session: tx.session });
    await Appointments.deleteMany({ mall, account }, { session: tx.session });
    await Reaches.deleteMany({ mall, account }, { session: tx.session });
    await CounterKeys.deleteMany({ mall, account }, { session: tx.session });
    await Ties.deleteMany({ mall, account }, { session: tx.session });
    await SavedFilters.deleteMany({ mall, account }, { session: tx.session });
    await Aparts.deleteMany({ mall, account }, { session: tx.session });
    await Letters.deleteMany({ mall, asker: account }, { session: tx.session });
    await NoticeChoices.deleteMany({ mall, account }, { session: tx.session });
    await PushDues.deleteMany({ mall, account }, { session: tx.session });
    tx.changed('to', 'phone', 'hours');
  });
}

/**
 * Erases the account: what was written and said about it, its name, its ways in. What stays are rows with an id that
 * leads to nobody; what was written about a shop belongs to that shop's record. Broken off, it can be asked for again.
 * @throws {Refusal} for an operator's account, which another operator ends
 */
export async function eraseAccount(erasing: Erasing): Promise<void> {
  const { actor, now } = erasing;
  refuseRecoveredLately(actor, now);
  if (isOperator(actor)) throw new Refusal('record:refused.operator');
  const { account } = actor;
  const subject = `account:${account}`;
  for (const id of mallsAbout(actor)) {
    const mall = await findMallById(id, now);
    if (mall) {
      await withdrawAll(mall, erasing);
      await giveUpAll(mall, erasing);
    }
    await leaveMall(id, erasing);
    await eraseWhere({ mall: id, actor, role: 'self', subject, now }, { subject });
  }
  await runCommand({ name: 'account:erase', mall: INSTALLATION, actor, role: 'self', subject, now }, async (tx) => {
    const memberships = await Memberships.find({ account }, { _id: 1 }, { session: tx.session }).lean();
    await Memberships.deleteMany({ account }, { session: tx.session });
    await PushChannels.deleteMany({ account }, { session: tx.session });
    await Accounts.deleteOne({ _id: account }, { session: tx.session });
    const gone = { accounts: [account], memberships: memberships.map((row) => row._id) };
    const rows = Object.entries(gone).map(([collectionName, ids]) => ({ mall: INSTALLATION, collectionName, ids, at: now }));
    await Erasures.create(rows, { session: tx.session, ordered: true });
    tx.changed('names', 'userName', 'passwordHash');
    tx.publish({ type: 'memberships:changed', id: account, version: 1, rooms: [`account:${account}`] });
  });
  await stopSessions(account, now);
}
