import { beforeAll, describe, expect, it } from 'vitest';
import { AccessEvents } from '#models/audit.server.ts';
import { Texts } from '#models/text.server.ts';
import type { ReachTo } from '#models/reach.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { buildLevelHead, buildOfficer, buildOfficial, buildPartner, buildVolunteer, buildWaiting } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { setReach } from './reach.server.ts';
import { getCorner, getRoster } from './roster.server.ts';

/** Wednesday, 11:00 in Urumqi. */
const NOW = new Date('2026-03-11T05:00:00Z');
const PHONE = '0991 555 0101';

let made: MadeMall;
let manager: Actor;
let readers: Record<'passer-by' | 'official' | 'waiting' | 'partner' | 'merchant elsewhere' | 'neighbor' | 'merchant' | 'colleague' | 'council', Actor | null>;

beforeAll(async () => {
  made = await makeMall({ now: NOW, grids: 2, shops: 2 });
  const mall = made.mall._id;
  const [here, there] = made.grids as [string, string];
  manager = await buildVolunteer(mall, here, 'manager', { now: NOW, names: { zh: '热娜', ug: 'رەنا' } });
  readers = {
    'passer-by': null,
    // What the page hands over for everybody who doesn't belong to the mall.
    official: null,
    waiting: await buildWaiting(mall, made.shops[0]![0]!.merchant, { now: NOW }),
    partner: await buildPartner(mall, 'lift-service', { now: NOW }),
    'merchant elsewhere': made.shops[1]![0]!.owner,
    neighbor: await buildVolunteer(mall, there, 'leader', { now: NOW }),
    merchant: made.shops[0]![0]!.owner,
    colleague: await buildVolunteer(mall, here, 'assistant', { now: NOW }),
    council: await buildOfficer(mall, { now: NOW }),
  };
});

const agree = (phoneTo: ReachTo, nameTo: 'mall' | 'anyone' = 'mall', hours: Partial<{ days: '3'[]; from: string; until: string }> = {}) =>
  setReach({ mall: made.mall, actor: manager, now: NOW }, { nameTo, phoneTo, phone: PHONE, days: [], ...hours });
const seenBy = async (actor: Actor | null, now = NOW) => {
  const { people } = await getCorner({ mall: made.mall, actor, now }, made.grids[0]!);
  return people.find(({ role }) => role === 'manager')!;
};
const who = async (sees: (person: Awaited<ReturnType<typeof seenBy>>) => boolean) => {
  const names = Object.keys(readers) as (keyof typeof readers)[];
  const seen = await Promise.all(names.map(async (name) => (sees(await seenBy(readers[name])) ? [name] : [])));
  return seen.flat();
};

const GRID = ['merchant', 'colleague', 'council'];
const MALL = ['merchant elsewhere', 'neighbor', ...GRID];
const ALL = ['passer-by', 'official', 'waiting', 'partner', ...MALL];

describe('RIGHTS: Looks: her number shows if she chose so', () => {
  it.each<[ReachTo, string[]]>([
    ['nobody', []],
    ['grid', GRID],
    ['mall', MALL],
    ['anyone', ALL],
  ])('to “%s” and to nobody farther away', async (phoneTo, expected) => {
    await agree(phoneTo);
    expect(await who(({ phone }) => phone === PHONE)).toEqual(expected);
  });

  it.each<['mall' | 'anyone', string[]]>([
    ['mall', MALL],
    ['anyone', ALL],
  ])('and her name to “%s”', async (nameTo, expected) => {
    await agree('nobody', nameTo);
    expect(await who(({ named, names }) => named && names.zh === '热娜')).toEqual(expected);
    expect(await who(({ named, names }) => !named && Object.keys(names).length === 0)).toEqual(ALL.filter((name) => !expected.includes(name)));
  });

  it('within her hours only; outside them the hours say when', async () => {
    await agree('mall', 'mall', { days: ['3'], from: '10:00', until: '12:00' });
    const at = async (time: string) => (await seenBy(readers.merchant, new Date(`2026-03-${time}:00Z`))).phone;
    expect([await at('11T05:59'), await at('11T06:00'), await at('12T05:00')]).toEqual([PHONE, null, null]);
    expect((await seenBy(readers.merchant, new Date('2026-03-12T05:00:00Z'))).hours).toEqual({ days: [3], from: '10:00', to: '12:00' });
    expect(await seenBy(null)).toMatchObject({ phone: null, hours: null });
  });

  it('what was agreed to before is erased with the next answer, and stands nowhere in the clear', async () => {
    await agree('anyone');
    await agree('nobody');
    const kept = await Texts.find({ mall: made.mall._id, subject: `account:${manager.account}` }).lean();
    expect(kept.map(({ readers: may }) => may)).toEqual([[`account:${manager.account}`]]);
    expect(JSON.stringify(kept)).not.toContain(PHONE);
  });

  it('is a look on her record, once a day for each reader, and none of her own', async () => {
    await agree('mall');
    await AccessEvents.deleteMany({ mall: made.mall._id });
    for (const reader of [readers.merchant, readers.merchant, readers.council, manager, null]) await seenBy(reader);
    const looks = await AccessEvents.find({ mall: made.mall._id, subject: `account:${manager.account}` }).lean();
    expect(looks.map(({ viewer, purpose }) => [viewer, purpose]).sort()).toEqual([[readers.merchant!.account, 'roster'], [readers.council!.account, 'roster']].sort());
  });
});

describe('the public roster', () => {
  it('lists every grid of a level with whom to turn to, who appointed them, and no number', async () => {
    await agree('anyone', 'anyone');
    await buildLevelHead(made.mall._id, made.level, made.grids, { now: NOW });
    const { grids, heads } = await getRoster({ mall: made.mall, actor: null, now: NOW }, null);
    expect(grids.map(({ grid, people }) => [grid.number, people.map(({ role }) => role)])).toEqual([[1, ['manager']], [2, ['leader']]]);
    expect(heads).toHaveLength(1);
    expect(JSON.stringify(grids)).not.toContain(PHONE);
    expect(JSON.stringify([grids, heads])).not.toContain(manager.account);
  });

  it('marks the corner of a merchant’s own shop', async () => {
    const { grids } = await getRoster({ mall: made.mall, actor: readers['merchant elsewhere'], now: NOW }, null);
    expect(grids.filter(({ mine }) => mine).map(({ grid }) => grid.number)).toEqual([2]);
  });

  it('says what is vacant, and nothing of how many took part in a choice', async () => {
    const corner = await getCorner({ mall: made.mall, actor: null, now: NOW }, made.grids[0]!);
    expect(corner.vacant).toEqual(['leader', 'supervisor']);
    expect(JSON.stringify(corner)).not.toContain('"shops":');
  });
});

it('an official of the office stands as far away as whoever passes by', async () => {
  await agree('mall');
  const official = await buildOfficial(made.office, { now: NOW });
  expect(await seenBy(official)).toMatchObject({ named: false, phone: null });
});
