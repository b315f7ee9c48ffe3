import { beforeAll, describe, expect, it } from 'vitest';
import { Accounts, LevelTerms, RoleTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Grids } from '#models/plan.server.ts';
import { Reaches } from '#models/reach.server.ts';
import { Texts } from '#models/text.server.ts';
import { Ties } from '#models/tie.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { readAccounts } from '#app/platform/actors.server.ts';
import { onEvent } from '#app/platform/events.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actorOf, buildAccount, buildLevelHead, buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { buildGrid } from '#tests/factories/place.ts';
import { acceptAppointment, askDeputy, declineAppointment, type Place, propose, takeBackAppointment } from './appointing.server.ts';
import { endTerm, handOver } from './ending.server.ts';
import { registerHandover } from './handover.server.ts';
import { followCalendar, registerRoleKeeping } from './jobs.server.ts';
import { listMine } from './mine.server.ts';
import { getOverview, getPlace } from './queries.server.ts';
import { setReach } from './reach.server.ts';
import { getCorner } from './roster.server.ts';
import { daysLater } from './rules.ts';
import type { ProposeInput } from './schema.ts';
import { registerRoleTeller, type RoleTelling } from './telling.server.ts';
import { declareTieAt, takeBackTie } from './ties.server.ts';

/** Wednesday, 11:00 in Urumqi. */
const NOW = new Date('2026-03-11T05:00:00Z');
const later = (days: number) => daysLater(NOW, days);
const TERM = { from: '2026-03-11', to: '2027-03-10', way: 'council' as const };

let made: MadeMall;
let council: Actor;
const told: RoleTelling[] = [];
/** What moved: from whom, to whom. */
const moves: [string, string | null][] = [];

beforeAll(async () => {
  made = await makeMall({ now: NOW, grids: 2, shops: 2 });
  council = await buildOfficer(made.mall._id, { now: NOW });
  registerRoleTeller(async (_, telling) => void told.push(telling));
  registerHandover({ id: 'requests', count: async () => 2, move: async ({ from }, to) => void moves.push([from, to]) });
  registerRoleKeeping();
});

const doing = (actor: Actor, now = NOW) => ({ mall: made.mall, actor, now });
const as = (account: string, now = NOW) => doing(actorOf(account), now);
const grid = (n = 0) => ({ grid: made.grids[n]! });
const ask = (account: string, input: Partial<ProposeInput> = {}, place: Place = grid(), by = council, now = NOW) => propose(doing(by, now), place, { account, role: 'assistant', ...TERM, ...input });
/** Asked and accepted. @returns the term's id */
const give = async (account: string, input: Partial<ProposeInput> = {}, place?: Place) => acceptAppointment(as(account), await ask(account, input, place));
const volunteer = (role: GridRole, n = 0) => buildVolunteer(made.mall._id, made.grids[n]!, role, { now: NOW });
const termOf = async ({ account }: { account: string }) => (await RoleTerms.findOne({ mall: made.mall._id, account }).lean())!;
const rolesOf = async (account: string, now = NOW) => (await readAccounts([account], now)).get(account)?.memberships.map((one) => (one.kind === 'volunteer' ? one.role : one.kind));
const toldTo = (account: string) => told.filter(({ accounts }) => accounts.includes(account)).map(({ template }) => template);
const why = async (work: Promise<unknown>): Promise<string | number> => {
  const error = await work.then(() => 'nothing', (caught: unknown) => caught);
  if (error instanceof Refusal) return error.reason.key;
  return error instanceof Response ? error.status : Promise.reject(error);
};

