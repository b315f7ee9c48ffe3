import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataSendings } from '#models/mall-settings.server.ts';
import { OutgoingKeys, Outgoings } from '#models/outgoing.server.ts';
import { Texts } from '#models/text.server.ts';
import { findPlace } from '#app/mall/codes/places.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { Receiver } from '#app/platform/mall-settings.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { sendOut } from '#app/platform/sending-out.server.ts';
import { isSigned } from '#app/platform/webhook-signing.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest } from '../acting.server.ts';
import { openRequest } from '../commands.server.ts';
import { reportPlace } from '../report.server.ts';
import { keepOutgoingKey, makeOutgoingSecret } from './keys.server.ts';
import { type Send, sendAgain, sendDue } from './send.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const WORDS = '插座冒烟，阿米娜的店';

/** Another house on this machine: what it was sent, and what it answers next. */
let server: Server;
let url: string;
let got: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let answers: { status: number; body?: string; location?: string }[] = [];
const here: Send = (target, message) => sendOut(target, message, (address) => address === '127.0.0.1');

let made: MadeMall;
let shop: MadeShop;
let manager: Actor;
let officer: Actor;
let mall: KnownMall;

const receiver = (address: Receiver['address'], id = 'city'): Receiver => ({ id, name: 'City', purpose: 'repairs', carries: ['place-requests'], since: '2026-03-01', address });
const withReceivers = (...receivers: Receiver[]): KnownMall => ({ ...made.mall, settings: { receivers } });

beforeAll(async () => {
  registerPrograms();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      const { status, body: said = '', location } = answers.shift() ?? { status: 200 };
      response.writeHead(status, location ? { Location: location } : {}).end(said);
    });
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(async () => {
  got = [];
  answers = [];
  made = await makeMall({ now: NOW });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  officer = await buildOfficer(made.mall._id, { now: NOW });
  shop = made.shops[0]![0]!;
  mall = withReceivers(receiver({ by: 'webhook', url: `${url}/hook` }));
});

const ask = (input: object = {}) => openRequest({ mall, actor: shop.owner, now: NOW }, { account: shop.owner.account, role: 'merchant', merchant: shop.merchant, kind: 'hazard', channel: 'ask', words: { language: 'zh', words: WORDS }, ...input });
const waiting = () => Outgoings.find({ mall: mall._id }).sort({ _id: 1 }).lean();
const secretOf = async (id = 'city') => Buffer.from((await makeOutgoingSecret({ mall, actor: officer, now: NOW }, id)).replace('whsec_', ''), 'base64');

describe('A signed webhook', () => {
  it('tells number, kind, stage and time, and nothing else, of each step', async () => {
    const secret = await secretOf();
    const { number } = await ask();
    await actOnRequest({ mall, actor: manager, now: later(5) }, number, { command: { type: 'takeOn', doing: false } });
    await actOnRequest({ mall, actor: manager, now: later(6) }, number, { command: { type: 'say' }, words: { language: 'zh', words: '马上来' } });
    await sendDue(mall, later(7), here);
    expect(got.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { type: 'request.opened', jurisdiction_id: mall.slug, service_request_id: number, service_code: 'hazard', stage: 'received', at: '2026-03-11T05:00:00Z' },
      { type: 'request.changed', jurisdiction_id: mall.slug, service_request_id: number, service_code: 'hazard', stage: 'taken-on', at: '2026-03-11T05:05:00Z' },
    ]);
    for (const { headers, body } of got) expect(isSigned({ id: String(headers['webhook-id']), at: Number(headers['webhook-timestamp']), body }, String(headers['webhook-signature']), secret)).toBe(true);
    for (const secretOfHers of [WORDS, shop.merchant, shop.owner.account, shop.number, shop.unit]) expect(JSON.stringify(got)).not.toContain(secretOfHers);
    expect((await waiting()).map(({ state, tries, answer }) => [state, tries, answer])).toEqual([['sent', 1, '200'], ['sent', 1, '200']]);
    expect((await DataSendings.find({ mall: mall._id, receiver: 'city' }).lean()).map(({ what, count }) => [what, count])).toEqual([['place-requests', 1], ['place-requests', 1]]);
    expect(await sendDue(mall, later(8), here)).toBe(0);
  });

  it('is told nothing of anybody’s own, of what is confidential, or inside a booth before its shop gave it on', async () => {
    await ask({ kind: 'borrow' });
    await ask({ kind: 'wages' });
    await ask({ confidential: true });
    const place = (await findPlace(mall._id, shop.unit))!;
    const { number } = await reportPlace({ mall, now: NOW }, place, { what: 'broken', words: { language: 'zh', words: '插座松了' }, inside: shop.merchant });
    await actOnRequest({ mall, actor: shop.owner, now: later(1) }, number, { command: { type: 'giveOn' } });
    expect(await waiting()).toEqual([]);
  });

  it('is tried again for 24 hours with growing pauses, listed once it arrived, and sent again by an officer', async () => {
    await secretOf();
    await ask();
    answers = [{ status: 503 }, { status: 200 }];
    await sendDue(mall, later(0), here);
    expect(await waiting()).toMatchObject([{ state: 'waiting', tries: 1, answer: '503', nextAt: later(1) }]);
    expect(await sendDue(mall, later(0.5), here)).toBe(0);
    await sendDue(mall, later(1), here);
    const [row] = await waiting();
    expect([row?.state, row?.tries, await DataSendings.countDocuments({ mall: mall._id, receiver: 'city' })]).toEqual(['sent', 2, 1]);
    await sendAgain({ mall, actor: officer, now: later(2) }, row!._id);
    await sendDue(mall, later(2), here);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect((await waiting())[0]).toMatchObject({ state: 'sent', tries: 1 });
    await expect(sendAgain({ mall, actor: officer, now: later(3) }, 'nothing')).rejects.toThrow(Refusal);
  });

  it('is given up after a day without an answer', async () => {
    await secretOf();
    await ask();
    answers = Array.from({ length: 40 }, () => ({ status: 500 }));
    let at = NOW;
    for (let run = 0; run < 40; run += 1) {
      const [row] = await waiting();
      if (!row?.nextAt) break;
      at = row.nextAt;
      await sendDue(mall, at, here);
    }
    expect((await waiting())[0]).toMatchObject({ state: 'given-up', answer: '500' });
    expect([at <= later(24 * 60), got.length]).toEqual([true, 13]);
  });

  it('waits for its secret, stops for a receiver that was taken off, and a new secret ends the one before', async () => {
    await ask();
    await sendDue(mall, NOW, here);
    expect(await waiting()).toMatchObject([{ answer: 'no-secret', state: 'waiting' }]);
    const first = await secretOf();
    const second = await secretOf();
    await sendDue(mall, later(5), here);
    const [{ headers, body }] = got as [(typeof got)[number]];
    const signedWith = (secret: Buffer) => isSigned({ id: String(headers['webhook-id']), at: Number(headers['webhook-timestamp']), body }, String(headers['webhook-signature']), secret);
    expect([signedWith(first), signedWith(second)]).toEqual([false, true]);
    await ask();
    await sendDue(withReceivers(), later(6), here);
    expect((await waiting()).at(-1)).toMatchObject({ state: 'given-up', answer: 'not-allowed' });
    expect(got.length).toBe(1);
  });
});

