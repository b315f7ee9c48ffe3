import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notices } from '#models/notice.server.ts';
import { RoleTerms } from '#models/account.server.ts';
import { Requests } from '#models/request.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { acceptAppointment, propose } from '#app/mall/roles/appointing.server.ts';
import { endTerm, handOver } from '#app/mall/roles/ending.server.ts';
import { loader as overviewLoader } from '#app/mall/roles/manage-roles.tsx';
import { getTermPage } from '#app/mall/roles/term-page.server.ts';
import { declareTieAt } from '#app/mall/roles/ties.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { registerRoles } from '#app/routes/registries.server.ts';
import { loader as dayLoader } from '#app/visits/today.tsx';
import { bothActors, buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { connected, type Device, type LiveHouse, openDevice, openHouse, signIn, until } from '#tests/factories/live.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { call } from './house-routes.ts';

const NOW = new Date();
/** How long a role may take to open or close pages and sockets, in ms. */
const AT_ONCE = 5_000;

let made: MadeMall;
let house: LiveHouse;
let council: Actor;

beforeAll(async () => {
  registerPrograms();
  registerRoles();
  made = await makeMall({ now: NOW, grids: 2, shops: 3 });
  council = await buildOfficer(made.mall._id, { now: NOW });
  house = await openHouse();
});
afterAll(() => house.close());

const doing = (actor: Actor, now = new Date()) => ({ mall: made.mall, actor, now });
const volunteer = (role: GridRole, account?: string) => buildVolunteer(made.mall._id, made.grids[0]!, role, { now: NOW, account });
const termOf = async ({ account }: Actor) => (await RoleTerms.findOne({ mall: made.mall._id, account }).sort({ createdAt: 1 }).lean())!._id;
/** From today in the mall's zone. */
const TERM = { from: dayIn(NOW, 'Asia/Urumqi'), to: dayIn(new Date(NOW.getTime() + 300 * 24 * 3600_000), 'Asia/Urumqi'), way: 'council' as const };
const reasonOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.reason.key : String((error as Response).status)));

async function asked(shop = made.shops[0]![0]!): Promise<string> {
  const { account } = shop.owner;
  const wish = { account, role: 'merchant', merchant: shop.merchant, kind: 'borrow', words: { language: 'ug', words: 'شوتا كېرەك' }, channel: 'ask' } as const;
  return (await openRequest(doing(shop.owner), wish)).number;
}
const act = (actor: Actor, number: string, command: RequestCommand, words?: string) => actOnRequest(doing(actor), number, { command, words: words ? { language: 'zh', words } : undefined });
const stored = (number: string) => Requests.findOne({ mall: made.mall._id, number }).lean();

describe('a role given or taken', () => {
  const watches = (device: Device, room: string) => new Promise<boolean>((answer) => device.emit('watch', room, answer));
  const visits = (cookie: string) => call(dayLoader as never, { pattern: 'm/:mall/visits', params: { mall: made.mall.slug }, cookie });
  const overview = (cookie: string) => call(overviewLoader as never, { pattern: 'm/:mall/manage/roles', params: { mall: made.mall.slug }, cookie });

  /** @returns ms until both the page and the socket have followed */
  async function followed(holds: () => Promise<boolean>, work: () => Promise<unknown>): Promise<number> {
    await work();
    const since = performance.now();
    await until(holds);
    return performance.now() - since;
  }

  it('opens and closes her pages and her socket within five seconds, signed in all the while', async () => {
    const { account } = made.shops[0]![1]!.owner;
    const { cookie } = await signIn(account, new Date());
    const device = await connected(openDevice(house.address, cookie));
    const room = `grid:${made.grids[0]}`;
    const both = async (open: boolean) => (await visits(cookie)).status === (open ? 200 : 404) && (await watches(device, room)) === open;
    expect([(await visits(cookie)).status, await watches(device, room)]).toEqual([404, false]);

    const id = await propose(doing(council), { grid: made.grids[0]! }, { account, role: 'manager', ...TERM });
    expect(await both(false)).toBe(true);
    let term = '';
    const given = await followed(() => both(true), async () => {
      term = await acceptAppointment(doing({ ...council, account }), id);
    });
    expect(given).toBeLessThan(AT_ONCE);
    expect(device.heard.map(({ type }) => type)).toContain('memberships:changed');

    const taken = await followed(() => both(false), () => endTerm(doing(council), term, { reason: 'moved away', language: 'en' }));
    expect(taken).toBeLessThan(AT_ONCE);
    device.disconnect();
  });

  it('of a level head opens and closes what she oversees', async () => {
    const { account } = made.shops[0]![2]!.owner;
    const { cookie } = await signIn(account, new Date());
    expect((await overview(cookie)).status).toBe(404);
    const id = await propose(doing(council), { level: made.level }, { account, role: 'level-head', ...TERM });
    const term = await acceptAppointment(doing({ ...council, account }), id);
    expect((await overview(cookie)).body).toMatchObject({ back: '/me/roles', corners: [{ grid: { number: 1 } }, { grid: { number: 2 } }] });
    await endTerm(doing({ ...council, account }), term, { language: 'zh' });
    expect((await overview(cookie)).status).toBe(404);
  });
});

