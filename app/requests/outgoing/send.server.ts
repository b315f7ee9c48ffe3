import { type Outgoing, Outgoings } from '#models/outgoing.server.ts';
import { isLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { log } from '#app/platform/log.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Receiver } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { sendOut, type SentOut } from '#app/platform/sending-out.server.ts';
import { noteSending } from '#app/platform/sendings.server.ts';
import { SIGNED, signatureOf } from '#app/platform/webhook-signing.ts';
import type { Doing } from '../commands.server.ts';
import { kindName } from '../open311/kinds.server.ts';
import { findOutgoingKey, outgoingSecret } from './keys.server.ts';
import { nextTry } from './pauses.ts';
import { reached } from './queue.server.ts';

export type Send = (target: URL, message: { headers: Record<string, string>; body: string }) => Promise<SentOut>;
type Address = NonNullable<Receiver['address']>;

const moment = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');
const notTried = (answer: string): SentOut => ({ reached: false, ok: false, answer, body: '' });

/** Number, place kind, stage and time: RIGHTS.md, "What leaves the house". There is no field here for anything else. */
export function messageOf({ type, number, kind, stage, at }: Pick<Outgoing, 'type' | 'number' | 'kind' | 'stage' | 'at'>, slug: string): string {
  return JSON.stringify({ type: `request.${type}`, jurisdiction_id: slug, service_request_id: number, service_code: kind, stage, at: moment(at) });
}

async function toWebhook(mall: KnownMall, row: Outgoing, { url }: Address, now: Date, send: Send): Promise<SentOut> {
  const { generation } = await findOutgoingKey(mall._id, row.receiver);
  if (generation === 0) return notTried('no-secret');
  const message = { id: row._id, at: Math.floor(now.getTime() / 1000), body: messageOf(row, mall.slug) };
  const signature = signatureOf(message, outgoingSecret(mall._id, row.receiver, generation));
  return send(new URL(url), { body: message.body, headers: { 'Content-Type': 'application/json', [SIGNED.id]: message.id, [SIGNED.at]: String(message.at), [SIGNED.signature]: signature } });
}

/** As a client of GeoReport v2: the words are those of the kind, since nothing that somebody said leaves the house. */
async function toOpen311(mall: KnownMall, row: Outgoing, { url, jurisdiction }: Address, send: Send): Promise<SentOut> {
  const { key } = await findOutgoingKey(mall._id, row.receiver);
  if (!key) return notTried('no-secret');
  const language = mall.languages.find(isLanguage) ?? 'zh';
  const address = pickLocalized(mall.name, language)?.text ?? mall.slug;
  const form = { api_key: key, ...(jurisdiction ? { jurisdiction_id: jurisdiction } : {}), service_code: row.kind, address_string: address, description: `${kindName(language, row.kind)} · ${row.number} · ${moment(row.at)}` };
  return send(new URL(`${url.replace(/\/$/, '')}/requests.json`), { body: new URLSearchParams(form).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } });
}

/** The number, or the token, in the answer of an Open311 server; undefined where there is none. */
function theirsIn(body: string): string | undefined {
  try {
    const [first] = JSON.parse(body) as { service_request_id?: unknown; token?: unknown }[];
    const given = first?.service_request_id ?? first?.token;
    return given === undefined ? undefined : String(given).slice(0, 80);
  } catch {
    return undefined;
  }
}

/** One try of one message. A receiver that was taken off meanwhile, or that carries less now, gets nothing more. @returns whether the other side was there */
async function sendOne(mall: KnownMall, row: Outgoing, now: Date, send: Send): Promise<boolean> {
  const address = reached(mall.settings).find(({ id }) => id === row.receiver)?.address;
  const tried = !address ? notTried('not-allowed') : address.by === 'webhook' ? await toWebhook(mall, row, address, now, send) : await toOpen311(mall, row, address, send);
  const tries = row.tries + 1;
  const next = tried.ok || !address ? null : nextTry(tries, row.since, now);
  const state = tried.ok ? 'sent' : next ? 'waiting' : 'given-up';
  const theirs = tried.ok && address?.by === 'open311' ? theirsIn(tried.body) : undefined;
  const first = tried.reached && !row.reachedAt;
  const $set = { state, tries, lastAt: now, answer: tried.answer, ...(next ? { nextAt: next } : {}), ...(theirs ? { theirs } : {}), ...(first ? { reachedAt: now } : {}) };
  await runCommand({ name: 'outgoing:send', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: 'none', target: row._id, now }, async (tx) => {
    await Outgoings.updateOne({ mall: mall._id, _id: row._id }, { $set, ...(next ? {} : { $unset: { nextAt: 1 } }) }, { session: tx.session });
    if (first) await noteSending(tx, { receiver: row.receiver, what: 'place-requests', count: 1 });
    tx.changed('state');
    tx.publish({ type: 'outgoing:tried', id: row._id, version: tries, rooms: [`mall-officers:${mall._id}`] });
  });
  return tried.reached;
}

const BATCH = 200;
/** Receivers that weren't there, in one run: each may cost ten seconds, and the job's lock holds for five minutes. */
const MOST_AWAY = 20;

/** Tries the messages of a mall whose moment has come, one after the other; a receiver that isn't there isn't tried twice in one run. @returns how many were due */
export async function sendDue(mall: KnownMall, now: Date, send: Send = sendOut): Promise<number> {
  const due = await Outgoings.find({ mall: mall._id, state: 'waiting', nextAt: { $lte: now } }).sort({ nextAt: 1 }).limit(BATCH).lean();
  const away = new Set<string>();
  for (const row of due) {
    if (away.has(row.receiver) || away.size >= MOST_AWAY) continue;
    try {
      if (!(await sendOne(mall, row, now, send))) away.add(row.receiver);
    } catch (error) {
      log().error({ err: error }, 'a message to a receiver could not be tried');
    }
  }
  return due.length;
}

/** Once more, from the beginning: for what was given up, and for a receiver that lost it. @throws {Refusal} for one that isn't there or waits already */
export async function sendAgain({ mall, actor, now }: Doing, id: string): Promise<void> {
  await runCommand({ name: 'outgoing:again', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const row = await Outgoings.findOne({ mall: mall._id, _id: id }, { state: 1 }, { session: tx.session }).lean();
    if (!row || row.state === 'waiting') throw new Refusal('form.changed-meanwhile');
    await Outgoings.updateOne({ mall: mall._id, _id: id }, { $set: { state: 'waiting', tries: 0, since: now, nextAt: now } }, { session: tx.session });
    tx.changed('state');
  });
}
