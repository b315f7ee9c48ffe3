import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { makeSlip, type PrintedSlip } from '#app/accounts/invitations/commands.server.ts';
import { makeRecoveryCard } from '#app/accounts/recovery/commands.server.ts';
import { makeShopCard } from '#app/accounts/shop-card/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { env } from '#app/platform/env.server.ts';
import { newId } from '#app/platform/ids.ts';
import { hashPassword } from '#app/platform/passwords.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase, testDatabaseName } from '../setup/database.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { type Answer, ask, cookieSet } from '../setup/raw-http.ts';
import { cookieOf } from './world.ts';

const PASSWORD = 'three good words here';
const CHOSEN = 'tomatoes by the window 7';
/** Words that stand in the shop's record, in a request that it shares, and in a name: the thief may read none of them. */
const SECRETS = ['يېرىم كىلو ئۈزۈم', '老板娘想借梯子'];

let portal: TestPortal;
let made: MadeMall;
let shop: MadeShop;
let owner: { cookie: string; userName: string };
let number: string;
const people = {} as Record<'alone' | 'sameGrid' | 'visitor' | 'officer' | 'neighbour', { actor: Actor; cookie: string }>;
/** Slips that lie on a table: nobody has woken them. */
let asleep: PrintedSlip;
let woken: PrintedSlip;
/** Of the account that the lone volunteer makes herself. */
let puppet = '';

const base = () => `/m/${made.mall.slug}`;
const pair = (answer: Answer, name: string) => cookieSet(answer, name)?.split(';')[0] ?? '';
const post = (path: string, form: Record<string, string>, cookie?: string) => ask(portal.url, path, { form, cookie });
const get = (path: string, cookie?: string) => ask(portal.url, path, { cookie });
const doing = (actor: Actor) => ({ mall: made.mall, actor, now: new Date() });
const slipFor = (merchant: string) => makeSlip({ account: people.officer.actor.account, role: 'officer' }, { as: 'owner', mall: made.mall._id, merchant }, new Date());

beforeAll(async () => {
  await emptyDatabase();
  registerPrograms();
  const { SESSION_SECRET, MASTER_KEY } = env();
  portal = await startPortal({ env: { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: testDatabaseName(), DEMO_EMPTY: 'true', SESSION_SECRET, MASTER_KEY } });
  const now = new Date();
  made = await makeMall({ now, grids: 3, shops: 2 });
  shop = made.shops[0]![0]!;
  const mall = made.mall._id;
  const being = async (actor: Actor) => ({ actor, cookie: await cookieOf(actor.account) });
  people.alone = await being(await buildVolunteer(mall, made.grids[1]!, 'manager', { now }));
  people.sameGrid = await being(await buildVolunteer(mall, made.grids[1]!, 'assistant', { now }));
  people.visitor = await being(await buildVolunteer(mall, made.grids[0]!, 'manager', { now }));
  people.officer = await being(await buildOfficer(mall, { now }));
  people.neighbour = await being(made.shops[1]![0]!.owner);
  const { account } = shop.owner;
  await Accounts.updateOne({ _id: account }, { $set: { passwordHash: await hashPassword(PASSWORD) } });
  owner = { cookie: await cookieOf(account), userName: (await Accounts.findOne({ _id: account }).lean())!.userName };
  const visit = { clientId: newId(), outcome: 'met' as const, language: 'ug' as const, note: SECRETS[0]!, carbon: false, needs: [], promises: [] };
  await recordVisit(doing(people.visitor.actor), shop.merchant, visit);
  number = (await openRequest(doing(shop.owner), { account, role: 'merchant', merchant: shop.merchant, kind: 'borrow', words: { language: 'zh', words: SECRETS[1]! }, channel: 'ask' })).number;
  await actOnRequest(doing(shop.owner), number, { command: { type: 'share', on: true } });
  asleep = await slipFor(made.shops[0]![1]!.merchant);
  woken = await slipFor(shop.merchant);
}, 240_000);
afterAll(async () => void (await portal?.stop()));

type Step = [what: string, does: () => Promise<Answer>];
/** A form that says no, a page that isn't there for her, or the way to the sign-in: whichever it is, nothing opened and nothing was set. */
const nowhere = ({ status, headers }: Answer) => status === 422 || status === 404 || (status === 302 && String(headers.location).startsWith('/sign-in'));
const silent = ({ body }: Answer) => SECRETS.every((words) => !body.includes(words));

