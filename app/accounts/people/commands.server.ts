import { Accounts, Memberships } from '#models/account.server.ts';
import { Malls } from '#models/mall.server.ts';
import { canAppoint } from '#app/mall/policy.ts';
import { giveOfficerPost } from '#app/mall/roles/roles.server.ts';
import type { Actor, OfficerPost } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { standing } from '../members/queries.server.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** Gives a post to somebody who has an account. @throws {Refusal} nobody has this name, she holds one, or an official of the mall's office */
export async function givePost({ mall, actor, now }: Doing, userName: string, post: OfficerPost): Promise<void> {
  const found = await Accounts.findOne({ userName, status: 'active' }, { _id: 1 }).lean();
  if (!found) throw new Refusal('people:refused.no-account', 'username');
  if (await Memberships.exists({ mall: mall._id, account: found._id, kind: 'officer', ...standing(now) })) throw new Refusal('people:refused.has-post', 'username');
  try {
    await giveOfficerPost(actor, { mall: mall._id, account: found._id, post }, now);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.reason, 'username') : error;
  }
}

/** Ends a post at once, on open pages and sockets too. Twice is once. @throws {Refusal} for the last of the council */
export async function endPost({ mall, actor, now }: Doing, membership: string): Promise<void> {
  if (!canAppoint(actor, mall._id)) throw notFound();
  const held = { mall: mall._id, kind: 'officer' as const, ...standing(now) };
  const found = await Memberships.findOne({ _id: membership, mall: mall._id, kind: 'officer' }, { account: 1 }).lean();
  if (!found) throw notFound();
  const head = { name: 'mall:end-post', mall: mall._id, actor, role: 'officer', subject: `account:${found.account}`, target: membership, now };
  await runCommand(head, async (tx) => {
    // Two who end each other's in the same moment: one of them repeats, and finds the other's gone.
    await meetOn(tx, Malls, { _id: mall._id });
    const council = await Memberships.find({ ...held, post: { $in: ['council', 'secretary'] } }, { _id: 1 }, { session: tx.session }).lean();
    if (council.length === 1 && council[0]?._id === membership) throw new Refusal('people:refused.last');
    const { matchedCount } = await Memberships.updateOne({ _id: membership, ...held }, { $set: { to: now } }, { session: tx.session });
    if (matchedCount === 0) return;
    tx.changed('to');
    tx.publish({ type: 'memberships:changed', id: found.account, version: 0, rooms: [`account:${found.account}`] });
  });
}
