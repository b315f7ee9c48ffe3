import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DoorKeys } from '#models/door-key.server.ts';
import { DoorReceipts } from '#models/door-receipt.server.ts';
import { RateLimits } from '#models/rate-limit.server.ts';
import { Requests } from '#models/request.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { signatureOf } from '#app/platform/webhook-signing.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { endKey, makeKey } from '../doors/keys.server.ts';
import { action } from './hook.ts';

let made: MadeMall;
let shop: MadeShop;
let officer: Actor;
let hook: { id: string; secret: string };

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: new Date(Date.now() - 3_600_000) });
  officer = await buildOfficer(made.mall._id, { now: new Date(Date.now() - 3_600_000) });
  shop = made.shops[0]![0]!;
  hook = await makeKey({ mall: made.mall, actor: officer, now: new Date() }, { door: 'hook', name: '12345' });
});
beforeEach(async () => void (await RateLimits.deleteMany({})));

interface Wish {
  id?: string;
  at?: number;
  secret?: string;
  to?: string;
  mall?: string;
  body?: string;
}
const now = () => Math.floor(Date.now() / 1000);
/** As the hotline's system signs and sends it. */
async function send(message: object, { id = newId(), at = now(), secret = hook.secret, to = hook.id, mall = made.mall.slug, body = JSON.stringify({ kind: 'defect', description: '楼梯上的灯不亮', place: shop.number, ...message }) }: Wish = {}) {
  const signature = signatureOf({ id, at, body }, Buffer.from(secret.replace('whsec_', ''), 'base64'));
  const request = new Request(`http://localhost/hooks/${mall}/${to}`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature } });
  const answer = (await action({ request, params: { mall, code: to }, context: { ip: '192.0.2.9' } } as never)) as Response;
  return { status: answer.status, body: (await answer.json()) as { number: string; repeated: boolean } };
}
const count = () => Requests.countDocuments({ mall: made.mall._id });

describe('A hotline’s hook', () => {
  it('takes a signed report about a place and answers with our number', async () => {
    const { status, body } = await send({ facts: { part: 'light' } });
    expect([status, body]).toEqual([201, { number: expect.stringMatching(/^TS-/), repeated: false, status: expect.stringContaining('/open311/v2/requests/') }]);
    expect(await Requests.findOne({ mall: made.mall._id, number: body.number }).lean()).toMatchObject({ channel: 'hook', kind: 'defect', unit: shop.unit, requester: expect.stringMatching(/^passer:/) });
  });

  it('sent again under the same id it is the same request, also when many come at once and whatever it says then', async () => {
    const before = await count();
    const id = newId();
    const all = await Promise.all(Array.from({ length: 12 }, () => send({}, { id })));
    expect(new Set(all.map(({ body }) => body.number)).size).toBe(1);
    expect(all.map(({ status }) => status).toSorted()).toEqual([...Array<number>(11).fill(200), 201]);
    expect((await send({ description: '别的' }, { id, at: now() - 60 })).body).toMatchObject({ number: all[0]!.body.number, repeated: true });
    expect(await count()).toBe(before + 1);
    expect(JSON.stringify(await DoorReceipts.find({ mall: made.mall._id }).lean())).not.toContain(id);
  });

  it.each<[string, Wish]>([
    ['signed with another secret', { secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }],
    ['six minutes old', { at: now() - 360 }],
    ['six minutes ahead', { at: now() + 360 }],
    ['to a hook that isn’t there', { to: newId() }],
    ['to a mall that isn’t there', { mall: 'nowhere' }],
  ])('%s: refused, and nothing is stored', async (_what, wish) => {
    const before = await count();
    expect((await send({}, wish)).status).toBe(401);
    expect(await count()).toBe(before);
  });

  it('an ended hook, an API key’s row and another mall’s hook take nothing', async () => {
    const ended = await makeKey({ mall: made.mall, actor: officer, now: new Date() }, { door: 'hook', name: 'x' });
    await endKey({ mall: made.mall, actor: officer, now: new Date() }, ended.id);
    const api = await makeKey({ mall: made.mall, actor: officer, now: new Date() }, { door: 'open311', name: 'y' });
    const other = await makeMall({ now: new Date() });
    expect((await send({}, { to: ended.id, secret: ended.secret })).status).toBe(401);
    expect((await send({}, { to: api.id, secret: hook.secret })).status).toBe(401);
    expect((await send({}, { mall: other.mall.slug })).status).toBe(401);
  });

  it('is about places only, and goes back when it names somebody', async () => {
    const before = await count();
    expect((await send({ kind: 'wages' })).status).toBe(404);
    expect((await send({ description: '打电话 13912345678' })).status).toBe(422);
    expect((await send({ place: 'Z9-999' })).status).toBe(422);
    expect((await send({ facts: { part: 'moon' } })).status).toBe(422);
    for (const body of ['', 'null', '[]', '{', '{"kind":{"$ne":1}}', '{"kind":"defect","description":"a\u202eb"}']) expect([400, 422]).toContain((await send({}, { body })).status);
    expect(await count()).toBe(before);
  });

  it('inside a booth goes to that shop alone', async () => {
    const { body } = await send({ inside: true });
    expect(await Requests.findOne({ mall: made.mall._id, number: body.number }).lean()).toMatchObject({ ladder: 'shop', merchant: shop.merchant });
  });

  it('its secret is stored nowhere', async () => {
    const row = await DoorKeys.findOne({ mall: made.mall._id, _id: hook.id }).lean();
    expect(row?.hash).toBeUndefined();
    expect(JSON.stringify(row)).not.toContain(hook.secret.slice(6));
  });
});