describe('appointing', () => {
  it('gives nothing before the yes, and the rights with it', async () => {
    const account = await buildAccount();
    const id = await ask(account);
    expect(await rolesOf(account)).toEqual([]);
    expect(toldTo(account)).toEqual(['role-proposed']);
    await acceptAppointment(as(account), id);
    expect(await rolesOf(account)).toEqual(['assistant']);
    expect(toldTo(council.account)).toContain('role-accepted');
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, subject: `account:${account}`, command: { $in: ['role:propose', 'role:accept'] } })).toBe(2);
  });

  it('by the grid’s shops writes down how many took part, the day and the minutes, and shows it to everybody', async () => {
    const account = await buildAccount();
    await give(account, { way: 'shops', shops: 2, on: '2026-03-10', minutes: '2026-14' }, grid(1));
    expect(await RoleTerms.findOne({ mall: made.mall._id, account }).lean()).toMatchObject({ appointedBy: 'shops', choice: { shops: 2, on: '2026-03-10', minutes: '2026-14' } });
    const { people } = await getCorner({ mall: made.mall, actor: null, now: NOW }, made.grids[1]!);
    expect(people).toEqual([expect.objectContaining({ appointedBy: null, choice: { on: '2026-03-10', minutes: '2026-14' } })]);
  });

  it('by the shops of a grid can’t count more shops than it has, nor a day to come', async () => {
    const account = await buildAccount();
    expect(await why(ask(account, { way: 'shops', shops: 3, on: '2026-03-10', minutes: '7' }))).toBe('roles:refused.more-than-shops');
    expect(await why(ask(account, { way: 'shops', shops: 2, on: '2026-03-12', minutes: '7' }))).toBe('roles:refused.not-yet');
  });

  it('declined needs no reason, leaves none, and tells who asked', async () => {
    const account = await buildAccount();
    const id = await ask(account);
    await declineAppointment(as(account), id);
    expect(await Appointments.findOne({ mall: made.mall._id, _id: id }).lean()).toMatchObject({ state: 'declined', answeredAt: NOW });
    expect(await rolesOf(account)).toEqual([]);
    expect(told.filter(({ template, person }) => template === 'role-declined' && person === account)).toHaveLength(1);
    expect(await why(acceptAppointment(as(account), id))).toBe('form.changed-meanwhile');
  });

  it('is answered by nobody else, and not after it was taken back', async () => {
    const account = await buildAccount();
    const id = await ask(account);
    expect(await why(acceptAppointment(as(await buildAccount()), id))).toBe(404);
    expect(await why(declineAppointment(doing(council), id))).toBe(404);
    await takeBackAppointment(doing(council), id);
    expect(toldTo(account)).toEqual(['role-proposed', 'role-taken-back']);
    expect(await why(acceptAppointment(as(account), id))).toBe('form.changed-meanwhile');
  });

  it('is taken back by the council or whoever asked, by nobody else', async () => {
    const id = await ask(await buildAccount());
    expect(await why(takeBackAppointment(doing(await volunteer('leader')), id))).toBe(404);
    expect(await why(takeBackAppointment(doing(await buildOfficer(made.mall._id, { now: NOW, post: 'lead' })), id))).toBe(404);
    await takeBackAppointment(doing(await buildOfficer(made.mall._id, { now: NOW, post: 'secretary' })), id);
    expect((await Appointments.findOne({ mall: made.mall._id, _id: id }).lean())?.state).toBe('taken-back');
  });

  it('tells nobody but the person and the officers that somebody was asked, and said no', async () => {
    const account = await buildAccount();
    const rooms: string[] = [];
    const silence = onEvent((event) => event.type === 'roles:changed' && event.id === account && rooms.push(...event.rooms));
    await declineAppointment(as(account), await ask(account));
    silence();
    expect(new Set(rooms)).toEqual(new Set([`account:${account}`, `mall-officers:${made.mall._id}`]));
  });

  it('twice at one moment makes one invitation, and two yeses one term', async () => {
    const account = await buildAccount();
    const asked = await Promise.allSettled([ask(account), ask(account)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [row] = await Appointments.find({ mall: made.mall._id, account }).lean();
    const accepted = await Promise.allSettled([acceptAppointment(as(account), row!._id), acceptAppointment(as(account), row!._id)]);
    expect(accepted.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await RoleTerms.countDocuments({ mall: made.mall._id, account })).toBe(1);
  });

  it('for later gives the rights on that day', async () => {
    const account = await buildAccount();
    await give(account, { from: '2026-03-20' });
    expect([await rolesOf(account), await rolesOf(account, later(9))]).toEqual([[], ['assistant']]);
  });

  it('renews from the day after, and not within the term', async () => {
    const account = await buildAccount();
    await give(account);
    expect(await why(ask(account, { from: '2027-03-10', to: '2028-03-01' }))).toBe('roles:refused.held-already');
    await give(account, { from: '2027-03-11', to: '2028-03-01' });
    expect(await RoleTerms.countDocuments({ mall: made.mall._id, account })).toBe(2);
  });

  it('lapses after thirty days without an answer, and is forgotten thirty days later', async () => {
    const account = await buildAccount();
    const id = await ask(account);
    await Appointments.updateOne({ mall: made.mall._id, _id: id }, { $set: { createdAt: later(-31) } }, { timestamps: false, overwriteImmutable: true });
    await followCalendar(made.mall, NOW);
    expect((await Appointments.findOne({ mall: made.mall._id, _id: id }).lean())?.state).toBe('lapsed');
    await keepMall(made.mall._id, later(31));
    expect(await Appointments.countDocuments({ mall: made.mall._id, _id: id })).toBe(0);
  });

  it('is refused to an official who became one after she was asked', async () => {
    const account = await buildAccount();
    const id = await ask(account);
    await buildOfficial(made.office, { now: NOW, account });
    expect(await why(acceptAppointment(as(account), id))).toBe('office:refused.official');
    expect(await rolesOf(account)).toEqual(['official']);
  });

  it('is refused to an official of this mall’s office in any role, and as a deputy', async () => {
    const { account } = await buildOfficial(made.office, { now: NOW });
    for (const role of ['leader', 'manager', 'assistant', 'information', 'supervisor'] as const) expect([role, await why(ask(account, { role }))]).toEqual([role, 'office:refused.official']);
    expect(await why(ask(account, { role: 'level-head' }, { level: made.level }))).toBe('office:refused.official');
    const { _id } = await termOf(await volunteer('leader'));
    expect(await why(askDeputy(doing(council), _id, { account, from: '2026-03-11', to: '2026-03-12' }))).toBe('office:refused.official');
    expect(await Appointments.countDocuments({ mall: made.mall._id, account })).toBe(0);
  });

  it('is refused for a grid that was dissolved, before and after she was asked', async () => {
    const account = await buildAccount();
    const gone = await buildGrid(made.mall._id, { number: 9 });
    const id = await ask(account, {}, { grid: gone });
    await Grids.updateOne({ mall: made.mall._id, _id: gone }, { $set: { endedAt: NOW } });
    expect(await why(acceptAppointment(as(account), id))).toBe('roles:refused.too-late');
    expect(await why(ask(await buildAccount(), {}, { grid: gone }))).toBe(404);
  });
});