describe('Where nothing goes', () => {
  const message = { headers: {}, body: '{}' };
  it('this machine and its neighbours, by number or by name', async () => {
    for (const target of [url, url.replace('127.0.0.1', 'localhost'), 'http://[::1]:9/', 'http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data']) expect(await sendOut(new URL(target), message)).toMatchObject({ reached: false, ok: false, answer: 'private-address' });
    expect(got).toEqual([]);
  });

  it('where an answer points', async () => {
    answers = [{ status: 302, location: `${url}/elsewhere` }];
    expect(await here(new URL(`${url}/first`), message)).toMatchObject({ ok: false, answer: 'redirect' });
    expect(got.map(({ path }) => path)).toEqual(['/first']);
  });

  it('a closed port is said in a word, and an answer without end is cut', async () => {
    expect(await here(new URL('http://127.0.0.1:1/'), message)).toMatchObject({ answer: 'unreachable' });
    answers = [{ status: 200, body: 'x'.repeat(500_000) }];
    expect((await here(new URL(url), message)).body.length).toBeLessThan(200_000);
  });
});

describe('Open311 out', () => {
  it('opens it at the city with number, kind and time in words of the kind, and keeps its number', async () => {
    mall = withReceivers(receiver({ by: 'open311', url: `${url}/v2`, jurisdiction: 'urumqi' }));
    await keepOutgoingKey({ mall, actor: officer, now: NOW }, 'city', 'city-key');
    const { number } = await ask();
    await actOnRequest({ mall, actor: manager, now: later(1) }, number, { command: { type: 'takeOn', doing: true } });
    answers = [{ status: 201, body: JSON.stringify([{ service_request_id: 'C-17' }]) }];
    await sendDue(mall, later(2), here);
    expect(got.map(({ path }) => path)).toEqual(['/v2/requests.json']);
    const form = Object.fromEntries(new URLSearchParams(got[0]!.body));
    expect(form).toEqual({ api_key: 'city-key', jurisdiction_id: 'urumqi', service_code: 'hazard', address_string: '测试商场', description: expect.stringContaining(number) });
    expect(got[0]!.body).not.toContain(encodeURIComponent('插座'));
    expect((await waiting())[0]).toMatchObject({ state: 'sent', theirs: 'C-17' });
  });

  it('the city’s key is kept encrypted, and the one before is erased', async () => {
    mall = withReceivers(receiver({ by: 'open311', url: `${url}/v2` }));
    await keepOutgoingKey({ mall, actor: officer, now: NOW }, 'city', 'first-key');
    await keepOutgoingKey({ mall, actor: officer, now: NOW }, 'city', 'second-key');
    expect(JSON.stringify([await OutgoingKeys.find({ mall: mall._id }).lean(), await Texts.find({ mall: mall._id }).lean()])).not.toMatch(/first-key|second-key/);
    expect(await Texts.countDocuments({ mall: mall._id, readers: 'outgoing' })).toBe(1);
    await expect(keepOutgoingKey({ mall: withReceivers(), actor: officer, now: NOW }, 'city', 'x')).rejects.toThrow(Refusal);
  });
});
