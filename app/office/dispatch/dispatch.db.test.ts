import { beforeEach, describe, expect, it } from 'vitest';
import { RoleTerms } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Incidents } from '#models/incident.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { addWorkingMinutes } from '#app/requests/working-time.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { boxOfOffice, COUNCIL } from '../letters/policy.ts';
import { actOnIncident, openIncident } from './commands.server.ts';
import { handOverIn } from './handing-over.server.ts';
import { registerIncidentKeeping } from './keeping.server.ts';
import { OFFICE_SEES } from './policy.ts';
import { countOffersFor, getIncident, listIncidents } from './queries.server.ts';
import type { IncidentAct, Opening } from './schema.ts';

const DAY = 24 * 3600_000;
/** A Wednesday morning of the mall. */
const AT = new Date('2026-03-11T05:00:00Z');
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

let made: MadeMall;
let official: Actor;
let council: Actor;
let leader: Actor;
let manager: Actor;
let other: Actor;

beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: AT, grids: 3, shops: 1 });
  const [one, two] = made.grids as [string, string];
  official = await buildOfficial(made.office, { now: AT, names: { zh: '马主任' } });
  council = await buildOfficer(made.mall._id, { now: AT });
  leader = await buildVolunteer(made.mall._id, one, 'leader', { now: AT });
  manager = await buildVolunteer(made.mall._id, one, 'manager', { now: AT });
  other = await buildVolunteer(made.mall._id, two, 'leader', { now: AT });
});

const opening = (over: Partial<Opening> = {}): Opening => ({ kind: 'water', what: '二楼水管爆裂', language: 'zh', grids: made.grids, tasks: [{ row: 1, words: '关二楼总阀', minutes: 60, grids: made.grids.slice(0, 2) }, { row: 2, words: '疏通下水口', minutes: 120, grids: made.grids.slice(1) }], ...over });
const doing = (actor: Actor, now = AT) => ({ mall: made.mall, actor, now });
const open = (over: Partial<Opening> = {}, by = official, box = boxOfOffice(made.office)) => openIncident(doing(by), box, opening(over));
const act = (actor: Actor, id: string, given: IncidentAct, now = later(5)) => actOnIncident(doing(actor, now), id, given, 'zh');
const answerOf = (trying: Promise<unknown>) => trying.then(() => 'done', (thrown: unknown) => (thrown instanceof Refusal ? thrown.reason.key : thrown instanceof Response ? thrown.status : Promise.reject(thrown)));
const rowOf = async (id: string) => (await Incidents.findOne({ mall: made.mall._id, _id: id }).lean())!;
const offerIn = async (id: string, grid: number, task = 0) => {
  const row = await rowOf(id);
  return row.offers.find((offer) => offer.grid === made.grids[grid] && offer.task === row.tasks[task]!.id)!;
};
const toldBy = async (template: string) => {
  const ids = (await Notices.find({ mall: made.mall._id, template }).lean()).map(({ _id }) => _id);
  return (await Deliveries.find({ mall: made.mall._id, notice: { $in: ids } }).lean()).map(({ account }) => account).sort();
};

