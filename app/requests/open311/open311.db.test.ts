import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { DoorKeys } from '#models/door-key.server.ts';
import { RateLimits } from '#models/rate-limit.server.ts';
import { Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { at, readXml } from '#tests/factories/xml.ts';
import { actOnRequest } from '../acting.server.ts';
import { openRequest } from '../commands.server.ts';
import { endKey, listKeys, makeKey } from '../doors/keys.server.ts';
import { followRequest } from '../follow.server.ts';
import * as discovery from './discovery.ts';
import * as photo from './photo.ts';
import * as one from './request.ts';
import * as requests from './requests.ts';
import * as service from './service.ts';
import * as services from './services.ts';
import * as token from './token.ts';
import * as updates from './updates.ts';

let made: MadeMall;
let shop: MadeShop;
let manager: Actor;
let officer: Actor;
let key: string;
/** Number on the door of a let booth. */
let booth: string;

const picture = () => ({ kind: 'image' as const, type: 'image/webp', bytes: Buffer.from('a picture'), width: 1, height: 1 });

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: new Date(Date.now() - 3_600_000) });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: new Date(Date.now() - 3_600_000) });
  officer = await buildOfficer(made.mall._id, { now: new Date(Date.now() - 3_600_000) });
  shop = made.shops[0]![0]!;
  key = (await makeKey({ mall: made.mall, actor: officer, now: new Date() }, { door: 'open311', name: '市民热线' })).secret;
  booth = shop.number;
});
beforeEach(async () => void (await RateLimits.deleteMany({})));

type Handler = (args: never) => unknown;
async function call(handler: Handler, path: string, query: Record<string, string> = {}, form?: Record<string, string>): Promise<Response> {
  const search = new URLSearchParams({ ...(form ? {} : { jurisdiction_id: made.mall.slug }), ...query });
  const request = new Request(`http://localhost/open311/v2/${path}?${search}`, form ? { method: 'POST', body: new URLSearchParams({ jurisdiction_id: made.mall.slug, ...form }) } : {});
  return (await handler({ request, params: { code: path.split('/').at(-1) }, context: { ip: '192.0.2.1' } } as never)) as Response;
}
const json = async <T = Record<string, string>[]>(answer: Response | Promise<Response>): Promise<T> => (await (await answer).json()) as T;
const post = (form: Record<string, string>, format = 'json') => call(requests.action as Handler, `requests.${format}`, {}, { api_key: key, service_code: 'defect', address_id: booth, description: '楼梯上的灯不亮', ...form });
const posted = async (form: Record<string, string> = {}) => (await json(post(form)))[0]!;
const rowOf = (number: string | undefined) => Requests.findOne({ mall: made.mall._id, number }).lean();
const listed = (query: Record<string, string> = {}) => json(call(requests.loader as Handler, 'requests.json', query));

