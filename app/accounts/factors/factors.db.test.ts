import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { onEvent, publishEvent } from '#app/platform/events.server.ts';
import { env } from '#app/platform/env.server.ts';
import { hashPassword, verifyPassword } from '#app/platform/passwords.server.ts';
import { currentSecondFactor, newSecondFactor } from '#app/platform/second-factor.server.ts';
import { findSession, startSession, stopSessions } from '#app/platform/sessions.server.ts';
import { buildAccount, buildOfficer, buildOfficial, buildOperator, buildOwner } from '#tests/factories/account.ts';
import { connected, openDevice, openHouse, until } from '#tests/factories/live.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { loader as mallPage } from '#app/routes/mall-layout.tsx';
import { loader as mePage } from '#app/routes/me.tsx';
import { loader as setupPage } from './second-factor.tsx';
import { changePassword } from './password.server.ts';
import { removeFactor, renewRecoveryCodes, setUpSecondFactor, useCode } from './commands.server.ts';
import { addPasskey, askForNewPasskey, askForPasskey, usePasskey } from './passkeys.server.ts';

const NOW = new Date();
const later = (ms: number) => new Date(NOW.getTime() + ms);
const said = (what: Promise<unknown>) => what.then((value) => value, (error: Error) => error.message);
const pair = (cookie: string) => cookie.split(';')[0] ?? '';

let made: MadeMall;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1, shops: 1 });
});

const sessionOf = async (account: string, strong = false) => pair((await startSession(account, 'mine', 'Chrome', new Date(), { strong })).cookie);
async function visit(loader: (args: never) => unknown, cookie: string, params = {}): Promise<string> {
  const request = new Request('http://localhost/here?x=1', { headers: { Cookie: cookie } });
  try {
    await loader({ request, params, context: {} } as never);
    return 'open';
  } catch (thrown) {
    return thrown instanceof Response ? (thrown.headers.get('Location') ?? String(thrown.status)) : String(thrown);
  }
}

async function setUp(account: string): Promise<{ sealed: string; codes: string[] }> {
  const sealed = newSecondFactor(account);
  const codes = await setUpSecondFactor(account, { sealed, code: currentSecondFactor(account, sealed, NOW) }, NOW);
  return { sealed, codes };
}

describe('officers, officials and operators', () => {
  it('are led to set a second factor up before anything else opens, over HTTP', async () => {
    for (const { account } of [await buildOfficer(made.mall._id, { now: NOW }), await buildOfficial(made.office, { now: NOW }), await buildOperator({ now: NOW })]) {
      const cookie = await sessionOf(account);
      expect(await visit(mePage, cookie)).toBe('/me/second-factor?next=%2Fhere%3Fx%3D1');
      expect(await visit(mallPage, cookie, { mall: made.mall.slug })).toBe('/me/second-factor?next=%2Fhere%3Fx%3D1');
      expect(await visit(setupPage, cookie)).toBe('open');
    }
  });

  it('who have one and came without it are asked for it, and everything opens with it', async () => {
    const { account } = await buildOfficer(made.mall._id, { now: NOW });
    await setUp(account);
    expect(await visit(mePage, await sessionOf(account))).toBe('/me/confirm?next=%2Fhere%3Fx%3D1');
    expect(await visit(mePage, await sessionOf(account, true))).toBe('open');
  });

  it('hear nothing of the mall over the socket before it was shown', async () => {
    const house = await openHouse();
    try {
      const { account } = await buildOfficer(made.mall._id, { now: NOW });
      const [weak, strong] = [openDevice(house.address, await sessionOf(account)), openDevice(house.address, await sessionOf(account, true))];
      await Promise.all([connected(weak), connected(strong)]);
      publishEvent({ type: 'request:changed', id: 'x', version: 1, rooms: [`mall-officers:${made.mall._id}`, `mall:${made.mall._id}`] });
      await until(() => strong.heard.length > 0);
      expect([await weak.emitWithAck('watch', `mall:${made.mall._id}`), await strong.emitWithAck('watch', `mall:${made.mall._id}`)]).toEqual([false, true]);
      expect(weak.heard).toEqual([]);
      weak.close();
      strong.close();
    } finally {
      await house.close();
    }
  });

  it('lose what they see when a merchant is made an officer in the middle of a session without a second factor', async () => {
    const { account } = await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now: NOW });
    const cookie = await sessionOf(account);
    expect(await visit(mePage, cookie)).toBe('open');
    await Memberships.create({ account, kind: 'officer', mall: made.mall._id, post: 'council', from: NOW });
    publishEvent({ type: 'memberships:changed', id: account, version: 1, rooms: [] });
    expect(await visit(mePage, cookie)).toContain('/me/second-factor');
  });

  it('keep their last one', async () => {
    const account = await buildAccount();
    await setUp(account);
    expect(await said(removeFactor(account, 'totp', true, NOW))).toBe('factors:refused.required');
    await removeFactor(account, 'totp', false, NOW);
    const row = await Accounts.findOne({ _id: account }).lean();
    expect([row?.secondFactor, row?.recoveryCodes]).toEqual([undefined, undefined]);
  });
});

