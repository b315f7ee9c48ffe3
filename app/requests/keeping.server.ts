import { Requests, TranslationWishes } from '#models/request.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
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

/** RIGHTS.md, "Keeping", as far as requests go. */
export function registerRequestKeeping(): void {
  registerKeeping({ name: 'requests: wishes for translations 90 days after closing', run: forgetWishes });
}
