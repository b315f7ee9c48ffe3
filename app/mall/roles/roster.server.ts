import { dayIn } from '#app/i18n/zone-days.ts';
import { type Actor, confirmedShopsIn, gridRolesIn, shopsIn } from '#app/platform/actor.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { findShops, getGrid, type GridCard, levelsOf, listGrids } from '../queries.server.ts';
import { nearnessTo } from './policy.ts';
import { cardsOf, type TermCard } from './queries.server.ts';
import type { RosterReader } from './public-mall.server.ts';
import { listReachable } from './reach.server.ts';
import { floorsAround, type Hours, NEEDED } from './rules.ts';
import { findTerms, holding } from './terms.server.ts';

/** One who looks after the place, as far as she agreed to be shown to this reader. */
export type RosterPerson = Omit<TermCard, 'account' | 'id' | 'ending'> & { key: string; named: boolean; phone: string | null; hours: Hours | null };

async function ownGridsOf({ mall, actor }: RosterReader): Promise<string[]> {
  const shops = actor ? await findShops(mall._id, confirmedShopsIn(actor, mall._id)) : new Map<string, never>();
  return [...shops.values()].flatMap((shop) => shop.grid?._id ?? []);
}

async function peopleIn(reader: RosterReader, terms: Awaited<ReturnType<typeof findTerms>>, own: readonly string[]): Promise<(RosterPerson & { account: string })[]> {
  const { mall, actor, now } = reader;
  const order = ['anyone', 'mall', 'grid'] as const;
  const nearness = new Map<string, (typeof order)[number]>();
  for (const { account, grid } of terms) {
    const near = nearnessTo(actor, mall._id, grid ?? '', own);
    const known = nearness.get(account);
    if (!known || order.indexOf(near) > order.indexOf(known)) nearness.set(account, near);
  }
  const [cards, reachable] = await Promise.all([cardsOf(terms, mall.zone, now), listReachable(mall, nearness, now)]);
  return cards.map(({ id, ending: _, ...card }) => {
    const { named, phone, hours } = reachable.get(card.account) ?? { named: false, phone: null, hours: null };
    return { ...card, key: id, named, names: named ? card.names : {}, phone, hours };
  });
}

const withoutAccount = ({ account: _, ...person }: RosterPerson & { account: string }): RosterPerson => person;

export interface RosterLevel {
  id: string;
  shortName: string;
}

/** One level's grids, each with whom to turn to first. */
export async function getRoster(reader: RosterReader, asked: string | null) {
  const { mall, now } = reader;
  const [grids, levels, own] = await Promise.all([listGrids(mall._id), levelsOf(mall._id), ownGridsOf(reader)]);
  const withGrids = new Set(grids.flatMap((grid) => grid.levels));
  const peopled = levels.filter((level) => withGrids.has(level._id)).sort((one, other) => one.ordinal - other.ordinal);
  const home = grids.find((grid) => own.includes(grid._id))?.levels[0];
  const level = peopled.find((one) => one._id === asked) ?? peopled.find((one) => one._id === home) ?? peopled[0];
  const here = grids.filter((grid) => level && grid.levels.includes(level._id));
  const five = await findTerms(mall._id, { grid: { $in: here.map((grid) => grid._id) }, role: { $in: ['manager', 'leader'] }, ...holding(now) });
  const heads = level ? await findTerms(mall._id, { level: level._id, ...holding(now) }) : [];
  const people = (await peopleIn(reader, [...five, ...heads], own)).map((person) => ({ ...withoutAccount(person), phone: null, hours: null }));
  return {
    level: level ? { id: level._id, shortName: level.shortName } : null,
    levels: floorsAround(peopled, level).map(({ _id, shortName }): RosterLevel => ({ id: _id, shortName })),
    heads: people.filter((person) => person.level),
    grids: here.map(({ _id, number, hue, weave }) => ({
      grid: { _id, number, hue, weave } satisfies GridCard,
      mine: own.includes(_id),
      people: people.filter((person) => person.grid === _id),
    })),
    today: dayIn(now, mall.zone),
  };
}

/** Everybody who looks after one grid, and how to reach them. @throws a 404 Response for a grid of another mall */
export async function getCorner(reader: RosterReader, grid: string) {
  const { mall, actor, now } = reader;
  const card = await getGrid(mall._id, grid);
  const own = await ownGridsOf(reader);
  const five = await findTerms(mall._id, { grid, ...holding(now) });
  const heads = await findTerms(mall._id, { level: { $in: card.levels }, ...holding(now) });
  const people = await peopleIn(reader, [...five, ...heads], own);
  if (actor) await recordLooks(reader, actor, people);
  const held = five.filter((term) => !term.deputyOf).map((term) => term.role);
  return {
    grid: { _id: card._id, number: card.number, hue: card.hue, weave: card.weave } satisfies GridCard,
    mine: own.includes(grid),
    people: people.map(withoutAccount),
    vacant: NEEDED.filter((role) => !held.includes(role)),
    today: dayIn(now, mall.zone),
  };
}

/** A number is a personal field: its person reads who saw it. */
async function recordLooks({ mall, now }: RosterReader, actor: Actor, people: readonly { account: string; phone: string | null }[]): Promise<void> {
  const seen = new Set(people.filter((person) => person.phone && person.account !== actor.account).map((person) => person.account));
  const [held] = gridRolesIn(actor, mall._id);
  const role = shopsIn(actor, mall._id).length > 0 ? 'merchant' : (held?.role ?? 'council');
  for (const account of seen) await recordLook({ mall: mall._id, subject: `account:${account}`, viewer: actor.account, role, purpose: 'roster', day: dayIn(now, mall.zone), now });
}