describe('an app with codes', () => {
  it('is stored with its first right code only, sealed for its account', async () => {
    const [mine, other] = [await buildAccount(), await buildAccount()];
    const sealed = newSecondFactor(mine);
    const code = currentSecondFactor(mine, sealed, NOW);
    expect(await said(setUpSecondFactor(mine, { sealed, code: code === '000000' ? '111111' : '000000' }, NOW))).toBe('factors:refused.code');
    expect(await said(setUpSecondFactor(other, { sealed, code }, NOW))).toBe('factors:refused.code');
    expect((await Accounts.findOne({ _id: mine }).lean())?.secondFactor).toBeUndefined();
    expect(await setUpSecondFactor(mine, { sealed, code }, NOW)).toHaveLength(10);
    expect(await useCode(mine, code, NOW)).toBe(false);
    expect(await useCode(mine, currentSecondFactor(mine, sealed, later(30_000)), later(30_000))).toBe(true);
  });

  it('comes with ten codes for paper: stored as hashes, each opens once, also of two at the same moment, and new ones end the old', async () => {
    const account = await buildAccount();
    const { codes } = await setUp(account);
    const stored = JSON.stringify(await Accounts.findOne({ _id: account }).lean());
    expect(codes.filter((code) => stored.includes(code) || stored.includes(code.replaceAll('-', '')))).toEqual([]);
    const both = await Promise.all([useCode(account, codes[0]!, NOW), useCode(account, codes[0]!, NOW)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await useCode(account, codes[0]!, NOW)).toBe(false);
    const fresh = await renewRecoveryCodes(account, NOW);
    expect([await useCode(account, codes[1]!, NOW), await useCode(account, fresh[1]!.replaceAll('-', ' '), NOW)]).toEqual([false, true]);
  });
});

/** CBOR of what an authenticator sends: small maps, integers, texts and bytes. */
function cbor(value: unknown): Buffer {
  const head = (major: number, length: number) => (length < 24 ? Buffer.from([(major << 5) | length]) : length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255]));
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, held]) => [cbor(key), cbor(held)])]);
}

/** A phone with one passkey, as honest or not as its options say. */
function device() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  const cose = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]));
  const part = (counter: number, flags: number, host: string) => Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), Buffer.from([0, 0, 0, counter])]);
  const client = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const here = { origin: env().PUBLIC_URL, host: new URL(env().PUBLIC_URL).hostname, counter: 1, flags: 0x05 };
  const named = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {} };
  return {
    make(challenge: string, wish: Partial<typeof here> = {}): string {
      const { origin, host, flags } = { ...here, ...wish };
      const authData = Buffer.concat([part(0, flags | 0x40, host), Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const attestationObject = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]));
      return JSON.stringify({ ...named, response: { clientDataJSON: client('webauthn.create', challenge, origin).toString('base64url'), attestationObject: attestationObject.toString('base64url') } });
    },
    answer(challenge: string, wish: Partial<typeof here> = {}): string {
      const { origin, host, counter, flags } = { ...here, ...wish };
      const clientData = client('webauthn.get', challenge, origin);
      const authenticatorData = part(counter, flags, host);
      const signature = createSign('SHA256').update(Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])).sign(privateKey);
      return JSON.stringify({ ...named, response: { clientDataJSON: clientData.toString('base64url'), authenticatorData: authenticatorData.toString('base64url'), signature: signature.toString('base64url') } });
    },
  };
}