describe('RIGHTS: Accounts, somebody with a stolen slip that nobody woke', () => {
  const person = { name: 'Thief', username: 'thief-1', password: CHOSEN };
  const steps: Step[] = [
    ['types its code', () => post('/join', { slip: asleep.code })],
    ['types its code while signed in as another merchant', () => post('/join', { slip: asleep.code }, people.neighbour.cookie)],
    ['guesses a code', () => post('/join', { slip: '0000-0000-0000-0000' })],
    ['goes straight to the form', () => post('/join/account', person)],
    ['brings a ticket of her own making', () => post('/join/account', person, `slip=${Buffer.from(JSON.stringify(asleep.id)).toString('base64')}`)],
    ['brings it signed by nobody', () => post('/join/account', person, `slip=${encodeURIComponent(`${Buffer.from(JSON.stringify(asleep.id)).toString('base64')}.AAAA`)}`)],
    ['wakes it without an account', () => post(`${base()}/counter`, { intent: 'wake', number: asleep.number })],
    ['wakes it as a merchant of another shop', () => post(`${base()}/counter`, { intent: 'wake', number: asleep.number }, people.neighbour.cookie)],
    ['wakes it as an officer, who made it', () => post(`${base()}/counter`, { intent: 'wake', number: asleep.number }, people.officer.cookie)],
    ['confirms what nobody has used', () => post(`${base()}/counter`, { intent: 'confirm', number: asleep.number }, people.alone.cookie)],
  ];
  it.each(steps)('%s: nowhere', async (_what, does) => {
    const before = await Promise.all([Accounts.countDocuments({}), Memberships.countDocuments({})]);
    const answer = await does();
    expect([answer.status, nowhere(answer), silent(answer)]).toEqual([answer.status, true, true]);
    expect(cookieSet(answer, 'mh')).toBeUndefined();
    expect(cookieSet(answer, 'slip')).toBeUndefined();
    expect(await Promise.all([Accounts.countDocuments({}), Memberships.countDocuments({})])).toEqual(before);
  });
});

