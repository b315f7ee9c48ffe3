import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { HelpPlans } from '#models/help-plan.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { addWorkingMinutes } from '#app/requests/working-time.ts';
import { buildOfficer, buildOfficial } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { loader as officePage } from './office-page.tsx';
import { actOnPlan, offerPlan } from './commands.server.ts';
import { registerHelpPlanKeeping } from './keeping.server.ts';
import { countOfferedPlans, listPlans } from './queries.server.ts';
import { minutesOf } from './rules.ts';
import type { Offer, PlanAct } from './schema.ts';

const DAY = 24 * 3600_000;
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);
const TODAY = '2026-01-01';
const OFFER: Offer = {
  missing: '二楼没有灭火器',
  language: 'zh',
  tasks: [{ row: 1, words: '配六个灭火器', days: 2 }],
  loans: [{ row: 1, words: '会议室', kind: 'room', from: 'mall', until: '2099-01-31' }, { row: 2, words: '登高车', kind: 'equipment', from: 'office', until: '2099-01-31' }],
};

let made: MadeMall;
let official: Actor;
let council: Actor;

beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: ago(300) });
  official = await buildOfficial(made.office, { now: ago(300), names: { zh: '马主任' } });
  council = await buildOfficer(made.mall._id, { now: ago(300) });
});

const doing = (actor: Actor, hours = 1) => ({ mall: made.mall, actor, now: ago(hours) });
const offer = (over: Partial<Offer> = {}, by = official) => offerPlan(doing(by, 20), made.office, { ...OFFER, ...over }, TODAY);
const act = (actor: Actor, plan: string, name: PlanAct['act'], item = '') => actOnPlan(doing(actor), { act: name, plan, item } as PlanAct);
const answerOf = (trying: Promise<unknown>) => trying.then(() => 'done', (thrown: unknown) => (thrown instanceof Refusal ? thrown.reason.key : thrown instanceof Response ? thrown.status : Promise.reject(thrown)));
const rowOf = async (id: string) => (await HelpPlans.findOne({ mall: made.mall._id, _id: id }).lean())!;

