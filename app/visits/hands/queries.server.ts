import type { Round } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { GridCard } from '#app/mall/queries.server.ts';
import { type Coverage, getCoverage } from '../coverage.server.ts';
import { findOpenRound } from '../offering.server.ts';
import { visitingGridsIn } from '../policy.ts';
import type { Doing } from '../visitable.server.ts';
import { daysLeft, isBehind, shareDue, shareDueForOthers } from './rules.ts';

/** A grid that could use a helping hand in the round under way: a place and a number, never a person. */
export interface HandCard {
  grid: GridCard;
  /** Shops that weren't offered their visit yet. */
  left: number;
  days: number;
  /** Its volunteers asked for one. */
  asked: boolean;
  behind: boolean;
}

type Rows = Coverage['grids'];

type Hands = Pick<Round, 'opensOn' | 'closesOn' | 'hands'>;

/** Those that have shops left and are `wanted`. @param due the share of shops that is looked for by now */
function cardsOf(rows: Rows, round: Hands, { today, due, wanted }: { today: string; due: number; wanted: (card: { asked: boolean; behind: boolean }) => boolean }): HandCard[] {
  const asked = new Set(round.hands?.map((hand) => hand.grid));
  const days = daysLeft(round, today);
  return rows.flatMap(({ grid, shops, offered }) => {
    const how = { asked: asked.has(grid._id), behind: isBehind({ shops, offered }, due) };
    return shops > offered && wanted(how) ? [{ grid, left: shops - offered, days, ...how }] : [];
  });
}

/** Her own grids that have shops left, at once: whether one is behind, and whether a hand was asked for. */
export async function listOwnHands({ mall, actor, now }: Doing): Promise<HandCard[]> {
  const [round, { grids }] = await Promise.all([findOpenRound(mall._id), getCoverage({ mall, actor })]);
  const own = new Set(visitingGridsIn(actor, mall._id));
  const today = dayIn(now, mall.zone);
  return round ? cardsOf(grids.filter((row) => own.has(row.grid._id)), round, { today, due: shareDue(round, today), wanted: () => true }) : [];
}

/** For officers: grids whose volunteers asked for a hand, and those that have been behind for two days; by number. */
export function handsForOfficers(rows: Rows, round: Hands, today: string): HandCard[] {
  return cardsOf(rows, round, { today, due: shareDueForOthers(round, today), wanted: ({ asked, behind }) => asked || behind });
}
