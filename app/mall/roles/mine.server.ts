import { LevelTerms, RoleTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Levels } from '#models/plan.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { type Actor, isOfficer, isVolunteer, levelsHeadedIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { listGrids, namesOf } from '../queries.server.ts';
import { canSetReach } from './policy.ts';
import { type AskedCard, cardsOf, type TermCard } from './queries.server.ts';
import { getOwnReach } from './reach.server.ts';
import { daysLater, lastDay } from './rules.ts';
import { findTerms, lasting } from './terms.server.ts';

/** Ended terms stay on the page so long, in days, and so do the notes. */
const SHOWN_DAYS = 30;
type Said = { words: string; language: string } | null;

export interface MyMall {
  id: string;
  slug: string;
  name: Localized;
  today: string;
  asked: (AskedCard & { fromDay: string; grid: number | null; level: string | null })[];
  terms: (TermCard & { gridNumber: number | null; levelName: string | null })[];
  ended: { id: string; role: TermCard['role']; gridNumber: number | null; levelName: string | null; day: string; reason: Said }[];
  handed: { id: string; from: Localized; gridNumber: number | null; note: Said }[];
  /** Null without a role: nothing to be reached by. */
  reach: Awaited<ReturnType<typeof getOwnReach>> | null;
  can: { tie: boolean; oversee: boolean };
}

/** Every mall in which somebody asks her, she holds or held something, first those she belongs to. */
async function mallsOfMine(actor: Actor, now: Date): Promise<KnownMall[]> {
  const own = { account: actor.account };
  const everywhere = { dangerouslyAcrossMalls: true };
  const recent = { ...own, to: { $gt: daysLater(now, -SHOWN_DAYS) } };
  const [asked, terms, heads] = await Promise.all([
    Appointments.find({ ...own, state: 'proposed' }, { mall: 1 }).setOptions(everywhere).limit(100).lean(),
    RoleTerms.find(recent, { mall: 1 }).setOptions(everywhere).limit(200).lean(),
    LevelTerms.find(recent, { mall: 1 }).setOptions(everywhere).limit(200).lean(),
  ]);
  const ids = actor.memberships.flatMap((m) => ('mall' in m && m.kind === 'officer' && m.mall ? [m.mall] : []));
  const all = [...new Set([...terms, ...heads, ...asked].map((row) => row.mall).concat(ids))];
  return (await Promise.all(all.map((id) => findMallById(id, now)))).filter((mall) => mall !== null);
}

export async function listMine(actor: Actor, now: Date): Promise<MyMall[]> {
  return Promise.all((await mallsOfMine(actor, now)).map((mall) => getMine(mall, actor, now)));
}

async function getMine(mall: KnownMall, actor: Actor, now: Date): Promise<MyMall> {
  const { _id, slug, name, zone } = mall;
  const { account } = actor;
  const since = daysLater(now, -SHOWN_DAYS);
  const [grids, levels, asked, terms, ended, handed] = await Promise.all([
    listGrids(_id),
    Levels.find({ mall: _id }, { shortName: 1 }).limit(200).lean(),
    Appointments.find({ mall: _id, account, state: 'proposed', to: { $gt: now } }).sort({ _id: 1 }).limit(50).lean(),
    findTerms(_id, { account, ...lasting(now) }),
    findTerms(_id, { account, to: { $lte: now, $gt: since } }),
    RoleTerms.find({ mall: _id, successor: account, updatedAt: { $gt: since } }).limit(20).lean(),
  ]);
  const gridNumber = (id: string | null | undefined) => grids.find((grid) => grid._id === id)?.number ?? null;
  const levelName = (id: string | null | undefined) => levels.find((level) => level._id === id)?.shortName ?? null;
  const [names, texts, cards] = await Promise.all([
    namesOf([...asked.map((row) => row.by), ...handed.map((term) => term.account)]),
    readTexts(_id, [...ended.map((term) => term.reason), ...handed.map((term) => term.note)], [`account:${account}`]),
    cardsOf(terms, zone, now),
  ]);
  const said = (id: string | undefined): Said => {
    const text = texts.get(id ?? '');
    return text ? { words: text.words, language: text.language } : null;
  };
  return {
    id: _id,
    slug,
    name,
    today: dayIn(now, zone),
    asked: asked.map(({ _id: id, by, role, from, to, deputyOf, grid, level }) => ({ id, names: {}, by: names.get(by) ?? {}, role, fromDay: dayIn(from, zone), toDay: lastDay(to, zone), deputy: Boolean(deputyOf), grid: gridNumber(grid), level: levelName(level) })),
    terms: cards.map((card) => ({ ...card, gridNumber: gridNumber(card.grid), levelName: levelName(card.level) })),
    ended: ended.map((term) => ({ id: term._id, role: term.role, gridNumber: gridNumber(term.grid), levelName: levelName(term.level), day: dayIn(term.to, zone), reason: said(term.reason) })),
    handed: handed.map((term) => ({ id: term._id, from: names.get(term.account) ?? {}, gridNumber: gridNumber(term.grid), note: said(term.note) })),
    reach: canSetReach(actor, _id) ? await getOwnReach(_id, account) : null,
    can: { tie: isVolunteer(actor, _id) || isOfficer(actor, _id), oversee: levelsHeadedIn(actor, _id).length > 0 },
  };
}

/** A mall in which she has something to say about her roles. @throws a 404 Response for any other */
export async function getMineMall(actor: Actor, id: string, now: Date): Promise<KnownMall> {
  const mall = (await mallsOfMine(actor, now)).find((one) => one._id === id);
  if (!mall) throw notFound();
  return mall;
}
