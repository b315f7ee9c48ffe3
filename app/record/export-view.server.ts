import { Occasions } from '#models/booking.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Notices } from '#models/notice.server.ts';
import { Grids } from '#models/plan.server.ts';
import { findShops, namesOf } from '#app/mall/queries.server.ts';
import { sayingOf } from '#app/notices/queries.server.ts';
import type { Language } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { readFactWords } from '#app/requests/known-facts.server.ts';
import { findKind } from '#app/requests/kinds.server.ts';
import { exportRecord } from './export.server.ts';

type Exported = Awaited<ReturnType<typeof exportRecord>>;
type ExportedMall = Exported['malls'][number];

/** Words in their own language, by whom and when. */
export interface SaidLine {
  id: string;
  words: string;
  language: string;
  mine: boolean;
  at: Date | null;
}

async function membershipsOf({ memberships, malls }: Exported, now: Date) {
  const grids = await Promise.all(malls.map(({ mall, terms }) => Grids.find({ mall, _id: { $in: terms.map((term) => term.grid) } }, { number: 1 }).lean()));
  const numberOf = new Map(grids.flat().map((grid) => [grid._id, grid.number]));
  const places = await Promise.all(
    memberships.map(async ({ _id, kind, mall, merchant, from, to }) => ({
      id: _id,
      role: kind as string,
      grid: null as number | null,
      mall: mall ? ((await findMallById(mall, now))?.name ?? null) : null,
      shop: mall && merchant ? ((await findShops(mall, [merchant])).get(merchant)?.names ?? null) : null,
      from,
      to: to ?? null,
    })),
  );
  const terms = malls.flatMap((one) => one.terms.map(({ _id, role, grid, from, to }) => ({ id: _id, role: role as string, grid: numberOf.get(grid) ?? null, mall: null, shop: null, from, to })));
  return [...places, ...terms];
}

function requestsOf({ requests, requestEvents, words }: Pick<ExportedMall, 'requests' | 'requestEvents' | 'words'>, account: string) {
  const said = new Map(words.map((text) => [text.id, text]));
  return requests.map(({ _id, number, program, kind, stage, outcome, openedAt, closedAt, title }) => {
    const talk = requestEvents.flatMap((event): SaidLine[] => {
      const text = event.request === _id ? said.get((event.facts as { text?: string }).text ?? '') : undefined;
      return text ? [{ id: text.id, words: text.words, language: text.language, mine: event.actor === account, at: event.at }] : [];
    });
    const heading = said.get(title ?? '');
    const details = requestEvents.findLast((event) => event.request === _id && (event.type === 'asked' || event.type === 'facts-set'))?.facts as { details?: string } | undefined;
    const facts = { fields: [...(findKind(kind)?.facts ?? [])], known: readFactWords(said.get(details?.details ?? '')?.words) };
    return { number, program, kind, stage, outcome: outcome ?? null, openedAt, closedAt: closedAt ?? null, title: heading ? { words: heading.words, language: heading.language } : null, facts, talk };
  });
}

/** Whatever else she wrote or was written about her: a number she gave, a reason, a contest. What stands under a request isn't said twice. */
function otherWords({ words, requests, requestEvents }: ExportedMall, account: string): SaidLine[] {
  const shown = new Set([...requests.map((request) => request.title), ...requestEvents.flatMap((event) => { const { text, details } = event.facts as { text?: string; details?: string }; return [text, details]; })]);
  return words.filter(({ id }) => !shown.has(id)).map(({ id, words: text, language, author }) => ({ id, words: text, language, mine: author === account, at: null }));
}

async function noticesOf({ mall, deliveries }: ExportedMall, language: Language) {
  const rows = await Notices.find({ mall, _id: { $in: deliveries.map((one) => one.notice) } }).sort({ sentAt: -1 }).limit(2_000).lean();
  const { titleOf } = await sayingOf(mall, rows, language);
  const acknowledged = new Map(deliveries.map((one) => [one.notice, one.acknowledgedAt ?? null]));
  return rows.map((row) => ({ id: row._id, title: titleOf(row), sentAt: row.sentAt, acknowledgedAt: acknowledged.get(row._id) ?? null }));
}

async function placesOf({ mall, bookings }: ExportedMall) {
  const occasions = await Occasions.find({ mall, _id: { $in: bookings.map((one) => one.occasion) } }, { names: 1, startsAt: 1 }).limit(2_000).lean();
  return occasions.map(({ _id, names, startsAt }) => ({ id: _id, names, startsAt, state: bookings.find((one) => one.occasion === _id)?.state ?? 'held' }));
}

async function mallOf(stored: ExportedMall, account: string, language: Language, now: Date) {
  const known = await findMallById(stored.mall, now);
  const ties = await findShops(stored.mall, stored.ties.map((tie) => tie.merchant));
  return {
    id: stored.mall,
    names: (known?.name ?? null) as Localized | null,
    zone: known?.zone ?? null,
    requests: requestsOf(stored, account),
    notices: await noticesOf(stored, language),
    places: await placesOf(stored),
    ties: [...ties.values()].map(({ merchant, names }) => ({ merchant, names })),
    words: otherWords(stored, account),
  };
}

/** Writes and looks of all of it, newest first, with the names of who it was. */
async function linesOf({ malls, shops, account }: Exported) {
  const all = [...malls, ...shops];
  const writes = all.flatMap((one) => one.writes).toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const looks = all.flatMap((one) => one.looks).toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const names = await namesOf([...new Set([...writes.map((row) => row.actor), ...looks.map((row) => row.viewer)])]);
  return {
    writes: writes.map(({ _id, command, role, actor, at }) => ({ id: _id, command, role, names: names.get(actor) ?? {}, own: actor === account?._id, at })),
    looks: looks.map(({ _id, day, purpose, role, viewer }) => ({ id: _id, day, purpose, role, names: names.get(viewer) ?? {} })),
  };
}

/** The same as the file holds, in sections that a person reads. @param raw the file's own words too */
export async function getExportView(actor: Actor, language: Language, raw: boolean, now: Date) {
  const stored = await exportRecord(actor, now);
  const [memberships, malls, lines] = await Promise.all([membershipsOf(stored, now), Promise.all(stored.malls.map((mall) => mallOf(mall, actor.account, language, now))), linesOf(stored)]);
  return {
    person: stored.account,
    memberships,
    // The installation itself is no mall: of it there are writes and looks only.
    malls: malls.filter((mall) => mall.names !== null),
    shops: stored.shops.map(({ mall, shop, plans, visits, offers, asked, wish, noticed }) => ({ id: shop.merchant, mall, names: shop.names, unit: shop.unit?.number ?? null, plans, visits, offers, asked, never: wish.never, not: wish.not, noticed: requestsOf(noticed, actor.account) })),
    ...lines,
    raw: raw ? JSON.stringify(stored, null, 2) : null,
  };
}
export type ExportView = Awaited<ReturnType<typeof getExportView>>;
