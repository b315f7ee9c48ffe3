import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { RateLimits } from '#models/rate-limit.server.ts';
import { makeKey } from '#app/requests/doors/keys.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildAccount, buildOfficer, buildOwner } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { readXml } from '#tests/factories/xml.ts';
import { hashPassword } from '#app/platform/passwords.server.ts';
import { testDatabaseName } from '../setup/database.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { type Answer, ask, cookieSet } from '../setup/raw-http.ts';

let portal: TestPortal;
let made: MadeMall;
let key: string;

beforeAll(async () => {
  registerPrograms();
  portal = await startPortal({ env: { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: testDatabaseName(), DEMO_EMPTY: 'true' } });
  made = await makeMall({ now: new Date(), grids: 1, shops: 1 });
  key = (await makeKey({ mall: made.mall, actor: await buildOfficer(made.mall._id, { now: new Date() }), now: new Date() }, { door: 'open311', name: 'fuzz' })).secret;
}, 240_000);
afterAll(async () => void (await portal?.stop()));

/** Well-formed in the format that its address names, whatever its status. */
function expectWellFormed(path: string, { status, body, headers }: Answer, method: string): void {
  expect([path, method, status]).toEqual([path, method, expect.toSatisfy((code: number) => code < 500)]);
  if (method === 'HEAD' || body === '') return;
  const type = String(headers['content-type']);
  if (type.includes('json')) JSON.parse(body);
  if (type.includes('text/xml')) readXml(body);
}

/** Without half a pair, which no address can hold. */
const whole = (text: string): string => Buffer.from(text).toString();
const odd = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('', '../..', '%00', '__proto__', '{"$ne":null}', "' or 1=1--", '<![CDATA[', ']]>', '&xxe;', 'null', '-1', '1e309', '2026-13-45T99:99:99Z', '٣', '\u202e', '\ud83d\ude00'.repeat(9)), fc.integer().map(String));
const id = fc.oneof(odd, fc.constantFrom('hazard', 'defect', 'TS-2026-0000000', '01890000-0000-7000-8000-000000000000'));
const place = fc.oneof(
  fc.constantFrom('discovery', 'v2/discovery', 'v2/services', 'v2/requests', 'v2/servicerequestupdates', 'v2', '', 'v3/requests', 'v2/requests/x/y'),
  fc.tuple(fc.constantFrom('services', 'requests', 'tokens', 'photos'), id).map(([list, one]) => `v2/${list}/${encodeURIComponent(whole(one))}`),
);
const ending = fc.constantFrom('.json', '.xml', '', '.csv', '.JSON', '.xml.json', '.data', '/');
const NAMES = ['jurisdiction_id', 'service_code', 'service_request_id', 'start_date', 'end_date', 'status', 'page', 'page_size', 'lang', 'api_key', 'lat', 'long', 'address_id', 'address_string', 'description', 'inside', 'language', 'response', 'attribute[part]', 'attribute[]', 'attribute[__proto__]', 'email', 'media_url', '_routes'];
const right = fc.constantFrom<[string, string]>(['service_code', 'defect'], ['status', 'open'], ['page', '1'], ['lang', 'ug'], ['address_id', 'X-1'], ['description', '灯不亮'], ['inside', 'yes'], ['attribute[part]', 'light']);
const fields = fc.array(fc.oneof(right, fc.tuple(fc.oneof(fc.constantFrom(...NAMES), odd), odd)), { maxLength: 10 });
const methods = fc.constantFrom('GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND');
const types = fc.constantFrom('application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-16', 'multipart/form-data; boundary=x', 'multipart/form-data', 'application/json', 'text/xml', 'text/plain', 'nonsense', '');
const encoded = (pairs: [string, string][]): string => new URLSearchParams(pairs.map(([name, value]): [string, string] => [whole(name), whole(value)])).toString();

