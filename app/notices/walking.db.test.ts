import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Notices, NoticeTolds } from '#models/notice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { buildMerchant } from '#tests/factories/place.ts';
import { getCard } from './card.server.ts';
import { acknowledgeNotice, withdrawNotice } from './commands.server.ts';
import { deliveriesUnderWay } from './delivering.server.ts';
import { listSlides } from './hall.server.ts';
import { sendNotice } from './sending.server.ts';
import { getWalk, tellInPerson } from './walking.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const HOUR = 3600_000;
const later = new Date(now.getTime() + 3 * HOUR);
let made: MadeMall;
let officer: Actor;
let manager: Actor;

const at = (actor: Actor, when = later) => ({ mall: made.mall, actor, now: when });
const send = async (input: Parameters<typeof sendNotice>[1], when = now) => {
  const id = await sendNotice({ mall: made.mall, actor: officer, now: when }, input);
  await deliveriesUnderWay();
  return id;
};
const water = (to: string[]) => ({ class: 'must-acknowledge' as const, to, original: 'zh' as const, fixed: 'water' as const, day: '2026-03-15', from: '10:00', until: '10:15', added: {} });
const information = (more: object = {}) => ({ class: 'information' as const, to: ['mall'], original: 'zh' as const, title: { zh: '电梯停用', ug: 'لىفت توختايدۇ' }, body: { zh: '到周五' }, ...more });
const fire = { class: 'emergency' as const, to: ['mall'], original: 'zh' as const, emergency: 'fire' as const, added: {} };
const codeOf = (work: Promise<unknown>) => work.then(() => 200, (error: unknown) => (error as Response).status);
const leftFor = async (actor: Actor, id: string, when = later) => (await getWalk(at(actor, when), id)).grids.flatMap(({ shops }) => shops.map(({ merchant }) => merchant)).sort();
const shopIn = (grid: number, shop = 0) => made.shops[grid]?.[shop] as MadeMall['shops'][number][number];

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  manager = await buildVolunteer(made.mall._id, made.grids[0] as string, 'manager', { now });
});
afterEach(deliveriesUnderWay);

describe('the walking list', () => {
  it('is what is left of one’s own grid, the shop without a phone in it; a tap and a visit leave it alike', async () => {
    const quiet = await buildMerchant(made.mall._id, { level: made.level, grid: made.grids[0] as string, number: 'X-99' });
    const id = await send(water(['mall']));
    const [one, two] = [shopIn(0), shopIn(0, 1)];
    expect(await leftFor(manager, id)).toEqual([one.merchant, two.merchant, quiet.merchant].sort());
    await acknowledgeNotice(at(one.owner), id);
    await tellInPerson(at(manager), id, quiet.merchant);
    await tellInPerson(at(manager), id, quiet.merchant);
    expect(await leftFor(manager, id)).toEqual([two.merchant]);
    const rows = await AuditEvents.find({ mall: made.mall._id, command: 'notice:tell' }).lean();
    expect(rows.map(({ subject }) => subject)).toEqual([`shop:${quiet.merchant}`]);
  });

  it('RIGHTS: names nothing but shop and booth, and says of none why it is there', async () => {
    const id = await send(water(['mall']));
    const { grids } = await getWalk(at(manager), id);
    for (const shop of grids.flatMap(({ shops }) => shops)) expect(Object.keys(shop).sort()).toEqual(['merchant', 'names', 'unit']);
    const told = await NoticeTolds.create({ _id: newId(), mall: made.mall._id, notice: id, merchant: shopIn(0).merchant });
    expect(Object.keys(told.toObject()).sort()).toEqual(['_id', 'createdAt', 'mall', 'merchant', 'notice', 'updatedAt']);
  });

  it('is nobody else’s: no officer, no merchant, no volunteer of another grid sees or ticks it', async () => {
    const id = await send(water([`grid:${made.grids[0]}`]));
    const other = await buildVolunteer(made.mall._id, made.grids[1] as string, 'manager', { now });
    expect(await codeOf(getWalk(at(officer), id))).toBe(404);
    expect(await codeOf(getWalk(at(shopIn(0).owner), id))).toBe(404);
    expect(await leftFor(other, id)).toEqual([]);
    expect(await codeOf(tellInPerson(at(other), id, shopIn(0).merchant))).toBe(404);
  });

  it('begins two hours after a must-acknowledge, at once in an emergency, never for information, and ends with it', async () => {
    const must = await send(water(['mall']));
    expect(await codeOf(getWalk(at(manager, new Date(now.getTime() + HOUR)), must))).toBe(404);
    expect(await codeOf(getWalk(at(manager, new Date(now.getTime() + 31 * 24 * HOUR)), must))).toBe(404);
    expect(await codeOf(getWalk(at(manager), await send(information())))).toBe(404);
    expect(await leftFor(manager, await send(fire), now)).toHaveLength(2);
    await withdrawNotice(at(officer), must, { reason: '改期', language: 'zh' });
    expect(await codeOf(getWalk(at(manager), must))).toBe(404);
  });
});

