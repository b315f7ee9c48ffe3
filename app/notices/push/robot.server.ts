import type { Notice } from '#models/notice.server.ts';
import { RobotMessages } from '#models/push.server.ts';
import { contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { maySendTo, type Receiver } from '#app/platform/mall-settings.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { readTarget } from '#app/platform/public-address.server.ts';
import { sendOut } from '#app/platform/sending-out.server.ts';
import { noteSending } from '#app/platform/sendings.server.ts';
import { cardOf } from '../card.server.ts';
import { findNotices } from '../known.server.ts';
import { carriesTitle, isHeld } from '../rules.ts';
import { mergeCards } from './robot.ts';

const HOUSE = { account: 'house' };
const AGAIN = 60_000;
/** A message that nobody took for so long is of no use any more. */
const STALE = 24 * 3600_000;
const AT_ONCE = 50;

/** Groups whose robot the association set, with its second officer, to be told of notices. */
const robotsOf = ({ settings }: Pick<KnownMall, 'settings'>): (Receiver & { address: NonNullable<Receiver['address']> })[] =>
  (settings?.receivers ?? []).flatMap((one) => (one.address?.by === 'wecom' && maySendTo({ settings }, one.id, 'notices') ? [{ ...one, address: one.address }] : []));

/** Notes that the mall's groups are to be told of a notice to all or to grids; what is for some alone goes to no group. Twice is once. */
export async function queueForRobots(notice: Pick<Notice, '_id' | 'mall' | 'class' | 'audience'>, now: Date): Promise<void> {
  if (!carriesTitle(notice.class, notice.audience)) return;
  const mall = await findMallById(notice.mall, now);
  for (const { id } of mall ? robotsOf(mall) : []) {
    await RobotMessages.create({ _id: newId(), mall: notice.mall, receiver: id, notice: notice._id, tries: 0, dueAt: now }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }
}

/**
 * Says in each group what waits, merged into one message: at one try every ten seconds that is six a minute, of the twenty that a
 * robot may. Mall, class, title and link, no names; through the same door as everything that leaves the house, and on its list.
 * @returns how many messages were taken
 */
export async function sayToGroups(mall: KnownMall, now: Date, send: typeof sendOut = sendOut): Promise<number> {
  let said = 0;
  for (const { id, address } of robotsOf(mall)) {
    const waiting = await RobotMessages.find({ mall: mall._id, receiver: id, dueAt: { $lte: now } }).sort({ createdAt: 1 }).limit(AT_ONCE).lean();
    if (waiting.length === 0) continue;
    const notices = await findNotices(mall._id, waiting.map(({ notice }) => notice));
    const language = mall.languages.find(isLanguage) ?? 'zh';
    const cards = new Map<string, string>();
    for (const { notice } of waiting) {
      const row = notices.get(notice);
      if (row && isHeld(row, now)) cards.set(notice, (await cardOf(mall, row, contentLanguageOf(language), now)).text);
    }
    const { text, merged } = mergeCards([...cards.values()]);
    const inIt = new Set([...cards.keys()].slice(0, merged));
    // Withdrawn or over before it was said: it never is.
    const over = waiting.filter(({ notice, createdAt }) => !cards.has(notice) || now.getTime() - createdAt.getTime() > STALE);
    const target = readTarget(address.url);
    const answer = target && merged > 0 ? await send(target, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) }) : null;
    const taken = answer?.ok === true && !/"errcode"\s*:\s*[1-9]/.test(answer.body);
    await runCommand({ name: 'notice:tell-group', mall: mall._id, actor: HOUSE, role: 'house', subject: 'none', target: id, now }, async (tx) => {
      const done = waiting.filter((row) => over.includes(row) || (taken && inIt.has(row.notice))).map(({ _id }) => _id);
      const later = waiting.filter(({ _id }) => !done.includes(_id)).map(({ _id }) => _id);
      if (done.length > 0) await RobotMessages.deleteMany({ mall: mall._id, _id: { $in: done } }, { session: tx.session });
      if (later.length > 0 && !taken) await RobotMessages.updateMany({ mall: mall._id, _id: { $in: later } }, { $set: { dueAt: new Date(now.getTime() + AGAIN) }, $inc: { tries: 1 } }, { session: tx.session });
      if (answer?.reached) await noteSending(tx, { receiver: id, what: 'notices', count: inIt.size });
    });
    if (taken) said += 1;
  }
  return said;
}