describe('a schema fuzzer', () => {
  test('finds no address, method, field, body or kind of body that breaks it', async () => {
    await fc.assert(
      fc.asyncProperty(place, ending, methods, fields, fields, types, fc.boolean(), fc.option(fc.string({ unit: 'binary', maxLength: 200 })), async (where, end, method, query, form, type, known, raw) => {
        await RateLimits.deleteMany({});
        const mine: [string, string][] = known ? [['jurisdiction_id', made.mall.slug], ['api_key', key]] : [];
        const path = `/open311/${where}${end}?${encoded([...query, ...mine])}`;
        const sends = !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
        const body = sends ? (raw ?? encoded([...form, ...mine])) : undefined;
        const answer = await ask(portal.url, path, { method, body, headers: sends ? { 'Content-Type': type } : {} });
        expectWellFormed(path, answer, method);
        expect(answer.body).not.toMatch(/node_modules|\.ts:\d|at async|MongoServerError/);
      }),
      { numRuns: 1_500 },
    );
  }, 300_000);

  test.each([
    ['no length', { 'Transfer-Encoding': 'chunked', 'Content-Length': '', 'Content-Type': 'application/x-www-form-urlencoded' }, 411],
    ['too much', { 'Content-Length': String(70 * 1024), 'Content-Type': 'application/x-www-form-urlencoded' }, 413],
    ['another kind', { 'Content-Type': 'application/json' }, 415],
    ['half a form', { 'Content-Type': 'multipart/form-data; boundary=x' }, 400],
  ] as const)('a body with %s is refused in the API’s own format', async (_what, headers, code) => {
    const { status, body } = await ask(portal.url, '/open311/v2/requests.xml', { body: 'a=1', headers: { ...headers } });
    expect([status, readXml(body).name]).toEqual([code, 'errors']);
  });

  test('the same over and over is told to wait, with the seconds', async () => {
    await RateLimits.deleteMany({});
    const statuses = new Set<number>();
    for (let batch = 0; batch < 60 && !statuses.has(429); batch += 1) for (const { status } of await Promise.all(Array.from({ length: 50 }, () => ask(portal.url, '/open311/v2/tokens/x.json')))) statuses.add(status);
    expect(statuses.has(429)).toBe(true);
    await RateLimits.deleteMany({});
  }, 120_000);
});

describe('whoever comes from a browser', () => {
  const report = (headers: Record<string, string>, cookie?: string) =>
    ask(portal.url, '/open311/v2/requests.json', { cookie, headers, form: { jurisdiction_id: made.mall.slug, api_key: key, service_code: 'defect', description: '灯不亮', lat: '43.8', long: '87.6' } });

  test('reads from any page; the answer of a report is nobody’s but the sender’s', async () => {
    const list = await ask(portal.url, `/open311/v2/services.json?jurisdiction_id=${made.mall.slug}`, { headers: { Origin: 'https://city.example' } });
    expect([list.status, list.headers['access-control-allow-origin'], list.headers['access-control-allow-credentials']]).toEqual([200, '*', undefined]);
    const asked = await ask(portal.url, '/open311/v2/services.json', { method: 'OPTIONS', headers: { Origin: 'https://city.example' } });
    expect([asked.status, asked.headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD']);
    const sent = await report({ Origin: 'https://city.example' });
    expect([sent.status, sent.headers['access-control-allow-origin']]).toEqual([201, undefined]);
  });

  test('is the same with and without a session, and a key is needed all the same', async () => {
    const account = await buildAccount({ userName: 'amina', passwordHash: await hashPassword('a long enough sentence') });
    await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now: new Date(), account });
    const cookie = cookieSet(await ask(portal.url, '/sign-in', { form: { username: 'amina', password: 'a long enough sentence' } }), 'mh')!.split(';')[0]!;
    expect((await report({ Origin: 'https://evil.example' }, cookie)).status).toBe(201);
    const without = await ask(portal.url, '/open311/v2/requests.json', { cookie, form: { jurisdiction_id: made.mall.slug, service_code: 'defect' } });
    expect(without.status).toBe(403);
    // A page of ours stays closed to the same stranger.
    expect((await ask(portal.url, `/m/${made.mall.slug}/ask`, { cookie, headers: { Origin: 'https://evil.example' }, form: { words: 'x' } })).status).toBe(403);
    expect((await ask(portal.url, `/OPEN311/v2/requests.json`, { cookie, headers: { Origin: 'https://evil.example' }, form: { words: 'x' } })).status).toBe(403);
  });
});