describe('the ready card', () => {
  it('RIGHTS: What leaves the house: carries mall, class and link; a title only of what is for the whole mall or grids; no name, no text', async () => {
    const wide = await getCard(at(manager), await send(information()), 'zh');
    expect(wide.text.split('\n').slice(1)).toEqual(['电梯停用', wide.link]);
    expect(wide.text).not.toContain('到周五');
    const trade = await getCard(at(manager), await send(information({ to: [`level:${made.level}`] })), 'zh');
    expect([trade.title, trade.text.includes('电梯停用')]).toEqual([undefined, false]);
    expect(await getCard(at(manager), await send(information()), 'ru')).toMatchObject({ translated: false, title: '电梯停用' });
  });

  it('is for volunteers and officers, while it holds', async () => {
    const id = await send(information());
    expect(await codeOf(getCard(at(officer), id, 'ug'))).toBe(200);
    expect(await codeOf(getCard(at(shopIn(0).owner), id, 'ug'))).toBe(404);
    await withdrawNotice(at(officer), id, { reason: '修好了', language: 'zh' });
    expect(await codeOf(getCard(at(officer), id, 'ug'))).toBe(404);
  });
});

describe('the screen in the hall', () => {
  it('shows what is for the whole mall and wanted there, in each language that somebody wrote; no name', async () => {
    await send(information());
    await send(information({ to: [`grid:${made.grids[0]}`], lobby: true }));
    expect(await listSlides(made.mall, later)).toEqual([]);
    await send(information({ lobby: true }));
    const slides = await listSlides(made.mall, later);
    expect(slides.map(({ language, title }) => [language, title])).toEqual([['zh', '电梯停用'], ['ug', 'لىفت توختايدۇ']]);
    expect(slides[0]?.body).toBe('到周五');
    await send({ ...water(['mall']), lobby: true }, new Date(now.getTime() + HOUR));
    expect((await listSlides(made.mall, later)).map(({ language }) => language)).toEqual(['zh', 'ug', 'kk', 'ru', 'en', 'zh', 'ug']);
  });

  it('in an emergency shows nothing else, and goes on when that is over', async () => {
    await send(information({ lobby: true }));
    const id = await send(fire);
    expect(new Set((await listSlides(made.mall, later)).map(({ notice }) => notice))).toEqual(new Set([id]));
    await withdrawNotice(at(officer), id, { reason: '已扑灭', language: 'zh' });
    expect((await listSlides(made.mall, later)).map(({ class: kind }) => kind)).toEqual(['information', 'information']);
    await Notices.updateMany({ mall: made.mall._id }, { $set: { expiresAt: now } });
    expect(await listSlides(made.mall, later)).toEqual([]);
  });
});