describe('A conforming client’s walk', () => {
  it('finds the API, its services and what each asks for', async () => {
    const found = await json<{ endpoints: { url: string; formats: string[] }[] }>(call(discovery.loader as Handler, 'discovery.json'));
    expect(found.endpoints[0]).toMatchObject({ url: expect.stringContaining('/open311/v2'), formats: ['application/json', 'text/xml'] });
    const all = await json(call(services.loader as Handler, 'services.json', { lang: 'en' }));
    expect(all.map(({ service_code }) => service_code).toSorted()).toEqual(['cleaning', 'defect', 'hazard']);
    expect(all[0]).toMatchObject({ metadata: true, type: 'realtime', service_name: expect.any(String), group: expect.any(String) });
    const definition = await json<{ attributes: { code: string; values: { key: string; name: string }[] }[] }>(call(service.loader as Handler, 'services/hazard.json', { lang: 'en' }));
    expect(definition).toMatchObject({ service_code: 'hazard', attributes: [{ code: 'danger', datatype: 'singlevaluelist', required: false, order: 1 }] });
    expect(definition.attributes[0]!.values).toContainEqual({ key: 'gas', name: expect.stringMatching(/gas/i) });
  });

  it('reads the same in XML', async () => {
    const answer = await call(services.loader as Handler, 'services.xml', { lang: 'ru' });
    expect(answer.headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
    expect(answer.headers.get('Content-Language')).toBe('ru');
    const list = readXml(await answer.text());
    expect([list.name, list.children.map(({ name }) => name)]).toEqual(['services', ['service', 'service', 'service']]);
    const definition = readXml(await (await call(service.loader as Handler, 'services/hazard.xml')).text());
    expect([definition.name, at(definition, 'attributes/attribute/values/value/key')?.text]).toEqual(['service_definition', 'exit-blocked']);
    const number = at(readXml(await (await post({}, 'xml')).text()), 'request/service_request_id')!.text;
    const seen = readXml(await (await call(one.loader as Handler, `requests/${number}.xml`)).text());
    expect([at(seen, 'request/service_request_id')?.text, at(seen, 'request/status')?.text]).toEqual([number, 'open']);
  });

  it('sends a report, gets a number or a token, and reads how it stands', async () => {
    const sent = await post({ 'attribute[part]': 'light', lang: 'en' });
    expect(sent.status).toBe(201);
    const [answer] = await json(sent);
    expect(answer).toMatchObject({ service_request_id: expect.stringMatching(/^TS-\d{4}-\d{7}$/), service_notice: expect.stringContaining('/follow'), account_id: null });
    expect(await rowOf(answer!.service_request_id)).toMatchObject({ kind: 'defect', about: 'place', channel: 'open311', grid: made.grids[0], unit: shop.unit, requester: expect.stringMatching(/^passer:/) });
    const { token: given } = await posted({ response: 'token' });
    const [resolved] = await json(call(token.loader as Handler, `tokens/${given}.json`));
    expect(resolved).toMatchObject({ token: given, service_request_id: expect.stringMatching(/^TS-/) });
    const [stands] = await json(call(one.loader as Handler, `requests/${resolved!.service_request_id}.json`, { lang: 'en' }));
    expect(stands).toMatchObject({ status: 'open', stage: 'received', status_notes: 'Received', service_code: 'defect', description: null, address: null, address_id: null, lat: null, media_url: null });
  });

  it('its follow-up code opens the same page as a passer-by’s', async () => {
    const answer = await posted({ lang: 'en' });
    const code = /code (\S{4} \S{4})/.exec(answer.service_notice ?? '')![1]!;
    expect(await followRequest({ number: answer.service_request_id!, code, intent: 'show', turn: undefined }, { address: '1', now: new Date() })).toMatchObject({ stage: 'received' });
  });

  it('follows what changed', async () => {
    const { service_request_id: number } = await posted();
    await actOnRequest({ mall: made.mall, actor: manager, now: new Date() }, number!, { command: { type: 'takeOn', doing: true } });
    const steps = await json(call(updates.loader as Handler, 'servicerequestupdates.json', { service_request_id: number!, lang: 'en' }));
    expect(steps.map(({ stage, status }) => [stage, status])).toEqual([['received', 'open'], ['taken-on', 'open'], ['in-progress', 'open']]);
    const ofDays = await json(call(updates.loader as Handler, 'servicerequestupdates.json', { page_size: '200' }));
    expect(ofDays.map(({ update_id }) => update_id)).toEqual(expect.arrayContaining(steps.map(({ update_id }) => update_id)));
  });
});

describe('The list of what belongs to all', () => {
  it('has filters and pages, newest first', async () => {
    const [first, second] = [await posted(), await posted({ service_code: 'hazard' })];
    const numbers = (await listed()).map(({ service_request_id }) => service_request_id);
    expect(numbers.slice(0, 2)).toEqual([second.service_request_id, first.service_request_id]);
    expect(new Set((await listed({ service_code: 'hazard' })).map(({ service_code }) => service_code))).toEqual(new Set(['hazard']));
    expect(await listed({ status: 'closed' })).toEqual([]);
    expect((await listed({ page: '2', page_size: '1' })).map(({ service_request_id }) => service_request_id)).toEqual([first.service_request_id]);
    expect((await listed({ service_request_id: `${first.service_request_id},TS-2026-0000000` })).length).toBe(1);
    expect(await listed({ end_date: '2020-01-01T00:00:00Z' })).toEqual([]);
  });

  it('holds no request of anybody’s own, none that is confidential and none inside a booth', async () => {
    const ask = async (input: object) => (await openRequest({ mall: made.mall, actor: shop.owner, now: new Date() }, { account: shop.owner.account, role: 'merchant', merchant: shop.merchant, channel: 'ask', words: { language: 'zh', words: '我的' }, ...input })).number;
    const hidden = [await ask({ kind: 'borrow' }), await ask({ kind: 'wages' }), await ask({ kind: 'hazard', confidential: true }), (await posted({ inside: 'true' })).service_request_id!];
    const shown = await ask({ kind: 'hazard' });
    const numbers = (await listed({ page_size: '200' })).map(({ service_request_id }) => service_request_id);
    expect(numbers).toContain(shown);
    for (const number of hidden) {
      expect(numbers).not.toContain(number);
      expect((await call(one.loader as Handler, `requests/${number}.json`)).status).toBe(404);
      expect(await json(call(updates.loader as Handler, 'servicerequestupdates.json', { service_request_id: number }))).toEqual([]);
    }
    const answer = JSON.stringify(await listed({ page_size: '200' }));
    for (const secret of [booth, shop.merchant, shop.owner.account, '我的']) expect(answer).not.toContain(secret);
  });

  it('shows words and a picture once whoever has it has checked them, until they are taken back or set aside', async () => {
    const { number, id } = await openRequest({ mall: made.mall, actor: shop.owner, now: new Date() }, { account: shop.owner.account, role: 'merchant', merchant: shop.merchant, kind: 'hazard', channel: 'ask', words: { language: 'zh', words: '插座冒烟' }, files: [picture()] });
    const seen = async () => (await json(call(one.loader as Handler, `requests/${number}.json`)))[0]!;
    const act = (actor: Actor, parts: string[]) => actOnRequest({ mall: made.mall, actor, now: new Date() }, number, { command: { type: 'showToAll', parts } });
    const [file] = (await rowOf(number))!.attachments;
    expect([(await seen()).description, (await seen()).media_url, (await call(photo.loader as Handler, `photos/${file}`)).status]).toEqual([null, null, 404]);
    await expect(act(shop.owner, ['words'])).rejects.toThrow(Refusal);
    await act(manager, ['words', file!]);
    expect(await seen()).toMatchObject({ description: '插座冒烟', description_language: 'zh', media_url: expect.stringContaining(`/open311/v2/photos/${file}`) });
    expect((await call(photo.loader as Handler, `photos/${file}`)).status).toBe(200);
    expect(await AuditEvents.findOne({ mall: made.mall._id, target: id, command: 'request:showToAll' }).lean()).toMatchObject({ actor: manager.account });
    await act(manager, ['words']);
    expect([(await seen()).description, (await seen()).media_url, (await call(photo.loader as Handler, `photos/${file}`)).status]).toEqual(['插座冒烟', null, 404]);
    await act(shop.owner, []);
    expect((await seen()).description).toBeNull();
  });

  it('loses a report about people, goods or conduct at once', async () => {
    const { service_request_id: number } = await posted();
    await actOnRequest({ mall: made.mall, actor: manager, now: new Date() }, number!, { command: { type: 'showToAll', parts: ['words'] } });
    await actOnRequest({ mall: made.mall, actor: manager, now: new Date() }, number!, { command: { type: 'setAside' } });
    expect((await call(one.loader as Handler, `requests/${number}.json`)).status).toBe(404);
  });
});

describe('What comes in', () => {
  const refused = async (form: Record<string, string>) => {
    const before = [await Requests.countDocuments({ mall: made.mall._id }), await Texts.countDocuments({ mall: made.mall._id })];
    const answer = await post(form);
    expect([await Requests.countDocuments({ mall: made.mall._id }), await Texts.countDocuments({ mall: made.mall._id })]).toEqual(before);
    const [error] = await json<{ code: number; description: string }[]>(answer);
    expect(error!.code).toBe(answer.status);
    return [answer.status, error!.description];
  };

  it('is about places only: any other kind isn’t there', async () => {
    for (const service_code of ['borrow', 'wages', 'mediation', 'unsorted', '__proto__']) expect((await refused({ service_code }))[0]).toBe(404);
  });

  it('goes back unread when it names a shop, somebody of the mall or a telephone', async () => {
    const sign = Object.values((await import('#models/merchant.server.ts').then(({ Merchants }) => Merchants.findOne({ mall: made.mall._id, _id: shop.merchant }).lean()))!.names)[0]!;
    for (const description of [`${sign} 门口漏水`, '打电话 13912345678']) expect(await refused({ description, lang: 'en' })).toEqual([400, expect.stringContaining('wasn’t stored')]);
  });

  it('keeps nothing of who sent it there', async () => {
    const { service_request_id: number } = await posted({ email: 'amina@example.org', first_name: 'Amina', last_name: 'S', phone: '13912345678', device_id: 'd-1', account_id: 'a-1', media_url: 'http://198.51.100.1/x.jpg' });
    const row = await rowOf(number);
    expect(JSON.stringify(row)).not.toMatch(/amina|13912345678|d-1|198\.51/i);
    expect(row?.attachments).toEqual([]);
  });

  it('inside a booth goes to that shop alone, danger to the grid at once', async () => {
    expect(await rowOf((await posted({ inside: 'yes' })).service_request_id)).toMatchObject({ ladder: 'shop', stage: 'with-shop', merchant: shop.merchant, inside: true });
    expect(await rowOf((await posted({ inside: 'yes', service_code: 'hazard' })).service_request_id)).toMatchObject({ ladder: 'grid', stage: 'received', inside: true });
  });

  it('needs a key that hasn’t ended; wrong ones are counted', async () => {
    expect((await refused({ api_key: '' }))[0]).toBe(403);
    expect((await refused({ api_key: `${key}x` }))[0]).toBe(403);
    const brief = await makeKey({ mall: made.mall, actor: officer, now: new Date() }, { door: 'open311', name: 'B' });
    expect((await post({ api_key: brief.secret })).status).toBe(201);
    await endKey({ mall: made.mall, actor: officer, now: new Date() }, brief.id);
    expect((await refused({ api_key: brief.secret }))[0]).toBe(403);
    expect((await listKeys(made.mall._id)).find(({ id }) => id === brief.id)).toMatchObject({ taken: 1, endedAt: expect.any(Date) });
    for (let time = 0; time < 40; time += 1) await post({ api_key: 'x' });
    const answer = await post({ api_key: 'x' });
    expect([answer.status, Number(answer.headers.get('Retry-After')) > 0]).toEqual([429, true]);
  });

  it('no key is stored as it is, and none opens another mall', async () => {
    const stored = JSON.stringify(await DoorKeys.find({ mall: made.mall._id }).lean());
    expect(stored).not.toContain(key.slice(3));
    const other = await makeMall({ now: new Date() });
    expect((await post({ jurisdiction_id: other.mall.slug })).status).toBe(403);
  });

  it('says what is wrong: no place, a place that isn’t here, a value that is none, too many words, nothing to read', async () => {
    expect(await refused({ address_id: '' })).toEqual([400, expect.stringContaining('location')]);
    expect(await refused({ address_id: 'Z9-999' })).toEqual([400, expect.stringContaining('address_id')]);
    expect(await refused({ address_id: '', lat: '91', long: '87' })).toEqual([400, expect.stringContaining('WGS84')]);
    expect((await refused({ 'attribute[part]': 'moon' }))[0]).toBe(400);
    expect((await refused({ description: 'x'.repeat(501) }))[0]).toBe(400);
    expect((await refused({ description: 'a\u202eb' }))[0]).toBe(400);
    expect((await refused({ service_code: '' }))[0]).toBe(400);
    expect((await refused({ jurisdiction_id: 'nowhere' }))[0]).toBe(404);
  });

  it('an address in words finds the booth that stands in it; without words what was chosen is the sentence', async () => {
    expect(await rowOf((await posted({ address_id: '', address_string: `near ${booth}, level 1` })).service_request_id)).toMatchObject({ unit: shop.unit });
    const answer = await posted({ description: '', 'attribute[part]': 'light', lang: 'en', address_id: '', lat: '43.8', long: '87.6' });
    const row = await rowOf(answer.service_request_id);
    expect([row?.unit, row?.ladder, row?.title]).toEqual([undefined, 'program', expect.any(String)]);
  });
});