describe('one person in several roles', () => {
  it('and grids, with a grid’s conflict shown to whoever oversees it', async () => {
    const account = await buildAccount();
    for (const role of ['manager', 'leader', 'supervisor'] as const) await give(account, { role }, grid(1));
    await give(account, { role: 'information' });
    expect((await rolesOf(account))?.sort()).toEqual(['information', 'leader', 'manager', 'supervisor']);
    const { corners } = await getOverview(doing(council));
    const kinds = corners.find((corner) => corner.grid._id === made.grids[1])?.conflicts.filter((one) => one.account === account).map(({ kind }) => kind);
    expect(kinds).toEqual(['watches-and-works', 'one-on-both-rungs']);
  });
});

describe('a level head', () => {
  it('is appointed for a level, oversees its grids and does nobody’s work by it', async () => {
    const account = await buildAccount();
    await give(account, { role: 'level-head' }, { level: made.level });
    expect(await LevelTerms.findOne({ mall: made.mall._id, account }).lean()).toMatchObject({ level: made.level, appointedBy: council.account });
    const { memberships } = (await readAccounts([account], NOW)).get(account)!;
    expect(memberships).toEqual([{ kind: 'level-head', mall: made.mall._id, level: made.level, grids: expect.arrayContaining(made.grids) as unknown }]);
    const head = actorOf(account, memberships);
    expect((await getOverview(doing(head))).corners).toHaveLength(2);
    expect((await getPlace(doing(head), grid())).can.appoint).toBe(false);
    expect(await why(ask(await buildAccount(), {}, grid(), head))).toBe('roles:refused.not-council');
  });

  it('holds a level and no grid, and one of the five a grid and no level', async () => {
    const account = await buildAccount();
    expect(await why(ask(account, { role: 'level-head' }))).toBe('form.not-a-choice');
    expect(await why(ask(account, {}, { level: made.level }))).toBe('form.not-a-choice');
  });

  it('of another level sees none of these grids', async () => {
    const head = await buildLevelHead(made.mall._id, 'another', [], { now: NOW });
    expect((await getOverview(doing(head))).corners).toEqual([]);
    expect(await why(getPlace(doing(head), grid()))).toBe(404);
  });
});

