import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { Sessions } from '#models/session.server.ts';
import { hashPassword } from '#app/platform/passwords.server.ts';
import { currentSecondFactor, newSecondFactor } from '#app/platform/second-factor.server.ts';
import { buildAccount, buildOwner } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { testDatabaseName } from '../setup/database.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { ask, cookieSet, type Question } from '../setup/raw-http.ts';

const PASSWORD = 'a long enough sentence';
const HOME = 'https://home.example.org';
let portal: TestPortal;
/** As in production, behind one proxy that ends TLS. */
let production: TestPortal;
let made: MadeMall;
let merchant: string;
let other: string;
/** Amina's, for tests that don't end it. */
let cookie: string;

const pair = (setCookie: string | undefined): string => setCookie?.split(';')[0] ?? '';
const enter = (username: string, more: Question & { fields?: Record<string, string> } = {}) =>
  ask(portal.url, '/sign-in', { ...more, form: { username, password: PASSWORD, ...more.fields } });
const sessionOf = async (username: string, more: Parameters<typeof enter>[1] = {}) => pair(cookieSet(await enter(username, more), 'mh'));

beforeAll(async () => {
  const shared = { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: testDatabaseName() };
  const secrets = { SESSION_SECRET: randomBytes(32).toString('base64'), MASTER_KEY: randomBytes(32).toString('base64') };
  portal = await startPortal({ env: { ...shared, DEMO_EMPTY: 'true' } });
  production = await startPortal({ env: { ...shared, ...secrets, APP_MODE: 'production', HOST: '127.0.0.1', PUBLIC_URL: HOME, TRUST_PROXY: '1' } });
  made = await makeMall({ now: new Date(), grids: 1, shops: 1 });
  const passwordHash = await hashPassword(PASSWORD);
  merchant = await buildAccount({ userName: 'amina', passwordHash });
  await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now: new Date(), account: merchant });
  other = await buildAccount({ userName: 'bolat', passwordHash });
  cookie = await sessionOf('amina');
}, 240_000);

afterAll(async () => {
  await Promise.all([portal?.stop(), production?.stop()]);
});

describe('headers', () => {
  const places: [string, string, Question][] = [
    ['a page', '/sign-in', {}],
    ['its data', '/sign-in.data', {}],
    ['a redirect', '/me', {}],
    ['a page that is not there', '/nowhere', {}],
    ['a file', '/favicon.svg', {}],
    ['a file that is not there', '/assets/nothing.js', {}],
    ['a refused form', '/sign-in', { form: { username: 'x' }, headers: { Origin: 'https://evil.example' } }],
    ['health', '/health', {}],
  ];
  test.each(places)('%s carries all of them', async (_what, path, question) => {
    const { headers } = await ask(portal.url, path, question);
    const policy = headers['content-security-policy'] as string;
    for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "script-src-attr 'none'"]) {
      expect(policy.split(';')).toContain(rule);
    }
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:\/\/(?!localhost|127)/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'DENY' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('every answer has a nonce of its own, and every script and style in it carries that one', async () => {
    const [first, second] = [await ask(portal.url, '/sign-in'), await ask(portal.url, '/sign-in')];
    const nonceOf = (policy: unknown) => /script-src 'self' 'nonce-([^']+)'/.exec(String(policy))?.[1];
    const nonce = nonceOf(first.headers['content-security-policy']);
    expect(nonce).not.toBe(nonceOf(second.headers['content-security-policy']));
    const inline = first.body.match(/<(script|style)(?![^>]*\ssrc=)[^>]*>/g) ?? [];
    expect(inline.length).toBeGreaterThan(0);
    expect(inline.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });

  test('no browser keeps a page, and every one keeps what is named by its content', async () => {
    for (const path of ['/me', '/me.data', `/m/${made.mall.slug}`, '/sign-in']) expect((await ask(portal.url, path, { cookie })).headers['cache-control'], path).toBe('no-store');
    const script = /"(\/assets\/[\w.-]+\.js)"/.exec((await ask(portal.url, '/sign-in')).body)?.[1] as string;
    expect((await ask(portal.url, script)).headers['cache-control']).toContain('immutable');
  });

  test('production keeps browsers on https', async () => {
    const { headers } = await ask(production.url, '/sign-in');
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/);
  });
});

