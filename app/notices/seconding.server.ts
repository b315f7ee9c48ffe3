import { Memberships } from '#models/account.server.ts';
import { Notices } from '#models/notice.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type Doing, notify, noticeChanged } from './commands.server.ts';
import { startDelivery } from './delivering.server.ts';
import { canSecond } from './policy.ts';

const MOST_OFFICERS = 100;

/** Tells the others who could say yes that something waits for a second person. */
export async function askForSecond(tx: Tx, mall: Pick<KnownMall, '_id' | 'slug'>, { id, author }: { id: string; author: string }): Promise<void> {
  const officers = await Memberships.find({ mall: mall._id, kind: 'officer' }, { account: 1, post: 1, from: 1, to: 1 }, { session: tx.session }).limit(MOST_OFFICERS).lean();
  const others = officers.filter(({ account, post, from, to }) => account !== author && post !== 'lead' && from <= tx.now && !(to && to <= tx.now));
  await notify(tx, { accounts: others.map(({ account }) => account), template: 'notice-second', link: `/m/${mall.slug}/notices/${id}`, author, role: 'officer' });
}

/** The second of two says yes: it goes out now, or at its moment. Twice is once. @throws a 404 Response for whoever may not */
export async function secondNotice({ mall, actor, now }: Doing, id: string): Promise<void> {
  const notice = await Notices.findOne({ mall: mall._id, _id: id }).lean();
  if (!notice || !canSecond(actor, notice)) throw notFound();
  if (notice.expiresAt && notice.expiresAt <= now) throw new Refusal('notices:refused.not-timely');
  const later = notice.sentAt > now;
  await runCommand({ name: 'notice:second', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const goes = { state: later ? ('scheduled' as const) : ('queued' as const), second: actor.account, sentAt: later ? notice.sentAt : now };
    const { matchedCount } = await Notices.updateOne({ mall: mall._id, _id: id, state: 'proposed' }, { $set: goes }, { session: tx.session });
    if (matchedCount === 0) throw new Refusal('form.changed-meanwhile');
    tx.changed('state', 'second');
    tx.publish(noticeChanged(mall._id, notice));
  });
  if (!later) startDelivery(mall._id, id);
}
