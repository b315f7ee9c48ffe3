import { Accounts, Memberships } from '#models/account.server.ts';
import { allModels } from '#models/define-model.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { MallKeys } from '#models/text.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { createMallKey, forgetMallKeys, mallKey } from '#app/platform/keys.server.ts';
import { cutEarlierFigures } from './earlier-figures.server.ts';
import { Filling } from './filling.server.ts';
import { demoId } from './ids.ts';
import { calendarFor } from './moment.ts';
import { playLateActs } from './late-acts.server.ts';
import { type DemoMall, makeDemoMall } from './plan.ts';
import { addBooking } from './rows-of-booking.server.ts';
import { addDispatch } from './rows-of-dispatch.server.ts';
import { addLetters } from './rows-of-letters.server.ts';
import { addNotices } from './rows-of-notices.server.ts';
import { addPeople, addShops } from './rows-of-people.server.ts';
import { addPlan } from './rows-of-plan.server.ts';
import { drawAfterPhoto } from './after-photo.server.ts';
import { addRequests } from './rows-of-requests.server.ts';
import { addQuestions } from './rows-of-questions.server.ts';
import { addRounds, addWishes } from './rows-of-rounds.server.ts';

export interface FillOptions {
  now: Date;
  seed?: number;
  /** Told after each batch: rows written so far, of all. */
  onProgress?(done: number, all: number): void;
}
export interface Filled {
  /** False: there was an open mall already, and nothing was touched. */
  filled: boolean;
  rows: number;
}

const BATCH = 500;
/** A filling that hasn't written for so long, in ms, was killed. */
const LEFT = 8_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Fills an empty database with the demonstration mall. Its own document is written first, as `filling`, and opened last, in
 * one transaction: killed before that, nothing shows, and the next call empties what is there and begins anew. Two at a
 * time: the second waits for the first.
 * @throws when a demonstration's user names are taken by others
 */
export async function fillDemo({ now, seed = 1, onProgress }: FillOptions): Promise<Filled> {
  const demo = makeDemoMall(seed);
  const today = dayIn(now, demo.mall.zone);
  const mall = demoId(seed, 'mall', demo.mall.slug);
  if (!(await beginFilling(mall, demo, seed, today))) return { filled: false, rows: 0 };
  await createMallKey(mall);
  const filling = new Filling(seed, mall, now, today, demo.mall.zone, await mallKey(mall));
  const calendar = calendarFor(demo.mall.week, today);
  await gather(filling, demo, calendar);
  const rows = await writeAll(filling, onProgress);
  await cutEarlierFigures({ _id: mall, zone: demo.mall.zone, calendar, office: demoId(seed, 'office', demo.mall.office) }, today);
  const known = await Malls.findOne({ _id: mall, state: 'filling' }).lean();
  if (known) await playLateActs(filling, demo, known);
  const head = { name: 'demo:fill', mall, actor: { account: 'house' }, role: 'house', subject: 'none', target: mall, now };
  await runCommand(head, async (tx) => {
    const { matchedCount } = await Malls.updateOne({ _id: mall, state: 'filling' }, { $set: { state: 'open' } }, { session: tx.session });
    if (matchedCount !== 1) throw new Error('The demonstration was emptied while it was being filled.');
    tx.publish({ type: 'mall:changed', id: mall, version: 1, rooms: [] });
  });
  return { filled: true, rows };
}

/** Takes the filling upon itself. @returns false when a mall is open, also one that somebody else has just filled */
async function beginFilling(mall: string, demo: DemoMall, seed: number, today: string): Promise<boolean> {
  const { office, week, ...about } = demo.mall;
  const row = { _id: mall, ...about, calendar: calendarFor(week, today), office: demoId(seed, 'office', office), state: 'filling', version: 1 } as const;
  for (;;) {
    if (await Malls.exists({ state: 'open' })) return false;
    const left = await Malls.findOne({ _id: mall }, { updatedAt: 1 }).lean();
    const isWorking = left && Date.now() - left.updatedAt.getTime() < LEFT;
    if (!isWorking) {
      if (left) await emptyDemo(mall, demo.offices.map(({ key }) => demoId(seed, 'office', key)));
      try {
        await Malls.create([row]);
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    await wait(200);
  }
}

/** Deletes everything that a half filling left behind, its own document last. */
async function emptyDemo(mall: string, offices: string[]): Promise<void> {
  for (const { scope, model } of allModels()) if (scope === 'mall') await model.collection.deleteMany({ mall });
  const accounts = await Accounts.find({ demo: true }, { _id: 1 }).lean();
  await Memberships.deleteMany({ account: { $in: accounts.map(({ _id }) => _id) } });
  await Accounts.deleteMany({ demo: true });
  await Offices.deleteMany({ _id: { $in: offices } });
  await MallKeys.deleteOne({ _id: mall });
  forgetMallKeys();
  await Malls.deleteOne({ _id: mall });
}

/** A sign of life, so that nobody takes this filling for a killed one. */
async function isAtWork(mall: string): Promise<void> {
  await Malls.collection.updateOne({ _id: mall } as never, { $set: { updatedAt: new Date() } });
}

async function gather(filling: Filling, demo: DemoMall, calendar: ReturnType<typeof calendarFor>): Promise<void> {
  addPlan(filling, demo);
  addShops(filling, demo, await addWishes(filling, demo));
  addPeople(filling, demo);
  await isAtWork(filling.mall);
  addQuestions(filling, demo);
  await addRounds(filling, demo);
  await isAtWork(filling.mall);
  addRequests(filling, demo, { zone: filling.zone, calendar }, await drawAfterPhoto());
  await isAtWork(filling.mall);
  addNotices(filling, demo);
  addLetters(filling, demo);
  addDispatch(filling, demo);
  addBooking(filling, demo);
}

/** In batches, collection after collection, and a sign of life after each. @returns how many rows */
async function writeAll(filling: Filling, onProgress: FillOptions['onProgress']): Promise<number> {
  const all = [...filling.rows.values()].reduce((sum, rows) => sum + rows.length, 0);
  let done = 0;
  for (const [model, rows] of filling.rows) {
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH);
      await model.collection.insertMany(batch as never[], { ordered: false });
      await isAtWork(filling.mall);
      done += batch.length;
      onProgress?.(done, all);
    }
  }
  return all;
}