describe('a form from elsewhere', () => {
  const strangers: [string, Record<string, string>][] = [
    ['another site', { Origin: 'https://evil.example' }],
    ['another port', { Origin: 'http://127.0.0.1:9' }],
    ['no site at all', { Origin: '' }],
    ['a hidden site', { Origin: 'null' }],
    ['a hidden site that says cross-site', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister site', { Origin: '', 'Sec-Fetch-Site': 'same-site' }],
    ['another site, whatever the browser said', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }],
    ['half an address', { Origin: 'evil.example' }],
  ];
  test.each(strangers)('from %s is refused before anything is read', async (_what, headers) => {
    const answer = await ask(portal.url, '/sign-out', { form: {}, headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, cookie });
    expect(answer.status).toBe(403);
    expect((await ask(portal.url, '/me', { cookie })).status).toBe(200);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('%s is no way around', async (method) => {
    expect((await ask(portal.url, '/sign-out', { method, headers: { Origin: 'https://evil.example' } })).status).toBe(403);
  });

  test('in production only the public address is home, whatever host the request names', async () => {
    const form = { username: 'amina', password: 'wrong' };
    expect((await ask(production.url, '/sign-in', { form, headers: { Origin: 'https://evil.example', Host: 'evil.example' } })).status).toBe(403);
    expect((await ask(production.url, '/sign-in', { form, headers: { Origin: HOME } })).status).toBe(422);
  });

  test.each(['text/plain', 'application/json', ''])('a body of type "%s" is not read', async (type) => {
    const answer = await ask(portal.url, '/sign-in', { body: '{"username":{"$ne":null},"password":{"$ne":null}}', headers: { 'Content-Type': type, Origin: portal.url } });
    expect(answer.status).toBe(400);
  });

  test('nothing changes by being looked at', async () => {
    for (const path of ['/sign-out', '/language?language=ug', '/appearance?scheme=dark', '/me?as=officer', '/me/sessions?intent=end-others', '/me/second-factor?intent=begin', '/recover?intent=card', '/sign-in?username=amina&password=x']) {
      expect((await ask(portal.url, path, { cookie })).headers['set-cookie'], path).toBeUndefined();
    }
    expect((await ask(portal.url, '/me', { cookie })).status).toBe(200);
  });
});

describe('sessions', () => {
  test('the cookie is out of reach of scripts and other sites, and bound to this host over https', async () => {
    const here = cookieSet(await enter('amina'), 'mh');
    expect(here).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
    const there = await ask(production.url, '/sign-in', { form: { username: 'amina', password: PASSWORD }, headers: { Origin: HOME } });
    expect(cookieSet(there, '__Host-mh')).toMatch(/; Path=\/;.* HttpOnly; SameSite=Lax; Secure$/);
    expect(cookieSet(there, '__Host-mh')).not.toMatch(/Domain/i);
    const opened = pair(cookieSet(there, '__Host-mh'));
    expect((await ask(production.url, '/me', { cookie: opened })).status).toBe(200);
    // The same secret under the name that a sister host could set opens nothing.
    expect((await ask(production.url, '/me', { cookie: opened.replace('__Host-', '') })).status).toBe(302);
  });

  test('over https every cookie is bound to this host, whatever it is for', async () => {
    const headers = { Origin: HOME };
    const answers = [
      await ask(production.url, '/language', { form: { language: 'ug' }, headers }),
      await ask(production.url, '/appearance', { form: { scheme: 'dark' }, headers }),
      await ask(production.url, '/sign-out', { form: {}, headers }),
      await ask(production.url, '/sign-in', { form: { username: 'amina', password: PASSWORD }, headers }),
    ];
    const lines = answers.flatMap((answer) => answer.headers['set-cookie'] ?? []);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    for (const line of lines) expect(line).toMatch(/^__Host-\w+=.*; Path=\/;.*; Secure$/);
    const chosen = lines.slice(0, 2).map((line) => pair(line)).join('; ');
    expect((await ask(production.url, '/sign-in', { cookie: chosen })).body).toMatch(/<html lang="ug" dir="rtl" data-mantine-color-scheme="dark"/);
  });

  test('a planted session is not taken over, and the one before ends with a new sign-in', async () => {
    const planted = `mh=${Buffer.from(JSON.stringify('A'.repeat(43))).toString('base64')}`;
    const first = await sessionOf('amina', { cookie: planted });
    expect(first).not.toBe(planted);
    expect((await ask(portal.url, '/me', { cookie: planted })).status).toBe(302);
    const second = await sessionOf('amina', { cookie: first });
    expect(second).not.toBe(first);
    expect((await ask(portal.url, '/me', { cookie: first })).status).toBe(302);
    expect((await ask(portal.url, '/me', { cookie: second })).status).toBe(200);
  });

  test('signing out ends it where it is kept, not only in the browser', async () => {
    const mine = await sessionOf('amina');
    expect((await ask(portal.url, '/sign-out', { form: {}, cookie: mine })).headers.location).toBe('/sign-in');
    expect((await ask(portal.url, '/me', { cookie: mine })).status).toBe(302);
  });

  test('somebody else\u2019s session can not be ended, and one\u2019s own elsewhere can', async () => {
    const [mine, elsewhere, hers] = [cookie, await sessionOf('amina'), await sessionOf('bolat')];
    for (const { _id } of await Sessions.find({ account: other }, { _id: 1 }).lean()) {
      await ask(portal.url, '/me/sessions', { form: { intent: 'end-session', session: _id }, cookie: mine });
    }
    expect((await ask(portal.url, '/me', { cookie: hers })).status).toBe(200);
    await ask(portal.url, '/me/sessions', { form: { intent: 'end-others' }, cookie: mine });
    expect((await ask(portal.url, '/me', { cookie: elsewhere })).status).toBe(302);
  });

  test('what is stored opens nothing: the cookie holds another secret', async () => {
    const rows = await Sessions.find({ account: merchant }, { _id: 1 }).lean();
    for (const { _id } of rows.slice(-2)) {
      const forged = `mh=${Buffer.from(JSON.stringify(_id)).toString('base64')}`;
      expect(forged).not.toBe(cookie);
      expect((await ask(portal.url, '/me', { cookie: forged })).status).toBe(302);
    }
  });
});

describe('the second factor', () => {
  test('opens nothing before it is given, takes each code once, also of two at the same moment', async () => {
    const [_id, now] = [(await buildAccount({ userName: 'officer-test', passwordHash: await hashPassword(PASSWORD) })), new Date()];
    const secondFactor = newSecondFactor(_id);
    await Accounts.updateOne({ _id }, { $set: { secondFactor } });
    const [one, two] = [await sessionOf('officer-test'), await sessionOf('officer-test')];
    expect((await ask(portal.url, '/me', { cookie: one })).headers.location).toBe('/sign-in?next=%2Fme');
    const code = currentSecondFactor(_id, secondFactor, now);
    const both = await Promise.all([one, two].map((cookie) => ask(portal.url, '/sign-in/code', { form: { code, device: 'guest' }, cookie })));
    expect(both.map(({ status }) => status).sort()).toEqual([302, 422]);
    const won = both[0]?.status === 302 ? 0 : 1;
    const waiting = [one, two][won] as string;
    expect((await ask(portal.url, '/me', { cookie: pair(cookieSet(both[won]!, 'mh')) })).status).toBe(200);
    expect((await ask(portal.url, '/sign-in/code', { form: { code }, cookie: waiting })).headers.location).toBe('/sign-in');
    const again = await sessionOf('officer-test');
    expect((await ask(portal.url, '/sign-in/code', { form: { code }, cookie: again })).status).toBe(422);
  });

  test('can not be tried out: after six wrong codes the right one is refused too', async () => {
    const _id = await buildAccount({ userName: 'tried', passwordHash: await hashPassword(PASSWORD) });
    const secondFactor = newSecondFactor(_id);
    await Accounts.updateOne({ _id }, { $set: { secondFactor } });
    const cookie = await sessionOf('tried');
    const right = currentSecondFactor(_id, secondFactor, new Date());
    const wrong = right === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 6; tries += 1) await ask(portal.url, '/sign-in/code', { form: { code: wrong }, cookie });
    expect((await ask(portal.url, '/sign-in/code', { form: { code: right }, cookie })).status).toBe(422);
  });
});

describe('sign-in', () => {
  /** In turns and with the order changed, so that a busy machine slows both; the middle of each counts. */
  test('says the same and takes as long for a name that nobody has', async () => {
    const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const said = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const pair = [['known', 'bolat'], ['unknown', `nobody-${round}`]] as const;
      for (const [kind, username] of round % 2 ? pair.toReversed() : pair) {
        const answer = await ask(portal.url, '/sign-in.data', { form: { username, password: 'wrong' } });
        took[kind].push(answer.took);
        said.add(`${answer.status} ${answer.body.replaceAll(username, 'NAME')}`);
      }
    }
    expect(said.size).toBe(1);
    const [known, unknown] = [took.known, took.unknown].map((times) => times.toSorted((x, y) => x - y)[2]!) as [number, number];
    expect(unknown / known).toBeGreaterThan(1 / 3);
    expect(unknown / known).toBeLessThan(3);
  }, 60_000);

  test('counts tries by the real address, whatever a caller says about itself', async () => {
    const statuses: string[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      const { body } = await ask(portal.url, '/sign-in.data', { form: { username: 'guessed', password: 'x' }, headers: { 'X-Forwarded-For': `10.0.0.${tries}`, Forwarded: `for=10.1.1.${tries}`, 'X-Real-IP': `10.2.2.${tries}` } });
      statuses.push(/"wait"/.test(body) ? 'wait' : 'wrong');
    }
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 'wrong'), 'wait']);
  }, 60_000);

  test('takes what a demonstration offers in a demonstration only', async () => {
    const form = { as: 'amina', username: 'nobody', password: PASSWORD };
    expect((await ask(production.url, '/sign-in', { form, headers: { Origin: HOME } })).status).toBe(422);
    expect((await ask(production.url, '/parts')).status).toBe(404);
  });

  test('goes on to where somebody wanted to, and never elsewhere', async () => {
    expect((await enter('amina', { fields: { next: '/me?as=merchant#top' } })).headers.location).toBe('/me?as=merchant#top');
    expect((await enter('amina', { fields: { next: '/..//evil.example' } })).headers.location).toBe('/');
  });

  const hostile = ['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/%5cevil.example/..//evil.example', '/..//evil.example', 'javascript:alert(1)', '/\t/evil.example', '/ok\r\nSet-Cookie: mh=x', '/%0d%0aSet-Cookie:%20x=1', '/@evil.example', '///evil.example', '/.//evil.example'];
  test.each(hostile)('goes on to no other place with next=%j', async (next) => {
    const answers = [
      await ask(portal.url, `/sign-in?next=${encodeURIComponent(next)}`, { cookie }),
      await ask(portal.url, '/language', { form: { language: 'ru', next } }),
      await ask(portal.url, '/appearance', { form: { scheme: 'dark', next } }),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBeLessThan(400);
      expect(new URL(headers.location as string, portal.url).origin).toBe(portal.url);
      expect(headers.location).toMatch(/^\/(?![/\\])/);
      expect((headers['set-cookie'] ?? []).filter((line) => line.startsWith('x=') || line.startsWith('mh=x'))).toEqual([]);
    }
  });
});

