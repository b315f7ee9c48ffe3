import { Appointments, type Appointment } from '#models/appointment.server.ts';
import { Accounts, Memberships } from '#models/account.server.ts';
import { Invitations } from '#models/invitation.server.ts';
import { openTenancies } from '#models/merchant.server.ts';
import { Grids, Levels, Units } from '#models/plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { type Actor, isOfficer, levelsHeadedIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { canAppoint } from '../policy.ts';
import { type GridCard, listGrids, namesOf } from '../queries.server.ts';
import { type Conflict, conflictsIn, type Held, isEnding, lastDay, vacanciesIn } from './rules.ts';
import { type AnyTerm, type Doing, findTerms, lasting } from './terms.server.ts';

export type AnyRole = AnyTerm['role'];
export const ROLE_ORDER: readonly AnyRole[] = ['level-head', 'manager', 'leader', 'assistant', 'information', 'supervisor'];

/** A term as pages show it: days in the mall's zone, names picked on the page. */
export interface TermCard {
  id: string;
  account: string;
  names: Localized;
  role: AnyRole;
  grid: string | null;
  level: string | null;
  /** Set while it lies ahead. */
  fromDay: string | null;
  toDay: string;
  ending: boolean;
  /** Null: the shops chose. */
  appointedBy: Localized | null;
  choice: { on: string; minutes: string } | null;
  deputyFor: Localized | null;
}

