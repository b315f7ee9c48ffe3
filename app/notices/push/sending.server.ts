import { Deliveries, Notices } from '#models/notice.server.ts';
import { NoticeChoices, PushChannels, PushDues } from '#models/push.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { log } from '#app/platform/log.server.ts';
import { findMallById, listMallIds } from '#app/platform/malls.server.ts';
import { readTarget } from '#app/platform/public-address.server.ts';
import { sendOut, type SentOut } from '#app/platform/sending-out.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { vapidHeader } from './vapid.server.ts';
import { pushAt } from './when.ts';

/** An open page has so long to take it before a phone is rung, in ms; an emergency rings at once. */
const GRACE = 20_000;
/** What is sent in one breath gathers so long, in ms. */
const GATHER = 300;
const AT_ONCE = 200;
const AGAIN = 5 * 60_000;
const MOST_TRIES = 3;
/** Endpoints are long. */
export const MOST_ENDPOINT = 1_000;
const DAY_SECONDS = 24 * 3600;

const gathering = () => singleton('push-gathering', () => ({ notices: new Map<string, Set<string>>(), timer: null as NodeJS.Timeout | null }));

/** Whoever is sent a notice and has a phone switched on is noted. Push is a help: what it misses, the list has. */
export function registerPushing(): void {
  onEvent(({ type, id, rooms }) => {
    if (type !== 'notice:sent') return;
    const state = gathering();
    const accounts = state.notices.get(id) ?? new Set();
    for (const room of rooms) if (room.startsWith('account:')) accounts.add(room.slice('account:'.length));
    state.notices.set(id, accounts);
    state.timer ??= setTimeout(() => void noteGathered(), GATHER).unref();
  });
  defineJob({
    name: 'notices:push',
    every: '5 seconds',
    run: async (_nothing, now) => {
      for (const mall of await listMallIds()) await pushDue(mall, now);
    },
  });
}

async function noteGathered(): Promise<void> {
  const state = gathering();
  const notices = [...state.notices];
  state.notices.clear();
  state.timer = null;
  try {
    for (const [notice, accounts] of notices) await notePush(notice, [...accounts], new Date());
  } catch (error) {
    log().warn({ err: error }, 'phones are told at the next notice');
  }
}

/** Notes when each of these accounts is told, by her own choice; of several things the earliest counts. */
export async function notePush(id: string, accounts: readonly string[], now: Date): Promise<void> {
  const channels = await PushChannels.find({ account: { $in: [...accounts] } }, { account: 1 }).lean();
  const withPhone = [...new Set(channels.map(({ account }) => account))];
  if (withPhone.length === 0) return;
  const notice = await Notices.findOne({ _id: id }, { mall: 1, class: 1 }).setOptions({ dangerouslyAcrossMalls: true }).lean();
  const mall = notice && (await findMallById(notice.mall, now));
  if (!notice || !mall) return;
  const rows = await NoticeChoices.find({ mall: mall._id, account: { $in: withPhone } }).lean();
  const choices = new Map(rows.map((row) => [row.account, row]));
  const urgent = notice.class === 'emergency';
  for (const account of withPhone) {
    const at = pushAt(notice.class, choices.get(account), now, mall.zone);
    if (!at) continue;
    const dueAt = urgent ? at : new Date(Math.max(at.getTime(), now.getTime() + GRACE));
    const sooner = { $min: { dueAt }, ...(urgent ? { $set: { urgent } } : {}) };
    const note = () => PushDues.updateOne({ mall: mall._id, account }, sooner);
    if ((await note()).matchedCount > 0) continue;
    await PushDues.create({ _id: newId(), mall: mall._id, account, dueAt, urgent, tries: 0 }).catch(async (error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      await note();
    });
  }
}

type Send = typeof sendOut;

/** Tells the phones whose time has come that there is something new: no word, no class, nothing of the notice. @returns how many phones */
export async function pushDue(mall: string, now: Date, send: Send = sendOut): Promise<number> {
  const due = await PushDues.find({ mall, dueAt: { $lte: now } }).limit(AT_ONCE).lean();
  let told = 0;
  for (const row of due) {
    // An open page has it by now: nothing to ring for.
    const waits = row.urgent || (await Deliveries.exists({ mall, account: row.account, state: 'sent' })) !== null;
    const channels = waits ? await PushChannels.find({ account: row.account }).limit(20).lean() : [];
    const answers = await Promise.all(channels.map((channel) => ring(channel.endpoint, row.urgent, now, send)));
    const gone = channels.filter((_, at) => answers[at]?.answer === '404' || answers[at]?.answer === '410');
    if (gone.length > 0) await PushChannels.deleteMany({ _id: { $in: gone.map(({ _id }) => _id) } });
    told += answers.filter(({ ok }) => ok).length;
    const again = row.tries + 1 < MOST_TRIES && answers.some(({ reached, answer }) => !reached || answer.startsWith('5') || answer === '429');
    const same = { mall, _id: row._id, dueAt: row.dueAt };
    if (again) await PushDues.updateOne(same, { $set: { dueAt: new Date(now.getTime() + AGAIN) }, $inc: { tries: 1 } });
    else await PushDues.deleteOne(same);
  }
  return told;
}

/** Without a payload there is nothing to read on the way, nor to encrypt: the phone's own worker says "one new" in its language. */
async function ring(endpoint: string, urgent: boolean, now: Date, send: Send): Promise<SentOut> {
  const target = readTarget(endpoint, MOST_ENDPOINT);
  if (!target) return { reached: false, ok: false, answer: '410', body: '' };
  return send(target, { headers: { Authorization: vapidHeader(target, now), TTL: String(DAY_SECONDS), Urgency: urgent ? 'high' : 'normal', Topic: 'new' }, body: '' });
}