describe('a help plan', () => {
  it('is offered by the office, told to the council, answered by the council alone, and each act has its audit row', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    const id = await offer();
    expect((await Deliveries.find({ mall: made.mall._id }).lean()).map(({ account }) => account)).toEqual([council.account]);
    expect(await countOfferedPlans(made.mall._id)).toBe(1);
    expect(await answerOf(act(official, id, 'accept'))).toBe('form.changed-meanwhile');
    await act(council, id, 'accept');
    stop();
    expect(await rowOf(id)).toMatchObject({ state: 'accepted', answeredBy: council.account });
    expect((await AuditEvents.find({ mall: made.mall._id, target: id }).sort({ at: 1 }).lean()).map(({ command, role }) => [command, role])).toEqual([['help-plan:offer', 'official'], ['help-plan:answer', 'council']]);
    expect(heard.filter(({ type }) => type.startsWith('help-plan')).map(({ rooms }) => rooms)).toEqual(Array(2).fill([`office:${made.office}`, `mall-officers:${made.mall._id}`]));
    expect(await answerOf(act(council, id, 'decline'))).toBe('form.changed-meanwhile');
  });

  it('isn’t there for another office, another mall’s council, a merchant or a lead', async () => {
    const id = await offer();
    const other = await makeMall({ now: ago(300) });
    const elsewhere = await buildOfficial(other.office, { now: ago(300) });
    const theirs = await buildOfficer(other.mall._id, { now: ago(300) });
    const lead = await buildOfficer(made.mall._id, { now: ago(300), post: 'lead' });
    for (const actor of [elsewhere, theirs, lead, made.shops[0]![0]!.owner]) expect(await answerOf(act(actor, id, 'accept'))).toBe(404);
    expect(await answerOf(offer({}, elsewhere))).toBe(404);
    expect(await answerOf(actOnPlan({ ...doing(theirs), mall: other.mall }, { act: 'accept', plan: id }))).toBe(404);
    expect(await listPlans(made.mall, ago(0), other.office)).toEqual([]);
    const { cookie } = await startSession(elsewhere.account, 'mine', undefined, new Date(), { strong: true });
    const request = new Request(`http://localhost/office/${other.office}/help-plans?mall=${made.mall.slug}`, { headers: { Cookie: cookie.split(';')[0] ?? '' } });
    expect((await officePage({ request, params: { office: other.office }, context: {} as never })).plans).toEqual([]);
  });

  it('names places and equipment, never a shop or a person, and isn’t empty', async () => {
    const shop = (await Merchants.findOne({ mall: made.mall._id, _id: made.shops[0]![0]!.merchant }).lean())!;
    expect(await answerOf(offer({ missing: `二楼 ${Object.values(shop.names)[0]} 缺灭火器` }))).toBe('office:refused.plan-names');
    expect(await answerOf(offer({ missing: '打电话 13912345678' }))).toBe('office:refused.plan-names');
    expect(await answerOf(offer({ tasks: [{ row: 1, words: '找 13912345678', days: 1 }] }))).toBe('office:refused.plan-names');
    expect(await answerOf(offer({ tasks: [], loans: [] }))).toBe('office:refused.plan-empty');
    expect(await answerOf(offer({ loans: [{ ...OFFER.loans[0]!, until: '' }] }))).toBe('office:refused.plan-until');
    expect(await answerOf(offer({ loans: [{ ...OFFER.loans[0]!, until: '2025-12-31' }] }))).toBe('office:refused.plan-until');
    expect(await HelpPlans.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  it('runs the office’s clocks in the mall’s working time from the yes on, lends both ways, and is done with its last task and loan', async () => {
    const id = await offer();
    const before = (await listPlans(made.mall, ago(0)))[0]!;
    expect(before.tasks[0]).toMatchObject({ days: 2, clock: null, dueAt: null, words: { text: '配六个灭火器', language: 'zh' } });
    await act(council, id, 'accept');
    const { tasks, loans, answeredAt } = await rowOf(id);
    const running = (await listPlans(made.mall, ago(0)))[0]!;
    expect(running.tasks[0]!.dueAt).toEqual(addWorkingMinutes({ zone: made.mall.zone, calendar: made.mall.calendar }, answeredAt!, minutesOf(2)));
    expect(running.tasks[0]!.clock!.state).toBe('running');
    const [room, lift] = loans.map((loan) => loan.id);
    expect(await answerOf(act(council, id, 'task-done', tasks[0]!.id))).toBe('form.changed-meanwhile');
    expect(await answerOf(act(official, id, 'lent', room))).toBe('form.changed-meanwhile');
    expect(await answerOf(act(council, id, 'returned', room))).toBe('form.changed-meanwhile');
    await act(council, id, 'lent', room);
    await act(official, id, 'lent', lift);
    await act(official, id, 'task-done', tasks[0]!.id);
    await act(council, id, 'returned', room);
    expect((await rowOf(id)).state).toBe('accepted');
    await act(official, id, 'returned', lift);
    expect(await rowOf(id)).toMatchObject({ state: 'done' });
    expect((await listPlans(made.mall, ago(0)))[0]!.loans.every(({ returnedOn }) => returnedOn)).toBe(true);
  });

  it('two who act at once don’t overwrite each other', async () => {
    const id = await offer();
    const both = await Promise.all([answerOf(act(council, id, 'accept')), answerOf(act(council, id, 'decline'))]);
    expect(both.filter((one) => one === 'done')).toHaveLength(1);
  });

  it('is gone with its words 90 days after it ended', async () => {
    registerHelpPlanKeeping();
    const id = await offer();
    await act(council, id, 'decline');
    await keepMall(made.mall._id, new Date(Date.now() + 80 * DAY));
    expect(await HelpPlans.countDocuments({ mall: made.mall._id })).toBe(1);
    await keepMall(made.mall._id, new Date(Date.now() + 91 * DAY));
    expect(await HelpPlans.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await Texts.countDocuments({ mall: made.mall._id, readers: `help-plan:${id}` })).toBe(0);
  });
});
