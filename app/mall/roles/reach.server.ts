import { Reaches, type Reach } from '#models/reach.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { gridsIn } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { eraseTexts, readTexts, writeText } from '#app/platform/texts.server.ts';
import { canSetReach, isShown, type Nearness, readerAt, readersOf } from './policy.ts';
import { type Hours, isWithin } from './rules.ts';
import type { ReachInput } from './schema.ts';
import type { Doing } from './terms.server.ts';

const own = (account: string) => `account:${account}`;

/** How she wants to be reached in this mall, in one act; the words before are erased. @throws a 404 Response without a role here */
export async function setReach(doing: Doing, input: ReachInput): Promise<void> {
  const { mall, actor, now } = doing;
  if (!canSetReach(actor, mall._id)) throw notFound();
  const head = { name: 'role:set-reach', mall: mall._id, actor, role: 'self', subject: own(actor.account), now };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await runCommand(head, (tx) => replaceReach(tx, actor.account, gridsIn(actor, mall._id), input));
    } catch (error) {
      // Two first savings at once: the later one finds the row there.
      if (!isDuplicateKey(error) || attempt >= 3) throw error;
    }
  }
}

async function replaceReach(tx: Tx, account: string, grids: readonly string[], { nameTo, phoneTo, phone, days, from, until }: ReachInput): Promise<void> {
  const write = (words: string) => writeText(tx, { language: 'und', words, author: account, subject: own(account), readers: [own(account), ...readersOf(phoneTo)] });
  const hours: Hours | null = days.length > 0 && from && until ? { days: days.map(Number), from, to: until } : null;
  const texts = { phone: phone && (await write(phone)), hours: hours && (await write(JSON.stringify(hours))) };
  const before = await Reaches.findOne({ mall: tx.mall, account }, null, { session: tx.session }).lean();
  const set = { nameTo, phoneTo, ...(texts.phone && { phone: texts.phone }), ...(texts.hours && { hours: texts.hours }) };
  const unset = { ...(!texts.phone && { phone: 1 }), ...(!texts.hours && { hours: 1 }) };
  if (before) {
    await Reaches.updateOne({ mall: tx.mall, account }, { $set: set, $unset: unset }, { session: tx.session });
    await eraseTexts(tx, [before.phone, before.hours].filter((one) => one !== undefined));
  } else await Reaches.create([{ _id: newId(), mall: tx.mall, account, ...set }], { session: tx.session });
  tx.changed('phone', 'hours', 'phoneTo', 'nameTo');
  tx.publish({ type: 'reach:changed', id: account, version: 0, rooms: [own(account), ...grids.map((grid) => `grid:${grid}`)] });
}

/** Her own settings, as her own page shows them. */
export async function getOwnReach(mall: string, account: string): Promise<{ nameTo: Reach['nameTo']; phoneTo: Reach['phoneTo']; phone: string; hours: Hours | null }> {
  const row = await Reaches.findOne({ mall, account }).lean();
  const texts = await readTexts(mall, [row?.phone, row?.hours], [own(account)]);
  return { nameTo: row?.nameTo ?? 'mall', phoneTo: row?.phoneTo ?? 'nobody', phone: texts.get(row?.phone ?? '')?.words ?? '', hours: hoursOf(texts.get(row?.hours ?? '')?.words) };
}

const hoursOf = (words: string | undefined): Hours | null => (words ? (JSON.parse(words) as Hours) : null);

/** What a reader who stands so near may know of a volunteer. `phone` only within her hours; the hours tell when. */
export interface Reachable {
  named: boolean;
  phone: string | null;
  hours: Hours | null;
}

/** @param nearness of the reader to each account, by account */
export async function listReachable(mall: { _id: string; zone: string }, nearness: ReadonlyMap<string, Nearness>, now: Date): Promise<Map<string, Reachable>> {
  const rows = await Reaches.find({ mall: mall._id, account: { $in: [...nearness.keys()] } }).limit(2_000).lean();
  const shown = rows.filter((row) => isShown(row.phoneTo, nearness.get(row.account) ?? 'anyone'));
  const opened = new Map<string, { phone: string | null; hours: Hours | null }>();
  for (const near of ['grid', 'mall', 'anyone'] as const) {
    const mine = shown.filter((row) => nearness.get(row.account) === near);
    const texts = await readTexts(mall._id, mine.flatMap((row) => [row.phone, row.hours]), [readerAt(near)]);
    for (const row of mine) opened.set(row.account, { phone: texts.get(row.phone ?? '')?.words ?? null, hours: hoursOf(texts.get(row.hours ?? '')?.words) });
  }
  return new Map(
    [...nearness].map(([account, near]): [string, Reachable] => {
      const { phone = null, hours = null } = opened.get(account) ?? {};
      const named = near !== 'anyone' || rows.some((row) => row.account === account && row.nameTo === 'anyone');
      return [account, { named, phone: hours && !isWithin(hours, now, mall.zone) ? null : phone, hours: phone ? hours : null }];
    }),
  );
}