describe('a deputy', () => {
  const absence = { from: '2026-03-11', to: '2026-03-20' };

  it('asked by the one who is away has the same rights, is shown as a deputy, and goes when it is over', async () => {
    const [away, helper] = [await volunteer('information'), await volunteer('assistant', 1)];
    const id = await askDeputy(doing(away), (await termOf(away))._id, { account: helper.account, ...absence });
    expect(await rolesOf(helper.account)).toEqual(['assistant']);
    await acceptAppointment(as(helper.account), id);
    expect((await rolesOf(helper.account))?.sort()).toEqual(['assistant', 'information']);
    const { people } = await getCorner({ mall: made.mall, actor: council, now: NOW }, made.grids[0]!);
    expect(people.filter((person) => person.deputyFor)).toEqual([expect.objectContaining({ role: 'information', toDay: '2026-03-20' })]);
    expect(await rolesOf(helper.account, later(10))).toEqual(['assistant']);
  });

  it('is a volunteer unless the council asks, and has none herself', async () => {
    const [away, stranger] = [await volunteer('leader'), await buildAccount()];
    const { _id } = await termOf(away);
    expect(await why(askDeputy(doing(away), _id, { account: stranger, ...absence }))).toBe('roles:refused.not-a-volunteer');
    const standing = await acceptAppointment(as(stranger), await askDeputy(doing(council), _id, { account: stranger, ...absence }));
    expect(await why(askDeputy(as(stranger), standing, { account: away.account, ...absence }))).toBe('roles:refused.deputy-of-deputy');
    expect(await why(askDeputy(doing(await volunteer('manager')), _id, { account: away.account, ...absence }))).toBe(404);
  });

  it('stands in no longer than the term itself, and never for a quarter', async () => {
    const [away, helper] = [await volunteer('leader'), await volunteer('assistant', 1)];
    const { _id } = await termOf(away);
    expect(await why(askDeputy(doing(away), _id, { account: helper.account, from: '2026-03-11', to: '2026-08-01' }))).toBe('roles:refused.too-long');
    await RoleTerms.updateOne({ mall: made.mall._id, _id }, { $set: { to: later(3) } });
    const id = await acceptAppointment(as(helper.account), await askDeputy(doing(away), _id, { account: helper.account, ...absence }));
    expect((await RoleTerms.findOne({ mall: made.mall._id, _id: id }).lean())?.to).toEqual(later(3));
  });

  it('goes with the term, and an open question with it', async () => {
    const [away, helper, asked] = [await volunteer('leader'), await volunteer('assistant', 1), await volunteer('assistant', 1)];
    const { _id } = await termOf(away);
    const standing = await acceptAppointment(as(helper.account), await askDeputy(doing(away), _id, { account: helper.account, ...absence }));
    const open = await askDeputy(doing(away), _id, { account: asked.account, from: '2026-03-12', to: '2026-03-14' });
    await endTerm(doing(away), _id, { language: 'zh' });
    expect((await RoleTerms.findOne({ mall: made.mall._id, _id: standing }).lean())?.to).toEqual(NOW);
    expect((await Appointments.findOne({ mall: made.mall._id, _id: open }).lean())?.state).toBe('taken-back');
    expect(toldTo(helper.account)).toContain('role-ended');
    expect(await why(acceptAppointment(as(asked.account), open))).toBe('form.changed-meanwhile');
  });
});