describe('open work', () => {
  it('goes to the successor with a note, in the requests themselves, and the shop hears who has it now', async () => {
    const [from, to] = [await volunteer('manager'), await volunteer('assistant')];
    const number = await asked();
    await act(from, number, { type: 'takeOn', doing: true });
    const { work, successors } = await getTermPage(doing(from), await termOf(from));
    expect(work).toEqual([{ id: 'requests', count: 1 }, { id: 'visits', count: 3 }, { id: 'promises', count: 0 }]);
    expect(successors.map(({ account }) => account)).toContain(to.account);
    await handOver(doing(from), await termOf(from), { successor: to.account, note: '梯子在二号库房', language: 'zh' });
    expect(await stored(number)).toMatchObject({ worker: to.account, holder: { account: to.account } });
    expect((await getTermPage(doing(from), await termOf(from))).work).toContainEqual({ id: 'requests', count: 0 });
    await endTerm(doing(to), await termOf(to), { language: 'zh' });
    const back = (await stored(number))!;
    expect([back.worker, back.holder]).toEqual([undefined, expect.objectContaining({ kind: 'role' })]);
    expect(await Notices.countDocuments({ mall: made.mall._id, template: 'role-handed-over', 'audience.ids': to.account })).toBe(1);
  });

  it('goes to nobody who has a tie with that shop, nor to whoever watched it', async () => {
    const [from, tied, watcher] = [await volunteer('manager'), await volunteer('assistant'), await volunteer('assistant')];
    await volunteer('supervisor', watcher.account);
    const [shop] = made.shops[0]!;
    await declareTieAt(doing(tied), shop!.number);
    const numbers = [await asked(), await asked()] as [string, string];
    for (const number of numbers) await act(from, number, { type: 'takeOn', doing: true });
    await handOver(doing(from), await termOf(from), { successor: tied.account, language: 'zh' });
    for (const number of numbers) expect((await stored(number))?.worker).not.toBe(tied.account);

    const watched = await asked();
    await act(from, watched, { type: 'takeOn', doing: true });
    const both = bothActors(watcher, { ...watcher, memberships: [{ kind: 'volunteer', mall: made.mall._id, grid: made.grids[0]!, role: 'supervisor' }] });
    await act(both, watched, { type: 'demandAnswer' }, '怎么样了？');
    await endTerm(doing(from), await termOf(from), { successor: watcher.account, language: 'zh' });
    expect((await stored(watched))?.worker).not.toBe(watcher.account);
  });
});

describe('one person in several roles', () => {
  it('never works on and watches one request, whichever came first; two requests are fine', async () => {
    const her = await volunteer('assistant');
    await volunteer('supervisor', her.account);
    const both = bothActors(her, { ...her, memberships: [{ kind: 'volunteer', mall: made.mall._id, grid: made.grids[0]!, role: 'supervisor' }] });
    const [worked, watched] = [await asked(), await asked()];
    await act(both, worked, { type: 'takeOn', doing: true });
    expect(await reasonOf(act(both, worked, { type: 'demandAnswer' }, '怎么样了？'))).toBe('requests:refusal.worker-and-supervisor');
    await act(both, watched, { type: 'demandAnswer' }, '怎么样了？');
    expect(await reasonOf(act(both, watched, { type: 'takeOn', doing: true }))).toBe('requests:refusal.worker-and-supervisor');
  });
});
