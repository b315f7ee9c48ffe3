import { Attachments } from '#models/attachment.server.ts';
import { RequestEvents, Requests, TranslationWishes } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { keptDays, LONGEST_KEPT } from '#app/platform/mall-settings.ts';
import { settingsOf } from '#app/platform/malls.server.ts';
import { forgetAparts } from './apart.server.ts';
import { eventOf } from './case.server.ts';
import { wordsIn } from './engine/events.ts';
import { REOPEN_DAYS } from './engine/by-requester.ts';

const BATCH = 200;
const DAY = 24 * 3600_000;

/** Wishes for translations of requests closed 90 days ago. The words carry their own day and go by the house's rule. */
async function forgetWishes(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - REOPEN_DAYS * DAY);
  let forgotten = 0;
  let after = '';
  for (;;) {
    const wishes = await TranslationWishes.find({ mall, _id: { $gt: after } }, { request: 1 }).sort({ _id: 1 }).limit(BATCH).lean();
    const closed = await Requests.find({ mall, _id: { $in: wishes.map((wish) => wish.request) }, closedAt: { $lt: before } }, { _id: 1 }).lean();
    const gone = new Set(closed.map((row) => row._id));
    const ids = wishes.filter((wish) => gone.has(wish.request)).map((wish) => wish._id);
    forgotten += (await TranslationWishes.deleteMany({ mall, _id: { $in: ids } })).deletedCount;
    const last = wishes[wishes.length - 1];
    if (!last || wishes.length < BATCH) return forgotten;
    after = last._id;
  }
}

/**
 * What was closed before the mall shortened its keeping time: words and pictures of it get an earlier day, and go by the
 * house's rule in the same night. @returns requests dated anew
 */
async function shortenThreads(mall: string, now: Date): Promise<number> {
  const days = keptDays({ settings: await settingsOf(mall, now) }, 'threads');
  if (days >= LONGEST_KEPT.threads) return 0;
  const ago = (count: number) => new Date(now.getTime() - count * DAY);
  let dated = 0;
  let after = '';
  for (;;) {
    const closed = { mall, closedAt: { $lte: ago(days), $gt: ago(LONGEST_KEPT.threads + 1) }, _id: { $gt: after } };
    const rows = await Requests.find(closed, { _id: 1 }).sort({ _id: 1 }).limit(BATCH).lean();
    for (const { _id } of rows) {
      const { texts, attachments } = wordsIn((await RequestEvents.find({ mall, request: _id }).sort({ seq: 1 }).lean()).map(eventOf));
      const later = { mall, eraseAt: { $gt: now } };
      const { modifiedCount } = await Texts.updateMany({ ...later, _id: { $in: texts } }, { $set: { eraseAt: now } });
      await Attachments.updateMany({ ...later, _id: { $in: attachments } }, { $set: { eraseAt: now } });
      if (modifiedCount > 0) dated += 1;
    }
    const last = rows[rows.length - 1];
    if (!last || rows.length < BATCH) return dated;
    after = last._id;
  }
}

/** Voice that was recorded before the mall shortened its keeping time. @returns recordings dated anew */
async function shortenVoice(mall: string, now: Date): Promise<number> {
  const days = keptDays({ settings: await settingsOf(mall, now) }, 'voice');
  if (days >= LONGEST_KEPT.voice) return 0;
  const old = { mall, kind: 'audio' as const, createdAt: { $lte: new Date(now.getTime() - days * DAY) }, eraseAt: { $gt: now } };
  return (await Attachments.updateMany(old, { $set: { eraseAt: now } })).modifiedCount;
}

/** RIGHTS.md, "Keeping", as far as requests go. */
export function registerRequestKeeping(): void {
  registerKeeping({ name: 'requests: wishes for translations 90 days after closing', run: forgetWishes });
  registerKeeping({ name: 'requests: threads that the mall keeps shorter', run: shortenThreads });
  registerKeeping({ name: 'requests: whom something about us was about, 90 days after closing', run: forgetAparts });
  registerKeeping({ name: 'requests: voice that the mall keeps shorter', run: shortenVoice });
}