describe('handing over', () => {
  it('passes open work to a colleague with a note that only the two read, and keeps the role', async () => {
    const [from, to, third] = [await volunteer('manager'), await volunteer('assistant'), await volunteer('assistant')];
    await handOver(doing(from), (await termOf(from))._id, { successor: to.account, note: '周三去看灯', language: 'zh' });
    expect(moves).toContainEqual([from.account, to.account]);
    expect(await rolesOf(from.account)).toEqual(['manager']);
    expect(toldTo(to.account)).toContain('role-handed-over');
    const noteFor = async (actor: Actor) => (await listMine(actor, NOW)).flatMap(({ handed }) => handed.map(({ note }) => note?.words));
    expect([await noteFor(to), await noteFor(third)]).toEqual([['周三去看灯'], []]);
    expect((await Texts.findOne({ mall: made.mall._id, _id: (await termOf(from)).note }).lean())?.eraseAt).toEqual(later(30));
  });

  it('goes to nobody who doesn’t work there: not a supervisor, not a stranger, not herself', async () => {
    const from = await volunteer('manager');
    const { _id } = await termOf(from);
    for (const { account } of [await volunteer('supervisor'), await volunteer('assistant', 1), from]) {
      expect(await why(handOver(doing(from), _id, { successor: account, language: 'zh' }))).toBe('form.not-a-choice');
    }
  });

  it('is nobody’s but hers and the council’s', async () => {
    const [from, to] = [await volunteer('manager'), await volunteer('assistant')];
    const { _id } = await termOf(from);
    expect(await why(handOver(doing(to), _id, { successor: to.account, language: 'zh' }))).toBe(404);
    await handOver(doing(council), _id, { successor: to.account, language: 'zh' });
    expect(moves.at(-1)).toEqual([from.account, to.account]);
  });
});

