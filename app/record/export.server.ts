import { Accounts, LevelTerms, Memberships, RoleTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { AccessEvents, AuditEvents, INSTALLATION } from '#models/audit.server.ts';
import { Bookings } from '#models/booking.server.ts';
import { Letters } from '#models/letter.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Reaches } from '#models/reach.server.ts';
import { RequestEvents, Requests, type RequestRow } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { SavedFilters } from '#models/saved-filter.server.ts';
import { Ties } from '#models/tie.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { eventOf } from '#app/requests/case.server.ts';
import { eventsFor, sideOf } from '#app/requests/engine/rooms.ts';
import { cardReaders } from '#app/requests/policy.ts';
import { mallsAbout, recordsOf } from './policy.ts';
import { getShopRecord } from './shop-record.server.ts';

/** More rows of one kind than anybody has; a bound for the memory of the process. */
const MOST = 10_000;

/** Everything stored about the account and the shops it owns, words included, as plain data. Secrets of signing in aren't in it. */
export async function exportRecord(actor: Actor, now: Date) {
  refuseRecoveredLately(actor, now);
  const { account } = actor;
  const [person, memberships] = await Promise.all([
    Accounts.findOne({ _id: account }, { userName: 1, names: 1, language: 1, translates: 1, status: 1, createdAt: 1 }).lean(),
    Memberships.find({ account }).limit(MOST).lean(),
  ]);
  const malls = await Promise.all([INSTALLATION, ...mallsAbout(actor)].map((mall) => exportMall(mall, account)));
  const shops = await Promise.all(recordsOf(actor).map((owned) => exportShop(owned.mall, owned.merchant, account, now)));
  return { exportedAt: now, account: person, memberships, malls, shops: shops.flatMap((shop) => shop ?? []) };
}

async function exportMall(mall: string, account: string) {
  const subject = `account:${account}`;
  const [terms, levelTerms, appointments, reach, ties, savedFilters, writes, looks, own, otherSide, deliveries, bookings, letters, texts] = await Promise.all([
    RoleTerms.find({ mall, account }).limit(MOST).lean(),
    LevelTerms.find({ mall, account }).limit(MOST).lean(),
    Appointments.find({ mall, account }).limit(MOST).lean(),
    Reaches.findOne({ mall, account }).lean(),
    Ties.find({ mall, account }).limit(MOST).lean(),
    SavedFilters.find({ mall, account }).limit(MOST).lean(),
    AuditEvents.find({ mall, subject }, { segment: 0 }).limit(MOST).lean(),
    AccessEvents.find({ mall, subject }).limit(MOST).lean(),
    Requests.find({ mall, requester: account }, { codeHash: 0, otherCodeHash: 0 }).limit(MOST).lean(),
    Requests.find({ mall, other: account }, { codeHash: 0, otherCodeHash: 0 }).limit(MOST).lean(),
    Deliveries.find({ mall, account }).limit(MOST).lean(),
    Bookings.find({ mall, account }).limit(MOST).lean(),
    Letters.find({ mall, asker: account }).limit(MOST).lean(),
    Texts.find({ mall, $or: [{ subject }, { author: account }] }, { _id: 1 }).limit(MOST).lean(),
  ]);
  const requests = [...own, ...otherSide];
  const ids = requests.map((request) => request._id);
  const stored = await RequestEvents.find({ mall, request: { $in: ids } }).sort({ request: 1, seq: 1 }).limit(MOST).lean();
  const events = requests.flatMap((request) => knownTo(account, request, stored.filter((event) => event.request === request._id)));
  const readers = [subject, 'mall', ...requests.flatMap((request) => cardReaders(request._id, { account, requester: request.requester, other: request.other, worker: request.worker ?? '-' }))];
  const joint = requests.filter((request) => request.other).flatMap((request) => events.flatMap((event) => (event.request === request._id ? ((event.facts as { text?: string }).text ?? []) : [])));
  const words = await readTexts(mall, [...texts.map((text) => text._id), ...joint], readers);
  return { mall, terms, levelTerms, appointments, reach, ties, savedFilters, writes, looks, requests, requestEvents: events, deliveries, bookings, letters, words: [...words.values()] };
}

/** The part of a request's log that this person may know of: in a matter between two, nothing that the other side has to itself. */
function knownTo<E extends Parameters<typeof eventOf>[0]>(account: string, { requester, other }: Pick<RequestRow, 'requester' | 'other'>, stored: readonly E[]): E[] {
  if (!other) return [...stored];
  const known = new Set(eventsFor(sideOf(account, { requester, other }), stored.map(eventOf)).map(({ seq }) => seq));
  return stored.filter(({ seq }) => known.has(seq));
}

async function exportShop(mall: string, merchant: string, account: string, now: Date) {
  const known = await findMallById(mall, now);
  if (!known) return null;
  const shops = [merchant, ...(await mergedInto(mall, merchant))];
  const subject = { $in: shops.map((shop) => `shop:${shop}`) };
  const [record, noticed, writes, looks] = await Promise.all([
    getShopRecord(known, merchant, account, now),
    noticedInside(mall, shops),
    AuditEvents.find({ mall, subject }, { segment: 0 }).limit(MOST).lean(),
    AccessEvents.find({ mall, subject }).limit(MOST).lean(),
  ]);
  return { mall, merchant, ...record, noticed, writes, looks };
}

/** What somebody without an account wrote about the inside of its booths, with all that followed. */
async function noticedInside(mall: string, shops: readonly string[]) {
  const requests = await Requests.find({ mall, merchant: { $in: [...shops] }, inside: true }, { codeHash: 0, otherCodeHash: 0 }).limit(MOST).lean();
  const ids = requests.map((request) => request._id);
  const requestEvents = await RequestEvents.find({ mall, request: { $in: ids } }).sort({ request: 1, seq: 1 }).limit(MOST).lean();
  const texts = requestEvents.flatMap(({ facts }) => [(facts as { text?: string }).text, (facts as { details?: string }).details]);
  const words = await readTexts(mall, texts, ids.map((id) => `request:${id}`));
  return { requests, requestEvents, words: [...words.values()] };
}
