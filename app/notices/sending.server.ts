import { type NoticeAudience, Notices } from '#models/notice.server.ts';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { momentOf } from '#app/i18n/zone-days.ts';
import { levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { tradesOf } from '#app/mall/settings/trades.server.ts';
import { GRID_ROLES } from '#app/platform/actor.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { countReach } from './audiences.server.ts';
import { type Doing, noticeChanged } from './commands.server.ts';
import { startDelivery } from './delivering.server.ts';
import { keepWith, type NoticeFiles } from './files.server.ts';
import { type Places, type Sender, senderOf } from './policy.ts';
import { expiryOf, isTimely, needsSecond } from './rules.ts';
import type { NoticeInput } from './schema.ts';
import { askForSecond } from './seconding.server.ts';
import { type Words, writeInAll } from './writing.server.ts';

/** `['level:…', 'grid:…', 'trade:…']` as the composer's addresses and fields name them. */
export function placesOf(to: readonly string[]): Places {
  if (to.includes('mall')) return { kind: 'mall' };
  const of = (kind: string) => [...new Set(to.filter((place) => place.startsWith(`${kind}:`)).map((place) => place.slice(kind.length + 1)))];
  return { kind: 'places', levels: of('level'), grids: of('grid'), trades: of('trade'), roles: of('role'), programs: of('program') };
}

type InMall = Pick<KnownMall, '_id' | 'settings'>;

/** @throws {Refusal} when a place isn't one of this mall, or a trade, role or program none of its lists */
export async function audienceOf(mall: InMall, to: readonly string[]): Promise<NoticeAudience> {
  const places = placesOf(to);
  if (places.kind === 'mall') return places;
  const { levels, grids, trades, roles, programs } = places;
  const there = new Set([...(await levelsOf(mall._id)), ...(await listGrids(mall._id))].map((place) => place._id));
  const lists = [
    { asked: [...levels, ...grids], known: there },
    { asked: trades, known: new Set(tradesOf(mall).map(({ id }) => id)) },
    { asked: roles, known: new Set<string>(GRID_ROLES) },
    { asked: programs, known: new Set<string>(PROGRAM_IDS) },
  ];
  if (!lists.every(({ asked, known }) => asked.every((id) => known.has(id)))) throw new Refusal('form.not-a-choice', 'to');
  if (trades.length + roles.length + programs.length > 0) return { kind: 'places', levels, grids, trades, roles, programs };
  if (levels.length === 0) return { kind: 'grids', ids: grids };
  if (grids.length === 0) return { kind: 'levels', ids: levels };
  return { kind: 'places', levels, grids };
}

/** What must be there before anything is written. @throws {Refusal} */
function requireWords(input: NoticeInput): void {
  const main = input.class === 'information' ? input.title : input.added;
  const needed = input.class === 'information' || Object.values(main).some(Boolean) || (input.class === 'must-acknowledge' && input.fixed === 'recall');
  if (needed && !main[input.original]) throw new Refusal('notices:refused.no-original', `${input.class === 'information' ? 'title' : 'added'}-${input.original}`);
  if (input.class === 'information' && !input.body[input.original] && Object.values(input.body).some(Boolean)) throw new Refusal('notices:refused.no-original', `body-${input.original}`);
  if (input.class === 'must-acknowledge' && input.until <= input.from) throw new Refusal('notices:refused.until-before-from', 'until');
}

/** On the screen in the hall: what is for the whole mall and its sender wants there; an emergency to everybody always. */
const inTheHall = (input: NoticeInput, { kind }: NoticeAudience): boolean | undefined => (kind === 'mall' && (input.class === 'emergency' || input.lobby)) || undefined;

interface Times {
  sentAt: Date;
  expiresAt: Date;
}

/** @throws {Refusal} when it would be over before it goes out, or lies too far ahead */
function timesOf({ zone }: KnownMall, input: NoticeInput, now: Date): Times {
  if (input.class === 'emergency') return { sentAt: now, expiresAt: expiryOf(now) };
  const planned = input.sendDay ? momentOf(input.sendDay, input.sendTime || '09:00', zone) : now;
  const sentAt = planned > now ? planned : now;
  const times = { sentAt, expiresAt: input.lastDay ? momentOf(input.lastDay, '23:59', zone) : expiryOf(sentAt) };
  if (!isTimely(times, now)) throw new Refusal('notices:refused.not-timely', input.lastDay ? 'lastDay' : 'sendDay');
  return times;
}

/** The words as they are stored: ids of texts, or which fixed one and its blanks. */
async function writeWords(write: (words: Words) => Promise<string | undefined>, input: NoticeInput) {
  if (input.class === 'information') return { title: (await write(input.title)) ?? '', body: await write(input.body) };
  if (input.class === 'emergency') return { title: '', template: `emergency.${input.emergency}`, body: await write(input.added) };
  return { title: '', template: `fixed.${input.fixed}`, params: { day: input.day, from: input.from, until: input.until }, body: await write(input.added) };
}

/**
 * Sends to an audience whose rule is frozen now: notice, words and rule in one transaction; that row is also the job, whose batches
 * follow by {@link startDelivery}, at once or at its moment, where two are needed after the second has said yes.
 * Languages left empty are readers' "not yet translated", never silently missing.
 * @param around `as` what, where the caller's own policy has decided it: the office; `files` that go with it
 * @throws {Refusal} not hers to send, nobody there, no words in the original's language, times that don't fit
 * @returns the notice's id
 */
export async function sendNotice({ mall, actor, now }: Doing, input: NoticeInput, { as, files = { voices: {}, pictures: [] } }: { as?: Sender; files?: NoticeFiles } = {}): Promise<string> {
  const role = as ?? senderOf(actor, mall._id, { class: input.class, to: placesOf(input.to) });
  if (!role) throw new Refusal('notices:refused.not-yours', 'to');
  const audience = await audienceOf(mall, input.to);
  requireWords(input);
  const times = timesOf(mall, input, now);
  const { accounts } = await countReach(mall._id, audience, now);
  if (accounts === 0) throw new Refusal('notices:refused.nobody', 'to');

  const id = newId();
  const two = needsSecond(input.class, input.class === 'information' ? undefined : input.class === 'emergency' ? input.emergency : input.fixed);
  const state = two ? 'proposed' : times.sentAt > now ? 'scheduled' : 'queued';
  await runCommand({ name: two ? 'notice:propose' : 'notice:send', mall: mall._id, actor, role, subject: 'none', target: id, now }, async (tx) => {
    const write = (words: Words) => writeInAll(tx, { notice: id, author: actor.account, original: input.original, words, expiresAt: times.expiresAt });
    const what = { ...(await writeWords(write, input)), ...(await keepWith(tx, { notice: id, author: actor.account, ...times }, files)) };
    const row = { _id: id, mall: mall._id, class: input.class, audience, author: actor.account, role, lobby: inTheHall(input, audience), ...times };
    await Notices.create([{ ...row, ...what, state, accounts, queued: 0 }], { session: tx.session });
    if (two) await askForSecond(tx, mall, { id, author: actor.account });
    tx.publish(noticeChanged(mall._id, { _id: id, author: actor.account }));
  });
  if (state === 'queued') startDelivery(mall._id, id);
  return id;
}