describe('ending early', () => {
  it('is hers at any time, without a reason, and takes effect at once', async () => {
    const her = await volunteer('assistant');
    const { _id } = await termOf(her);
    await endTerm(doing(her), _id, { language: 'zh' });
    expect(await rolesOf(her.account)).toEqual([]);
    expect(await RoleTerms.findOne({ mall: made.mall._id, _id }).lean()).toMatchObject({ to: NOW, endedBy: 'self', settledAt: NOW });
    expect(moves.at(-1)).toEqual([her.account, null]);
    expect(await why(endTerm(doing(her), _id, { language: 'zh' }))).toBe(404);
  });

  it('is the council’s with a reason that nobody but the person reads', async () => {
    const her = await volunteer('assistant');
    const { _id } = await termOf(her);
    expect(await why(endTerm(doing(council), _id, { language: 'zh' }))).toBe('form.required');
    await endTerm(doing(council), _id, { reason: '已经搬走了', language: 'zh' });
    expect((await listMine(her, NOW)).flatMap(({ ended }) => ended.map(({ reason }) => reason?.words))).toEqual(['已经搬走了']);
    const { reason } = (await RoleTerms.findOne({ mall: made.mall._id, _id }).lean())!;
    expect((await Texts.findOne({ mall: made.mall._id, _id: reason }).lean())?.readers).toEqual([`account:${her.account}`]);
    expect(toldTo(her.account)).toContain('role-ended-early');
  });

  it('is no leader’s, lead’s or level head’s', async () => {
    const { _id } = await termOf(await volunteer('assistant'));
    const others = [await volunteer('leader'), await buildOfficer(made.mall._id, { now: NOW, post: 'lead' }), await buildLevelHead(made.mall._id, made.level, made.grids, { now: NOW })];
    for (const other of others) expect(await why(endTerm(doing(other), _id, { reason: 'because', language: 'en' }))).toBe(404);
  });

  it('with nobody chosen gives the work back to the grid, though it was handed to somebody before', async () => {
    const [from, to] = [await volunteer('manager'), await volunteer('assistant')];
    const { _id } = await termOf(from);
    await handOver(doing(from), _id, { successor: to.account, language: 'zh' });
    await endTerm(doing(from), _id, { language: 'zh' });
    expect(moves.at(-1)).toEqual([from.account, null]);
  });

  it('leaves the work with whoever works there in another role', async () => {
    const her = await volunteer('manager');
    await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now: NOW, account: her.account });
    const before = moves.length;
    await endTerm(doing(her), (await RoleTerms.findOne({ mall: made.mall._id, account: her.account, role: 'manager' }).lean())!._id, { language: 'zh' });
    expect(moves).toHaveLength(before);
  });

  it('by the calendar moves the work, thanks the person once and forgets how to reach her', async () => {
    const her = await volunteer('assistant');
    const { _id } = await termOf(her);
    await setReach(doing(her), { nameTo: 'anyone', phoneTo: 'mall', phone: '0991 555 0101', days: [] });
    await RoleTerms.updateOne({ mall: made.mall._id, _id }, { $set: { to: later(20) } });
    for (const day of [1, 2, 21, 22]) await followCalendar(made.mall, later(day));
    expect(toldTo(her.account)).toEqual(['role-ending', 'role-ended']);
    expect(moves.filter(([from]) => from === her.account)).toEqual([[her.account, null]]);
    expect(await Reaches.countDocuments({ mall: made.mall._id, account: her.account })).toBe(0);
    expect(await Texts.countDocuments({ mall: made.mall._id, subject: `account:${her.account}` })).toBe(0);
  });
});

describe('a tie', () => {
  it('is declared by the number on the door, once, without saying which, and taken back', async () => {
    const her = await volunteer('manager');
    const shop = made.shops[0]![0]!;
    await Promise.all([declareTieAt(doing(her), shop.number.toLowerCase()), declareTieAt(doing(her), shop.number)]);
    const rows = await Ties.find({ mall: made.mall._id, account: her.account }).lean();
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([['__v', '_id', 'account', 'createdAt', 'mall', 'merchant', 'since', 'updatedAt'].filter((key) => key in rows[0]!)]);
    expect(rows[0]).toMatchObject({ merchant: shop.merchant, since: NOW });
    await takeBackTie(doing(her), shop.merchant);
    expect(await Ties.countDocuments({ mall: made.mall._id, account: her.account })).toBe(0);
  });

  it('is nobody’s who has no role here, and with no booth that isn’t there', async () => {
    expect(await why(declareTieAt(as(await buildAccount()), made.shops[0]![0]!.number))).toBe(404);
    expect(await why(declareTieAt(doing(await volunteer('manager')), 'F9-999'))).toBe('roles:refused.no-such-booth');
  });
});

it('an account that was stopped is given nothing', async () => {
  const account = await buildAccount();
  await Accounts.updateOne({ _id: account }, { $set: { status: 'stopped' } });
  expect(await why(ask(account))).toBe('form.not-a-choice');
});
