import { Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { Rounds, type Round } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { createMallKey } from '#app/platform/keys.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { buildOwner } from './account.ts';
import { buildGrid, buildLevel, buildMerchant, type BuiltShop } from './place.ts';

const DAY: [string, string][] = [['10:00', '14:00'], ['16:00', '19:30']];

/** An open mall with its key and its community office, and nothing in it. Working days Monday to Saturday, zone Asia/Urumqi. */
export async function buildMall(overrides: Partial<KnownMall> = {}): Promise<KnownMall & { office: string }> {
  const _id = overrides._id ?? newId();
  const office = overrides.office ?? newId();
  const mall = {
    _id,
    slug: `m-${_id}`,
    code: 'TS',
    name: { zh: '测试商场', en: 'Test mall' },
    zone: 'Asia/Urumqi',
    calendar: { week: { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY, 6: DAY }, holidays: [], extraDays: {} },
    languages: ['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'],
    version: 1,
    ...overrides,
    office,
  };
  if (!overrides.office) await Offices.create({ _id: office, level: 'community', name: { zh: '社区', en: 'Community office' } });
  await Malls.create({ ...mall, settings: { ...mall.settings }, state: 'open' });
  await createMallKey(_id);
  return mall;
}

/** @returns the round's id */
export async function buildRound(mall: string, overrides: Partial<Round> = {}): Promise<string> {
  const _id = overrides._id ?? newId();
  const days = { opensOn: '2026-03-01', closesOn: '2026-03-31' };
  await Rounds.create({ number: 1, name: { zh: '春季走访', en: 'Spring round' }, state: 'open', inScope: 1, ...days, ...overrides, _id, mall });
  return _id;
}

export interface MadeShop extends BuiltShop {
  owner: Actor;
}
export interface MadeMall {
  mall: KnownMall & { office: string };
  office: string;
  level: string;
  grids: string[];
  /** By grid, in the order of their numbers. */
  shops: MadeShop[][];
  /** The open round. */
  round: string;
}

const DAY_MS = 86_400_000;
/** From the first of this month to the end of a month, three days away at least: a portal that runs beside a test closes a round whose days are over. */
function monthAround(now: Date): { opensOn: string; closesOn: string } {
  const soon = new Date(now.getTime() + 3 * DAY_MS);
  const end = new Date(Date.UTC(soon.getUTCFullYear(), soon.getUTCMonth() + 1, 0));
  return { opensOn: `${now.toISOString().slice(0, 7)}-01`, closesOn: end.toISOString().slice(0, 10) };
}

/** A mall that trades: `grids` grids of `shops` shops each on one floor, an owner for every shop, and an open round in the month of `now`. */
export async function makeMall({ now, grids = 2, shops = 3 }: { now: Date; grids?: number; shops?: number }): Promise<MadeMall> {
  const mall = await buildMall();
  const level = await buildLevel(mall._id);
  const gridIds: string[] = [];
  const made: MadeShop[][] = [];
  for (let number = 1; number <= grids; number += 1) {
    const grid = await buildGrid(mall._id, { number, levels: [level], shops });
    gridIds.push(grid);
    const places = Array.from({ length: shops }, (_, i) => `F1-${String((number - 1) * shops + i + 1).padStart(3, '0')}`);
    made.push(
      await Promise.all(
        places.map(async (place) => {
          const shop = await buildMerchant(mall._id, { level, grid, number: place });
          return { ...shop, owner: await buildOwner(mall._id, shop.merchant, { now }) };
        }),
      ),
    );
  }
  const round = await buildRound(mall._id, { inScope: grids * shops, ...monthAround(now) });
  return { mall, office: mall.office, level, grids: gridIds, shops: made, round };
}