/** Cards of terms, in the order in which a merchant needs the people. */
export async function cardsOf(terms: readonly AnyTerm[], zone: string, now: Date): Promise<TermCard[]> {
  const away = new Map((await termsBehind(terms)).map((term) => [term._id, term.account]));
  const names = await namesOf([...terms.flatMap((term) => [term.account, term.appointedBy]), ...away.values()]);
  const cards = terms.map((term): TermCard => ({
    id: term._id,
    account: term.account,
    names: names.get(term.account) ?? {},
    role: term.role,
    grid: term.grid ?? null,
    level: term.level ?? null,
    fromDay: term.from > now ? lastDay(new Date(term.from.getTime() + 1), zone) : null,
    toDay: lastDay(term.to, zone),
    ending: isEnding(term, now) && !term.deputyOf,
    appointedBy: term.appointedBy === 'shops' ? null : (names.get(term.appointedBy) ?? {}),
    choice: term.choice ? { on: term.choice.on, minutes: term.choice.minutes } : null,
    deputyFor: term.deputyOf ? (names.get(away.get(term.deputyOf) ?? '') ?? {}) : null,
  }));
  return cards.sort((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || Number(Boolean(a.deputyFor)) - Number(Boolean(b.deputyFor)));
}

async function termsBehind(terms: readonly AnyTerm[]): Promise<AnyTerm[]> {
  const [first] = terms;
  const ids = terms.flatMap((term) => term.deputyOf ?? []);
  return first && ids.length > 0 ? findTerms(first.mall, { _id: { $in: ids } }) : [];
}

export interface AskedCard {
  id: string;
  names: Localized;
  by: Localized;
  role: Appointment['role'];
  toDay: string;
  deputy: boolean;
}

async function askedIn(mall: KnownMall, place: { grid?: string; level?: string }): Promise<AskedCard[]> {
  const rows = await Appointments.find({ mall: mall._id, ...place, state: 'proposed' }).sort({ _id: 1 }).limit(50).lean();
  const names = await namesOf(rows.flatMap((row) => [row.account, row.by]));
  return rows.map(({ _id, account, by, role, to, deputyOf }) => ({ id: _id, names: names.get(account) ?? {}, by: names.get(by) ?? {}, role, toDay: lastDay(to, mall.zone), deputy: Boolean(deputyOf) }));
}

type HeldConflict = Conflict & { names: Localized };
export interface CornerState {
  grid: GridCard;
  vacant: AnyRole[];
  conflicts: HeldConflict[];
  ending: { names: Localized; role: AnyRole; toDay: string }[];
  asked: number;
}

/** Grids that the actor oversees: all of the mall for officers, those of her levels for a level head. */
export function overseenGrids(actor: Actor, mall: string, grids: readonly { _id: string }[]): Set<string> {
  if (isOfficer(actor, mall)) return new Set(grids.map((grid) => grid._id));
  return new Set(levelsHeadedIn(actor, mall).flatMap((head) => head.grids));
}

const isHeldNow = (now: Date) => (term: AnyTerm): term is AnyTerm & Held => term.from <= now && term.grid !== undefined && term.role !== 'level-head';

/** Every corner with what is vacant, in conflict or ending, for whoever oversees it. */
export async function getOverview({ mall, actor, now }: Doing) {
  const [all, terms, asked, levels] = await Promise.all([
    listGrids(mall._id),
    findTerms(mall._id, lasting(now)),
    Appointments.find({ mall: mall._id, state: 'proposed' }, { grid: 1, level: 1 }).limit(2_000).lean(),
    Levels.find({ mall: mall._id }, { shortName: 1, ordinal: 1 }).sort({ ordinal: 1 }).limit(200).lean(),
  ]);
  const mine = overseenGrids(actor, mall._id, all);
  const held = terms.filter(isHeldNow(now));
  const names = await namesOf(terms.map((term) => term.account));
  const named = (account: string) => names.get(account) ?? {};
  const corners = all.filter((grid) => mine.has(grid._id)).map(({ _id, number, hue, weave }): CornerState => {
    const here = held.filter((term) => term.grid === _id);
    const ending = here.filter((term) => isEnding(term, now) && !term.deputyOf && !isRenewed(term, terms));
    return {
      grid: { _id, number, hue, weave },
      vacant: vacanciesIn(here),
      conflicts: conflictsIn(here).map((conflict) => ({ ...conflict, names: named(conflict.account) })),
      ending: ending.map(({ account, role, to }) => ({ names: named(account), role, toDay: lastDay(to, mall.zone) })),
      asked: asked.filter((row) => row.grid === _id).length,
    };
  });
  const heads = terms.filter((term) => term.level && term.from <= now);
  const headed = levelsHeadedIn(actor, mall._id).map((head) => head.level);
  return {
    corners,
    levels: levels
      .filter((level) => isOfficer(actor, mall._id) || headed.includes(level._id))
      .map(({ _id, shortName }) => ({ id: _id, shortName, heads: heads.filter((head) => head.level === _id).map((head) => named(head.account)) })),
    can: { appoint: canAppoint(actor, mall._id) },
  };
}

/** A term that begins where this one ends: nothing to see to. */
const isRenewed = (term: AnyTerm, terms: readonly AnyTerm[]): boolean =>
  terms.some((next) => next.account === term.account && next.grid === term.grid && next.role === term.role && next.from >= term.to);

/** A place with its people and who is asked. @throws a 404 Response for a place that isn't the actor's to oversee */
export async function getPlace({ mall, actor, now }: Doing, { grid, level }: { grid?: string; level?: string }) {
  const overseen = overseenGrids(actor, mall._id, await listGrids(mall._id));
  const headed = levelsHeadedIn(actor, mall._id).some((head) => head.level === level);
  const card = grid ? await Grids.findOne({ mall: mall._id, _id: grid }, { number: 1, hue: 1, weave: 1, shops: 1 }).lean() : null;
  const floor = level ? await Levels.findOne({ mall: mall._id, _id: level }, { shortName: 1 }).lean() : null;
  const strange = (grid && !(card && overseen.has(card._id))) || (level && !(floor && (headed || isOfficer(actor, mall._id))));
  if (strange || !(card ?? floor)) throw notFound();
  const terms = (await findTerms(mall._id, lasting(now))).filter((term) => (grid ? term.grid === grid : term.level === level));
  const here = terms.filter(isHeldNow(now));
  return {
    grid: card && { _id: card._id, number: card.number, hue: card.hue, weave: card.weave },
    level: floor && { id: floor._id, shortName: floor.shortName },
    terms: await cardsOf(terms, mall.zone, now),
    asked: await askedIn(mall, grid ? { grid } : { level }),
    vacant: grid ? vacanciesIn(here) : [],
    can: { appoint: canAppoint(actor, mall._id) },
  };
}

export interface Candidate {
  account: string;
  names: Localized;
}
const MOST_FOUND = 20;

/** People of the mall by booth, a volunteer's name, or the whole user name of anybody: nobody's list is shown as a whole. */
export async function searchPeople(mall: string, query: string, now: Date): Promise<Candidate[]> {
  const words = query.trim().slice(0, 60);
  if (!words) return [];
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  const units = await Units.find({ mall, number: pattern }, { _id: 1 }).sort({ number: 1 }).limit(MOST_FOUND).lean();
  const tenancies = await openTenancies({ mall, unit: { $in: units.map((unit) => unit._id) } });
  const standing = { $or: [{ to: { $exists: false } }, { to: { $gt: now } }] };
  const members = await Memberships.find({ mall, kind: { $in: ['owner', 'staff'] }, merchant: { $in: tenancies.map((tenancy) => tenancy.merchant) }, ...standing }, { account: 1 }).limit(2 * MOST_FOUND).lean();
  const volunteers = await findTerms(mall, lasting(now));
  const officers = await Memberships.find({ mall, kind: 'officer', ...standing }, { account: 1 }).limit(200).lean();
  const newcomers = await Invitations.find({ mall, as: 'volunteer', usedBy: { $exists: true } }, { usedBy: 1 }).sort({ _id: -1 }).limit(200).lean();
  const near = [...new Set([...[...volunteers, ...officers].map((row) => row.account), ...newcomers.flatMap((row) => row.usedBy ?? [])])];
  const named = { _id: { $in: near }, $or: ['zh', 'ug', 'kk', 'ru', 'en'].map((language) => ({ [`names.${language}`]: pattern })) };
  const rows = await Accounts.find({ status: 'active', $or: [{ _id: { $in: members.map((row) => row.account) } }, named, { userName: words.toLowerCase() }] }, { names: 1 }).limit(MOST_FOUND).lean();
  return rows.map(({ _id, names }) => ({ account: _id, names }));
}