describe('a passkey', () => {
  it('signs in once for each challenge, with its counter rising, from this origin, and with its person present', async () => {
    const account = await buildAccount();
    const phone = device();
    expect(await addPasskey(account, phone.make((await askForNewPasskey(account, NOW)).challenge), NOW)).toHaveLength(10);
    const ask = async () => (await askForPasskey('sign-in', undefined, NOW)).challenge;
    const use = async (wish: Parameters<typeof phone.answer>[1]) => usePasskey(phone.answer(await ask(), wish), 'sign-in', undefined, NOW);
    const answer = phone.answer(await ask());
    expect([await usePasskey(answer, 'sign-in', undefined, NOW), await usePasskey(answer, 'sign-in', undefined, NOW)]).toEqual([account, null]);
    expect(await use({ counter: 1 })).toBeNull();
    expect(await use({ counter: 2 })).toBe(account);
    expect(await use({ counter: 3, origin: 'https://evil.example' })).toBeNull();
    expect(await use({ counter: 3, host: 'evil.example' })).toBeNull();
    expect(await use({ counter: 3, flags: 0x01 })).toBeNull();
    expect(await usePasskey(device().answer(await ask()), 'sign-in', undefined, NOW)).toBeNull();
  });

  it('answers what was asked, for whom, and in time; an answer from elsewhere adds nothing', async () => {
    const [mine, other] = [await buildAccount(), await buildAccount()];
    const phone = device();
    const forMe = (await askForNewPasskey(mine, NOW)).challenge;
    expect(await said(addPasskey(other, phone.make(forMe), NOW))).toBe('factors:refused.passkey');
    expect(await said(addPasskey(mine, phone.make((await askForNewPasskey(mine, NOW)).challenge, { origin: 'https://evil.example' }), NOW))).toBe('factors:refused.passkey');
    await addPasskey(mine, phone.make((await askForNewPasskey(mine, NOW)).challenge), NOW);
    const { challenge } = await askForPasskey('second', mine, NOW);
    expect(await usePasskey(phone.answer(challenge), 'sign-in', undefined, NOW)).toBeNull();
    const late = await askForPasskey('second', mine, NOW);
    expect(await usePasskey(phone.answer(late.challenge), 'second', mine, later(6 * 60_000))).toBeNull();
    const right = await askForPasskey('second', mine, NOW);
    expect(await usePasskey(phone.answer(right.challenge), 'second', mine, NOW)).toBe(mine);
    for (const nonsense of ['', '{}', '[]', 'null', '{"id":1}']) expect(await usePasskey(nonsense, 'sign-in', undefined, NOW)).toBeNull();
  });
});

describe('a new password', () => {
  it('needs the one until now, ends all other sessions at once, and keeps this person in', async () => {
    const account = await buildAccount({ passwordHash: await hashPassword('the one until now') });
    const [here, elsewhere] = [await sessionOf(account), await sessionOf(account)];
    const session = (await findSession(here, NOW))!;
    const typed = { password: 'the one until now', fresh: 'green apples at noon', again: 'green apples at noon' };
    expect(await said(changePassword(session, { ...typed, password: 'wrong' }, undefined, NOW))).toBe('factors:refused.password');
    expect(await said(changePassword(session, { ...typed, again: 'other' }, undefined, NOW))).toBe('factors:refused.again');
    expect(await said(changePassword(session, { ...typed, fresh: 'password123', again: 'password123' }, undefined, NOW))).toBe('factors:refused.usual');
    const cookie = pair(await changePassword(session, typed, undefined, NOW));
    expect([await findSession(here, NOW), await findSession(elsewhere, NOW)]).toEqual([null, null]);
    expect((await findSession(cookie, NOW))?.account).toBe(account);
    expect(await verifyPassword(typed.fresh, (await Accounts.findOne({ _id: account }).lean())?.passwordHash)).toBe(true);
  });
});

describe('a session that is ended', () => {
  it('is gone from open sockets and pages within five seconds', async () => {
    const house = await openHouse();
    const stop = onEvent(() => undefined);
    try {
      const { account } = await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now: NOW });
      const cookie = await sessionOf(account);
      const phone = await connected(openDevice(house.address, cookie));
      const began = Date.now();
      await stopSessions(account, new Date(), (await findSession(cookie, new Date()))!.id);
      await until(() => !phone.connected);
      expect(await visit(mePage, cookie)).toContain('/sign-in');
      expect(Date.now() - began).toBeLessThan(5_000);
    } finally {
      stop();
      await house.close();
    }
  });
});