describe('RIGHTS: Accounts, one volunteer alone', () => {
  it('wakes a slip; with her own account it is refused, with one that she makes it lets her ask, and the owner is told', async () => {
    expect((await post(`${base()}/counter`, { intent: 'wake', number: woken.number }, people.alone.cookie)).status).toBe(302);
    const exchanged = await post('/join', { slip: woken.code });
    const ticket = pair(exchanged, 'slip');
    expect([exchanged.status, ticket === '']).toEqual([302, false]);
    const asMe = await post('/join/account', { as: 'me' }, `${ticket}; ${people.alone.cookie}`);
    expect(asMe.status).toBe(422);
    const joined = await post('/join/account', { name: 'Puppet', username: 'puppet', password: CHOSEN }, ticket);
    expect(joined.status).toBe(302);
    puppet = pair(joined, 'mh');
    expect((await get(`${base()}/ask`, puppet)).status).toBe(200);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: shop.owner.account })).toBeGreaterThan(0);
  });

  const merchant = () => shop.merchant;
  const steps: Step[] = [
    ['the slip opens a second time', () => post('/join', { slip: woken.code })],
    ['she wakes it again', () => post(`${base()}/counter`, { intent: 'wake', number: woken.number }, people.alone.cookie)],
    ['she confirms what she woke', () => post(`${base()}/counter`, { intent: 'confirm', number: woken.number }, people.alone.cookie)],
    ['her puppet confirms itself', () => post(`${base()}/counter`, { intent: 'confirm', number: woken.number }, puppet)],
    ['somebody of her grid confirms', () => post(`${base()}/counter`, { intent: 'confirm', number: woken.number }, people.sameGrid.cookie)],
    ['the officer confirms, who made it', () => post(`${base()}/counter`, { intent: 'confirm', number: woken.number }, people.officer.cookie)],
    ['the owner of another shop confirms', () => post(`${base()}/counter`, { intent: 'confirm', number: woken.number }, people.neighbour.cookie)],
    ['the puppet reads the shop’s record', () => get(`/me/record/${merchant()}`, puppet)],
    ['the puppet reads a request that the shop shares', () => get(`${base()}/requests/${number}`, puppet)],
    ['the puppet speaks in it', () => post(`${base()}/requests/${number}`, { intent: 'say', words: 'x', turn: '1' }, puppet)],
    ['the puppet passes it on to the office', () => post(`${base()}/requests/${number}/pass-on`, { agreed: 'on', parts: 'words', purpose: 'advice', office: made.office }, puppet)],
    ['the puppet answers an offer of the shop', () => post('/me/record', { intent: 'answer-offer', merchant: merchant(), answer: 'never' }, puppet)],
    ['the puppet invites staff', () => post(`${base()}/members`, { intent: 'invite', merchant: merchant() }, puppet)],
    ['the puppet erases the shop’s record', () => post(`/me/record/erase?part=${merchant()}`, { part: merchant(), sure: 'on' }, puppet)],
    ['the puppet opens the shop as a volunteer would', () => get(`${base()}/visits/${merchant()}`, puppet)],
    ['she opens a shop that isn’t in her grid', () => get(`${base()}/visits/${merchant()}`, people.alone.cookie)],
    ['she reads its request', () => get(`${base()}/requests/${number}`, people.alone.cookie)],
    ['she signs in by a PIN on her own phone', () => post('/sign-in', { who: shop.owner.account, pin: '591738' })],
    ['she signs in by a PIN with a phone’s cookie of her own making', () => post('/sign-in', { who: shop.owner.account, pin: '591738' }, `phone=${Buffer.from(JSON.stringify('x'.repeat(43))).toString('base64')}`)],
    ['she asks for the owner’s recovery from her own browser', () => post('/recover', { intent: 'people', username: owner.userName, fresh: CHOSEN, again: CHOSEN, lost: 'both' }, people.alone.cookie)],
  ];
  it.each(steps)('%s: nowhere', async (_what, does) => {
    const answer = await does();
    expect([answer.status, nowhere(answer), silent(answer)]).toEqual([answer.status, true, true]);
    expect(cookieSet(answer, 'mh')).toBeUndefined();
  });

  const pages: [string, () => string][] = [
    ['its own record', () => '/me/record'],
    ['everything to take along', () => '/me/record/export'],
    ['the list of requests', () => `${base()}/requests`],
    ['home', () => base()],
    ['the members of the shop', () => `${base()}/members?shop=${shop.merchant}`],
    ['notices', () => `${base()}/notices`],
    ['the map with the shop chosen', () => `${base()}/map?unit=${shop.unit}`],
  ];
  it.each(pages)('the puppet finds on %s nothing that was written before', async (_what, path) => {
    const answer = await get(path(), puppet);
    expect([answer.status < 400, silent(answer), answer.body.includes(number)]).toEqual([true, true, false]);
  });

  it('speaks for the owner’s recovery once, not twice and not with her grid, and the old password stays', async () => {
    const begun = await post('/recover', { intent: 'people', username: owner.userName, fresh: CHOSEN, again: CHOSEN });
    const said = /\b\d{4}-\d{4}\b/.exec(begun.body)?.[0] ?? '';
    expect([begun.status, said === '']).toEqual([200, false]);
    const speak = (cookie: string) => post('/me/vouch', { intent: 'vouch', number: said, seen: 'on' }, cookie);
    expect((await speak(people.alone.cookie)).status).toBe(200);
    for (const who of [people.alone, people.sameGrid, people.visitor, people.neighbour]) expect((await speak(who.cookie)).status).toBe(422);
    expect((await speak(puppet)).status).toBe(422);
    expect((await post('/sign-in', { username: owner.userName, password: CHOSEN })).status).toBe(422);
    expect((await post('/sign-in', { username: owner.userName, password: PASSWORD })).status).toBe(302);
  });
});

describe('RIGHTS: Accounts, somebody who found a card', () => {
  it('of recovery, without the name: nowhere; with it, nothing opens for a day and the owner stops it', async () => {
    const code = await makeRecoveryCard(shop.owner.account, new Date());
    const begin = (username: string) => post('/recover', { intent: 'card', username, code, fresh: CHOSEN, again: CHOSEN });
    expect((await begin('somebody-else')).status).toBe(422);
    expect((await begin(owner.userName)).status).toBe(200);
    expect((await post('/sign-in', { username: owner.userName, password: CHOSEN })).status).toBe(422);
    const stop = await get('/me/recovery', owner.cookie);
    const recovery = /name="recovery" value="([^"]+)"/.exec(stop.body)?.[1] ?? '';
    expect((await post('/me/recovery', { recovery }, people.alone.cookie)).status).toBe(404);
    expect((await post('/me/recovery', { recovery }, puppet)).status).toBe(404);
    expect((await post('/me/recovery', { recovery }, owner.cookie)).status).toBe(302);
    expect((await begin(owner.userName)).status).toBe(422);
  });

  it('of the shop: on another phone it says the same as a made-up one, with and without somebody’s phone', async () => {
    const card = await makeShopCard(shop.owner.account, new Date());
    const answers = await Promise.all([card, '0000-0000-0000'].map((typed) => post('/sign-in/card', { card: typed })));
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    const said = answers.map(({ body }) => /id="f-card-error"[^>]*>(.*?)<\/p>/.exec(body)?.[1]);
    expect(said[0]).toBe(said[1]);
  });
});
