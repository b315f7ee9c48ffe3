import { beforeAll, describe, expect, it } from 'vitest';
import { Memberships, RoleTerms } from '#models/account.server.ts';
import { Visits } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { agreeNote, contestVisit } from '#app/visits/shop-commands.server.ts';
import { buildLevelHead, buildOfficer, buildOfficial, buildOperator, buildOwner, buildStaff, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes, paramsOf } from './house-routes.ts';
import { cookieOf } from './world.ts';

const ROUTES = await houseRoutes();
/** What was written down at the visit, and what the shop says to it: each word to be known by. */
const WORDS = { need: '卷帘门卡住', promise: '替她问电工', note: '账本在搬家', contest: '不是这样说的' };
const PAST = new Date(Date.now() - 3600_000);
let made: MadeMall;
let visit = '';
let people: Record<string, Actor>;

/** Somebody whose time is over. */
async function ended(actor: Actor): Promise<Actor> {
  const mall = made.mall._id;
  await Promise.all([Memberships.updateMany({ mall, account: actor.account }, { $set: { to: PAST } }), RoleTerms.updateMany({ mall, account: actor.account }, { $set: { to: PAST } })]);
  return actor;
}

beforeAll(async () => {
  await emptyDatabase();
  fillRegistries();
  const now = new Date(Date.now() - 48 * 3600_000);
  made = await makeMall({ now, grids: 2, shops: 3 });
  const { mall, grids, level, office } = made;
  const shop = made.shops[0]![0]!;
  const volunteer = (role: 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor', grid = 0) => buildVolunteer(mall._id, grids[grid]!, role, { now });
  const author = await volunteer('manager');
  people = {
    author,
    'the shop’s owner': shop.owner,
    'another owner of the shop': await buildOwner(mall._id, shop.merchant, { now }),
    'the shop’s staff': await buildStaff(mall._id, shop.merchant, { now }),
    'a former owner': await ended(await buildOwner(mall._id, shop.merchant, { now })),
    'a former staff member': await ended(await buildStaff(mall._id, shop.merchant, { now })),
    'a merchant of another shop': made.shops[0]![1]!.owner,
    'a merchant of another grid': made.shops[1]![0]!.owner,
    'an assistant of the same grid': await volunteer('assistant'),
    'the leader of the grid': await volunteer('leader'),
    'its information officer': await volunteer('information'),
    'its supervisor': await volunteer('supervisor'),
    'a former assistant of the grid': await ended(await volunteer('assistant')),
    'a volunteer of another grid': await volunteer('manager', 1),
    'the head of the level': await buildLevelHead(mall._id, level, grids, { now }),
    'an officer': await buildOfficer(mall._id, { now }),
    'the office': await buildOfficial(office, { now }),
    'the operator': await buildOperator({ now }),
  };
  const recorded = await recordVisit({ mall, actor: author, now }, shop.merchant, { clientId: newId(), outcome: 'met', language: 'zh', note: WORDS.note, carbon: false, needs: [{ program: 'safety', words: WORDS.need }], promises: [{ words: WORDS.promise, dueOn: dayIn(now, 'Asia/Urumqi') }] });
  visit = recorded.visit;
  await contestVisit({ mall, actor: shop.owner, now }, visit, { language: 'zh', words: WORDS.contest });
});

/** Which of the words somebody finds, over every page, file and address that leads to this visit. */
async function found({ account }: Actor): Promise<string[]> {
  const cookie = await cookieOf(account);
  const shop = made.shops[0]![0]!;
  const params: Record<string, string> = { mall: made.mall.slug, office: made.office, level: made.level, grid: made.grids[0]!, round: made.round, unit: shop.unit, merchant: shop.merchant, part: shop.merchant, visit, carbon: visit, program: 'safety' };
  const seen = new Set<string>();
  for (const { pattern, loader } of ROUTES) {
    if (!loader || !paramsOf(pattern).every((one) => one in params)) continue;
    const { body } = await call(loader, { pattern, params, cookie });
    const text = JSON.stringify(body ?? null);
    for (const [name, words] of Object.entries(WORDS)) if (text.includes(words)) seen.add(name);
  }
  return [...seen].sort();
}

const ALL = ['contest', 'need', 'note', 'promise'];
describe('RIGHTS: what a visit stores is read by its author and its shop', () => {
  it.each(['the shop’s owner', 'another owner of the shop'])('%s reads all of it', async (who) => {
    expect(await found(people[who]!)).toEqual(ALL);
  });

  it('its author reads what she wrote and what the shop says to it', async () => {
    expect(await found(people.author!)).toEqual(ALL);
  });

  const NOBODY = ['the shop’s staff', 'a former owner', 'a former staff member', 'a merchant of another shop', 'a merchant of another grid', 'an assistant of the same grid', 'the leader of the grid', 'its information officer', 'its supervisor', 'a former assistant of the grid', 'a volunteer of another grid', 'the head of the level', 'an officer', 'the office', 'the operator'];
  it.each(NOBODY)('%s finds no word of it on any page', async (who) => {
    expect(await found(people[who]!)).toEqual([]);
  });

  it('everybody is asked', () => {
    expect(Object.keys(people).sort()).toEqual([...NOBODY, 'author', 'the shop’s owner', 'another owner of the shop'].sort());
  });

  it('a note that the shop says yes to is read by those who visit it, and stays closed to everybody else', async () => {
    await agreeNote({ mall: made.mall, actor: people['the shop’s owner']!, now: new Date() }, visit);
    expect((await Visits.findOne({ mall: made.mall._id, _id: visit }).lean())?.noteAgreed).toBe(true);
    expect(await found(people['an assistant of the same grid']!)).toEqual(expect.arrayContaining(['note']));
    for (const who of NOBODY.filter((name) => !/assistant of the same|leader|information/.test(name))) expect([who, await found(people[who]!)]).toEqual([who, []]);
  });
});