describe('hostile forms', () => {
  const tricks: [string, [string, string][]][] = [
    ['an operator', [['username[$ne]', ''], ['password[$gt]', '']]],
    ['an operator as text', [['username', '{"$ne":null}'], ['password', '{"$gt":""}']]],
    ['a pattern', [['username', '/.*/'], ['password', '.*']]],
    ['names of the language itself', [['__proto__', 'x'], ['constructor', 'x'], ['prototype', 'x'], ['toString', 'x'], ['username', 'x'], ['password', 'x']]],
    ['paths into the prototype', [['__proto__[demo]', 'true'], ['constructor.prototype.demo', 'true'], ['username', 'x'], ['password', 'x']]],
    ['a name twice', [['username', 'amina'], ['username', 'bolat'], ['password', PASSWORD], ['password', 'wrong']]],
    ['signs that turn text around', [['username', 'am\u202eina'], ['password', PASSWORD]]],
    ['a zero', [['username', 'amina\u0000'], ['password', PASSWORD]]],
  ];
  test.each(tricks)('%s opens nothing and breaks nothing', async (_what, form) => {
    const answer = await ask(portal.url, '/sign-in', { form });
    expect(answer.status).toBe(422);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await ask(portal.url, '/sign-in')).status).toBe(200);
  });

  test('fields that no form has change nothing', async () => {
    const before = await Accounts.find({}, { updatedAt: 0, translates: 0 }).sort({ _id: 1 }).lean();
    const form: [string, string][] = [['intent', 'translates'], ['languages', 'ru'], ['account', other], ['_id', other], ['status', 'stopped'], ['demo', 'true'], ['userName', 'root'], ['passwordHash', 'x'], ['$set[status]', 'stopped'], ['__proto__', 'x']];
    expect((await ask(portal.url, '/me', { form, cookie })).status).toBe(200);
    expect(await Accounts.find({}, { updatedAt: 0, translates: 0 }).sort({ _id: 1 }).lean()).toEqual(before);
    expect((await Accounts.findOne({ _id: merchant }).lean())?.translates).toEqual(['ru']);
    expect((await Accounts.findOne({ _id: other }).lean())?.translates).toEqual([]);
  });

  test('a body that breaks off is the sender\u2019s mistake, and says nothing about the house', async () => {
    const answer = await ask(portal.url, '/sign-in', { body: 'nothing that it promised', headers: { 'Content-Type': 'multipart/form-data; boundary=x', Origin: portal.url } });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(/node_modules|undici|\.ts:\d|at async|FormData/);
  });

  test('too much is refused before it is read', async () => {
    const headers = { Origin: portal.url, 'Content-Type': 'application/x-www-form-urlencoded' };
    const files = { ...headers, 'Content-Type': 'multipart/form-data; boundary=x' };
    expect((await ask(portal.url, '/sign-in', { method: 'POST', headers: { ...headers, 'Content-Length': String(513 * 1024) } })).status).toBe(413);
    expect((await ask(portal.url, '/sign-in', { method: 'POST', headers: { ...files, 'Content-Length': String(17 * 1024 * 1024) } })).status).toBe(413);
    expect((await ask(portal.url, '/sign-in', { body: 'a=1', headers: { ...headers, 'Transfer-Encoding': 'chunked' } })).status).toBeGreaterThanOrEqual(400);
  });

  test('files are taken from nobody who is not signed in', async () => {
    const headers = { Origin: portal.url, 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': String(600 * 1024) };
    expect((await ask(portal.url, '/sign-in', { method: 'POST', headers })).status).toBe(413);
  });

  test('a script that writes without pause is told to wait', async () => {
    const hers = await sessionOf('bolat');
    const statuses = new Set<number>();
    // More than twice what one window allows: wherever a window ends meanwhile, one of the two is full.
    for (let batch = 0; batch < 26 && !statuses.has(429); batch += 1) {
      const answers = await Promise.all(Array.from({ length: 25 }, () => ask(portal.url, '/me', { form: { intent: 'nothing' }, cookie: hers })));
      for (const { status } of answers) statuses.add(status);
    }
    expect(statuses).toEqual(new Set([422, 429]));
    expect((await ask(portal.url, '/me', { cookie: hers })).status).toBe(200);
  }, 60_000);
});