describe('an incident', () => {
  it('offers each task to its grids, tells leaders, managers and the council, and what nobody is there for is the council’s at once', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    const id = await open();
    stop();
    const row = await rowOf(id);
    expect(row.offers.map(({ grid, state }) => [made.grids.indexOf(grid), state])).toEqual([[0, 'offered'], [1, 'offered'], [1, 'offered'], [2, 'offered']]);
    expect((await offerIn(id, 2, 1)).handedAt).toEqual(AT);
    expect(await toldBy('incident-offered')).toEqual([leader.account, manager.account, other.account].sort());
    expect(await toldBy('incident-opened')).toEqual([council.account]);
    expect(heard.find(({ type }) => type === 'incident:changed')).toMatchObject({ id, version: 1, rooms: [`office:${made.office}`, `mall-officers:${made.mall._id}`, ...made.grids.map((grid) => `grid:${grid}`)] });
    expect(await Promise.all([leader, other, council, official].map((actor) => countOffersFor(actor, made.mall._id)))).toEqual([1, 2, 1, 0]);
  });

  it('is answered by the grid it was offered to, finished by it, and each act has its audit row with the side’s role', async () => {
    const id = await open();
    const offer = (await offerIn(id, 0)).id;
    expect(await answerOf(act(official, id, { act: 'accept', offer }))).toBe('form.changed-meanwhile');
    expect(await answerOf(act(council, id, { act: 'accept', offer }))).toBe('form.changed-meanwhile');
    expect(await answerOf(act(other, id, { act: 'accept', offer }))).toBe(404);
    await act(manager, id, { act: 'accept', offer });
    expect(await answerOf(act(leader, id, { act: 'decline', offer, reason: '没有人' }))).toBe('form.changed-meanwhile');
    await act(leader, id, { act: 'stuck', offer, reason: '阀门锈住了' });
    expect(await offerIn(id, 0)).toMatchObject({ state: 'stuck', by: 'grid', reason: expect.any(String) });
    const rows = await AuditEvents.find({ mall: made.mall._id, target: id }).sort({ at: 1, _id: 1 }).lean();
    expect(rows.map(({ command, role }) => [command, role])).toEqual([['incident:open', 'official'], ['incident:answer', 'manager'], ['incident:finish', 'leader']]);
  });

  it('isn’t there for another office, another mall’s council, a merchant, or a grid that it doesn’t concern', async () => {
    const id = await open({ grids: made.grids.slice(0, 1), tasks: [{ row: 1, words: '关总阀', minutes: 60, grids: made.grids.slice(0, 1) }] });
    const offer = (await offerIn(id, 0)).id;
    const elsewhere = await makeMall({ now: AT });
    const strangers = [await buildOfficial(elsewhere.office, { now: AT }), await buildOfficer(elsewhere.mall._id, { now: AT }), made.shops[0]![0]!.owner, other];
    for (const actor of strangers) {
      expect(await answerOf(act(actor, id, { act: 'accept', offer }))).toBe(404);
      expect(await answerOf(getIncident(actor, made.mall, id, AT))).toBe(404);
      expect(await listIncidents(actor, made.mall, AT)).toEqual([]);
    }
    expect(await answerOf(getIncident(official, made.mall, id, AT, boxOfOffice(elsewhere.office)))).toBe(404);
    expect(await answerOf(actOnIncident({ mall: elsewhere.mall, actor: strangers[1]!, now: AT }, id, { act: 'end' }, 'zh'))).toBe(404);
    expect(await answerOf(open({}, strangers[0]))).toBe(404);
    expect(await answerOf(open({ grids: elsewhere.grids, tasks: [{ row: 1, words: '关总阀', minutes: 60, grids: elsewhere.grids }] }))).toBe(404);
    expect(await answerOf(open({}, leader, COUNCIL))).toBe(404);
  });

  it('shows the office what its policy lists, of each grid and never who; a grid sees its own offers', async () => {
    const id = await open();
    await act(manager, id, { act: 'accept', offer: (await offerIn(id, 0)).id });
    const seen = await getIncident(official, made.mall, id, later(6), boxOfOffice(made.office));
    expect(seen.tasks.flatMap(({ offers }) => offers.map((offer) => Object.keys(offer).sort()))).toEqual(Array(4).fill([...OFFICE_SEES, 'id', 'acts'].sort()));
    const whole = JSON.stringify(seen);
    for (const actor of [leader, manager, other, council, official]) expect(whole).not.toContain(actor.account);
    expect(seen.grids.map(({ shown }) => shown)).toEqual(['accepted', 'offered', 'handed']);
    expect(seen.tasks[0]!.offers.map(({ shown }) => shown)).toEqual(['accepted', 'offered']);
    expect(seen.tasks[0]!.offers[1]!.clock!.dueAt).toEqual(addWorkingMinutes({ zone: made.mall.zone, calendar: made.mall.calendar }, AT, 60));
    const mine = await getIncident(leader, made.mall, id, later(6));
    expect(mine.tasks.map(({ offers }) => offers.map(({ grid }) => grid.number))).toEqual([[1]]);
    expect(mine.grids.map(({ shown }) => shown)).toEqual(['accepted', null, null]);
    expect((await getIncident(council, made.mall, id, later(6))).tasks.flatMap(({ offers }) => offers)).toHaveLength(4);
  });

  it('names places and equipment, never a shop or a person, and offers something to somebody', async () => {
    const shop = (await Merchants.findOne({ mall: made.mall._id, _id: made.shops[0]![0]!.merchant }).lean())!;
    expect(await answerOf(open({ what: `${Object.values(shop.names)[0]} 门口积水` }))).toBe('dispatch:refused.names');
    expect(await answerOf(open({ tasks: [{ row: 1, words: '打 13912345678', minutes: 60, grids: made.grids }] }))).toBe('dispatch:refused.names');
    expect(await answerOf(open({ tasks: [] }))).toBe('dispatch:refused.no-task');
    expect(await answerOf(open({ tasks: [{ row: 1, words: '关总阀', minutes: 60, grids: [] }] }))).toBe('dispatch:refused.no-grid');
    expect(await Incidents.countDocuments({ mall: made.mall._id })).toBe(0);
    const id = await open();
    expect(await answerOf(act(leader, id, { act: 'decline', offer: (await offerIn(id, 0)).id, reason: '打 13912345678' }))).toBe('dispatch:refused.names');
  });

  it('hands silence to the council when its working time has run out, once, and the council answers for the grid', async () => {
    const id = await open({ tasks: [{ row: 1, words: '关二楼总阀', minutes: 60, grids: made.grids.slice(0, 2) }] });
    await act(leader, id, { act: 'accept', offer: (await offerIn(id, 0)).id });
    expect(await handOverIn(made.mall, later(59))).toBe(0);
    expect(await handOverIn(made.mall, later(62))).toBe(1);
    expect(await handOverIn(made.mall, later(63))).toBe(0);
    expect(await toldBy('incident-handed')).toEqual([council.account]);
    const offer = await offerIn(id, 1);
    expect(offer.handedAt).toEqual(later(62));
    await act(council, id, { act: 'accept', offer: offer.id }, later(65));
    expect(await answerOf(act(other, id, { act: 'done', offer: offer.id }, later(66)))).toBe('form.changed-meanwhile');
    await act(council, id, { act: 'done', offer: offer.id }, later(70));
    expect(await offerIn(id, 1)).toMatchObject({ state: 'done', by: 'council' });
    const house = await AuditEvents.find({ mall: made.mall._id, target: id, command: 'incident:hand-over' }).lean();
    expect(house.map(({ actor, role }) => [actor, role])).toEqual([['house', 'house']]);
  });

  it('goes to the council when the last who answers for a grid goes, taken on or not', async () => {
    const id = await open({ grids: made.grids.slice(1, 2), tasks: [{ row: 1, words: '关总阀', minutes: 240, grids: made.grids.slice(1, 2) }] });
    const offer = (await offerIn(id, 1)).id;
    await act(other, id, { act: 'accept', offer });
    await RoleTerms.updateMany({ mall: made.mall._id, account: other.account }, { $set: { to: later(6) } });
    expect(await handOverIn(made.mall, later(7))).toBe(1);
    await act(council, id, { act: 'done', offer }, later(8));
    expect((await offerIn(id, 1)).state).toBe('done');
  });

  it('is ended or withdrawn by whoever opened it alone; grids with something open are told, and nothing is answered any more', async () => {
    const id = await open();
    const offer = (await offerIn(id, 0)).id;
    for (const actor of [leader, council]) expect(await answerOf(act(actor, id, { act: 'end' }))).toBe('form.changed-meanwhile');
    await act(official, id, { act: 'withdraw', reason: '误报' });
    expect(await rowOf(id)).toMatchObject({ state: 'withdrawn', because: expect.any(String) });
    expect(await toldBy('incident-over')).toEqual([leader.account, manager.account, other.account].sort());
    expect(await answerOf(act(leader, id, { act: 'accept', offer }))).toBe('form.changed-meanwhile');
    const view = await getIncident(leader, made.mall, id, later(9));
    expect(view).toMatchObject({ state: 'withdrawn', because: { text: '误报' }, mayEnd: false });
    expect(view.tasks[0]!.offers[0]).toMatchObject({ shown: 'unanswered', clock: null, acts: [] });
    expect(await countOffersFor(leader, made.mall._id)).toBe(0);
  });

  it('two who answer at once don’t overwrite each other', async () => {
    const id = await open();
    const offer = (await offerIn(id, 0)).id;
    const both = await Promise.all([answerOf(act(leader, id, { act: 'accept', offer })), answerOf(act(manager, id, { act: 'decline', offer, reason: '没有人' }))]);
    expect(both.filter((one) => one === 'done')).toHaveLength(1);
  });

  it('may be the council’s own, which no office sees', async () => {
    const id = await open({}, council, COUNCIL);
    expect(await listIncidents(official, made.mall, AT, boxOfOffice(made.office))).toEqual([]);
    expect(await answerOf(getIncident(official, made.mall, id, AT))).toBe(404);
    await act(leader, id, { act: 'accept', offer: (await offerIn(id, 0)).id });
    await act(council, id, { act: 'end' });
    expect((await rowOf(id)).state).toBe('ended');
  });

  it('is gone with its words 90 days after it ended', async () => {
    registerIncidentKeeping();
    const id = await open();
    await act(leader, id, { act: 'decline', offer: (await offerIn(id, 0)).id, reason: '没有人' });
    await act(official, id, { act: 'end' });
    await keepMall(made.mall._id, new Date(AT.getTime() + 80 * DAY));
    expect(await Incidents.countDocuments({ mall: made.mall._id })).toBe(1);
    await keepMall(made.mall._id, new Date(AT.getTime() + 91 * DAY));
    expect(await Incidents.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await Texts.countDocuments({ mall: made.mall._id, readers: `incident:${id}` })).toBe(0);
  });
});
