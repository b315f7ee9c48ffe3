import { beforeEach, describe, expect, it } from 'vitest';
import { Aparts } from '#models/apart.server.ts';
import { HeldVisits } from '#models/held-visit.server.ts';
import { ShopPlans } from '#models/shop-plan.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Visits } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { action as nameDouble, loader as chooseDouble } from '#app/mall/roster/doubles/choose.tsx';
import { loader as doubles } from '#app/mall/roster/doubles/list.tsx';
import { namePair } from '#app/mall/roster/doubles/naming.server.ts';
import { action as decidePair, loader as pairPage } from '#app/mall/roster/doubles/pair.tsx';
import { loader as plans } from '#app/mall/roster/planned/list.tsx';
import { action as changeShop, loader as shopPage } from '#app/mall/roster/shop.tsx';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { getDay } from '#app/visits/day.server.ts';
import { decideHeld } from '#app/visits/held/deciding.server.ts';
import { listHeld } from '#app/visits/held/queries.server.ts';
import { endPromise, remindOfPromises } from '#app/visits/promises.server.ts';
import { recordVisits } from '#app/visits/recording.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cookieOf } from './world.ts';

const NOW = new Date();
let made: MadeMall;
let officer: Actor;
let volunteer: Actor;
let shop: string;
let pair: string;

const doing = (actor: Actor, now = NOW) => ({ mall: made.mall, actor, now });
type Route = (how: { request: Request; params: Record<string, string>; context: never }) => Promise<unknown>;

/** As Remix calls it. @returns the status, and what it shows as text */
async function through(route: unknown, params: Record<string, string>, form?: Record<string, string>): Promise<{ status: number; shown: string }> {
  const headers = { Cookie: await cookieOf(officer.account) };
  const request = new Request(`http://localhost/m/${made.mall.slug}`, form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers });
  const answer = await (route as Route)({ request, params: { mall: made.mall.slug, ...params }, context: {} as never }).catch((error: unknown) => error);
  if (answer instanceof Response) return { status: answer.status, shown: '' };
  if (answer instanceof Error) throw answer;
  return { status: 200, shown: JSON.stringify(answer) };
}
const keepApart = async (actor: Actor) => Aparts.create([{ mall: made.mall._id, request: newId(), account: actor.account, merchant: shop, since: NOW }]);

beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1 });
  shop = made.shops[0]![0]!.merchant;
  officer = await buildOfficer(made.mall._id, { now: NOW });
  volunteer = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  pair = await namePair(doing(officer), shop, made.shops[0]![1]!.merchant);
});

describe('Whoever is kept away from a shop while it is talked over', () => {
  it('an officer finds it on no page of the roster and changes nothing of it, and does again when it is over', async () => {
    await ShopPlans.create([{ mall: made.mall._id, merchant: shop, kind: 'close', day: '2999-01-01', state: 'planned', by: officer.account }]);
    const walk = async () => [
      (await through(shopPage, { merchant: shop })).status,
      (await through(changeShop, { merchant: shop }, { intent: 'noted', plan: newId() })).status,
      (await through(chooseDouble, { merchant: shop })).status,
      (await through(nameDouble, { merchant: made.shops[0]![1]!.merchant }, { double: shop })).status,
      (await through(pairPage, { pair })).status,
      (await through(decidePair, { pair }, { intent: 'apart' })).status,
    ];
    const shown = async () => [(await through(doubles, {})).shown.includes(pair), (await through(plans, {})).shown.includes(shop)];
    expect(await shown()).toEqual([true, true]);
    await keepApart(officer);
    expect(await walk()).toEqual([404, 404, 404, 404, 404, 404]);
    expect(await shown()).toEqual([false, false]);
    await Aparts.updateMany({ mall: made.mall._id, account: officer.account, merchant: shop }, { $set: { endedAt: NOW } });
    expect((await walk()).slice(0, 1)).toEqual([200]);
    expect((await through(chooseDouble, { merchant: shop })).status).toBe(200);
  });

  it('an officer decides on no visit to it that waits', async () => {
    const held = { mall: made.mall._id, clientId: newId(), author: volunteer.account, role: 'manager' as const, grid: made.grids[0]!, merchant: shop, round: newId(), day: '2026-03-11', half: 'am' as const, estimated: false, arrivedAt: NOW, state: 'waiting' as const };
    const [row] = await HeldVisits.create([held]);
    expect((await listHeld(doing(officer))).people).toHaveLength(1);
    await keepApart(officer);
    expect((await listHeld(doing(officer))).people).toEqual([]);
    await expect(decideHeld(doing(officer), [row!._id], 'declined')).rejects.toMatchObject({ status: 404 });
    expect(await HeldVisits.exists({ mall: made.mall._id, _id: row!._id, state: 'waiting' })).not.toBeNull();
  });

  it('a volunteer isn’t reminded of what she promised there: somebody else of the grid keeps it', async () => {
    const input = { clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: true, needs: [], promises: [{ words: '带一盏灯', dueOn: dayIn(NOW, 'Asia/Urumqi') }], replies: [] } as never;
    await recordVisits(doing(volunteer), [{ merchant: shop, input, at: NOW }]);
    const visit = (await Visits.findOne({ mall: made.mall._id, merchant: shop }).lean())!;
    const promises = async (now = NOW) => JSON.stringify(await getDay(doing(volunteer, now))).includes(visit.promises[0]!.id);
    expect(await promises()).toBe(true);
    await keepApart(volunteer);
    expect(await promises()).toBe(false);
    await expect(endPromise(doing(volunteer), visit._id, visit.promises[0]!.id, 'kept')).rejects.toMatchObject({ status: 404 });
    const other = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now: NOW });
    const before = await Deliveries.countDocuments({ mall: made.mall._id, account: volunteer.account });
    const later = new Date(NOW.getTime() + 2 * 24 * 3600_000);
    later.setUTCHours(6, 0, 0, 0);
    await remindOfPromises(made.mall, later);
    expect((await Visits.findOne({ mall: made.mall._id, _id: visit._id }).lean())?.keeper).toBe(other.account);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: volunteer.account })).toBe(before);
  });
});