describe('hostile addresses', () => {
  const paths = ['/assets/../../package.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/server/index.js', '/assets/..\\..\\package.json', '/..%5c..%5cpackage.json', '/assets/%00', '/.env', '/.git/config', '/.vite/manifest.json', '/assets/', '/server/index.js', '/%c0%ae%c0%ae/package.json', '/m/%7B%22$ne%22:null%7D/map', '/m/__proto__/map', '/m/constructor', '/office/[object Object]', '/metrics'];
  test.each(paths)('%s shows nothing', async (path) => {
    const { status, body, headers } = await ask(portal.url, path.replaceAll(' ', '%20'), { cookie });
    expect([400, 403, 404]).toContain(status);
    expect(headers.location).toBeUndefined();
    expect(body).not.toMatch(/"dependencies"|node_modules|repositoryformatversion|"isEntry"|process_cpu/);
  });

  test.each(['TRACE', 'PROPFIND'])('%s is not answered', async (method) => {
    expect((await ask(portal.url, '/sign-in', { method })).status).toBe(403);
  });

  test('a search for a pattern that never ends, ends', async () => {
    for (const q of ['(a+)+$', '['.repeat(60), '\\', '.*'.repeat(30), '$where', '{"$regex":".*"}']) {
      const { status, took } = await ask(portal.url, `/m/${made.mall.slug}/map?q=${encodeURIComponent(q)}&q[$ne]=1&page=1e999&level[$gt]=`, { cookie });
      expect(status).toBe(200);
      expect(took).toBeLessThan(3000);
    }
  });
});
