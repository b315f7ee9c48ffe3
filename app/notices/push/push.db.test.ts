import { createVerify, createPublicKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MallSettings } from '#models/mall-settings.server.ts';
import { Malls } from '#models/mall.server.ts';
import { DataSendings } from '#models/mall-settings.server.ts';
import { NoticeChoices, PushChannels, PushDues, RobotMessages } from '#models/push.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { sendOut } from '#app/platform/sending-out.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { withdrawNotice } from '../commands.server.ts';
import { deliveriesUnderWay } from '../delivering.server.ts';
import { markDelivered } from '../receipts.server.ts';
import { sendNotice } from '../sending.server.ts';
import { addPhone, chooseNotices, getChoice, removePhones } from './choosing.server.ts';
import { sayToGroups } from './robot.server.ts';
import { notePush, pushDue } from './sending.server.ts';
import { vapidHeader, vapidPublicKey } from './vapid.server.ts';

/** Groups are told by the real clock. */
const now = new Date();
const soon = new Date(now.getTime() + 30_000);
const phone = (name: string) => `https://push.example.org/send/${name}`;
let made: MadeMall;
let officer: Actor;
let me: Actor;
let sent: { url: string; headers: Record<string, string>; body: string }[];
let answer: { reached: boolean; ok: boolean; answer: string; body: string };
const door = (async (target: URL, { headers, body }: { headers: Record<string, string>; body: string }) => {
  sent.push({ url: target.href, headers, body });
  return answer;
}) as typeof sendOut;

const at = (actor: Actor, when = now) => ({ mall: made.mall, actor, now: when });
const send = async (input: Parameters<typeof sendNotice>[1]) => {
  const id = await sendNotice(at(officer), input);
  await deliveriesUnderWay();
  return id;
};
const information = (to = ['mall']) => ({ class: 'information' as const, to, original: 'zh' as const, title: { zh: '电梯停用' }, body: { zh: '到周五' } });
const fire = { class: 'emergency' as const, to: ['mall'], original: 'zh' as const, emergency: 'fire' as const, added: {} };
const refusalOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error as Refusal).reason.key);

beforeEach(async () => {
  made = await makeMall({ now, grids: 1, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  me = made.shops[0]?.[0]?.owner as Actor;
  sent = [];
  answer = { reached: true, ok: true, answer: '201', body: '' };
});
afterEach(deliveriesUnderWay);

describe('web push', () => {
  it('RIGHTS: What leaves the house: rings with nothing in it, signed, once for many things, and not where a page has it', async () => {
    await addPhone(at(me), phone('one'));
    const ids = [await send(information()), await send(information())];
    for (const id of ids) await notePush(id, [me.account, officer.account], now);
    expect(await PushDues.countDocuments({ mall: made.mall._id })).toBe(1);
    expect(await pushDue(made.mall._id, now, door)).toBe(0);
    expect(await pushDue(made.mall._id, soon, door)).toBe(1);
    expect(sent.map(({ url, body }) => [url, body])).toEqual([[phone('one'), '']]);
    expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual(['Authorization', 'TTL', 'Topic', 'Urgency']);
    expect(await pushDue(made.mall._id, soon, door)).toBe(0);
    for (const id of ids) await markDelivered([{ account: me.account, malls: [made.mall._id], notice: id }], now);
    await notePush(ids[0] as string, [me.account], now);
    expect(await pushDue(made.mall._id, soon, door)).toBe(0);
  });

  it('its signature is the one that its key checks (RFC 8292)', () => {
    const header = vapidHeader(new URL(phone('one')), now);
    const [head = '', claims = '', signature = ''] = (/t=([^,]+),/.exec(header)?.[1] ?? '').split('.');
    const point = Buffer.from(vapidPublicKey(), 'base64url');
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }, format: 'jwk' });
    const verify = createVerify('sha256').update(`${head}.${claims}`);
    expect(verify.verify({ key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: 'https://push.example.org' });
  });

  it('a kind that was muted rings nothing; an emergency always does, at once', async () => {
    await addPhone(at(me), phone('one'));
    await chooseNotices(at(me), { kinds: [], quietFrom: '00:00', quietUntil: '23:59', digestAt: '' });
    await notePush(await send(information()), [me.account], now);
    expect(await PushDues.countDocuments({ mall: made.mall._id })).toBe(0);
    await notePush(await send(fire), [me.account], now);
    expect(await pushDue(made.mall._id, now, door)).toBe(1);
    expect(sent[0]?.headers.Urgency).toBe('high');
  });

  it('a phone that its service calls gone is dropped; one that can’t be reached is tried three times', async () => {
    await addPhone(at(me), phone('one'));
    const id = await send(information());
    answer = { reached: false, ok: false, answer: 'unreachable', body: '' };
    await notePush(id, [me.account], now);
    for (let minutes = 1; minutes < 40; minutes += 6) await pushDue(made.mall._id, new Date(now.getTime() + minutes * 60_000), door);
    expect(sent).toHaveLength(3);
    answer = { reached: true, ok: false, answer: '410', body: '' };
    await notePush(id, [me.account], now);
    await pushDue(made.mall._id, soon, door);
    expect(await PushChannels.countDocuments({ account: me.account })).toBe(0);
  });

  it('takes no address but a public https one; a phone is its last person’s; off is off', async () => {
    for (const wrong of ['http://push.example.org/x', 'https://127.0.0.1/x', 'https://10.0.0.8/x', 'https://user:pass@push.example.org/', 'nothing', `https://push.example.org/${'x'.repeat(1_000)}`]) {
      expect([wrong, await refusalOf(addPhone(at(me), wrong))]).toEqual([wrong, 'notices:refused.no-push']);
    }
    await addPhone(at(me), phone('one'));
    await addPhone(at(officer), phone('one'));
    expect([(await getChoice(made.mall._id, me.account)).phones, (await getChoice(made.mall._id, officer.account)).phones]).toEqual([0, 1]);
    await removePhones(at(officer));
    expect(await PushChannels.countDocuments({ account: officer.account })).toBe(0);
    expect(await NoticeChoices.countDocuments({ mall: made.mall._id })).toBe(0);
  });
});

describe('a group’s robot', () => {
  const hook = 'https://qyapi.weixin.example.com/cgi-bin/webhook/send?key=secret';
  async function withRobot(carries: string[] = ['notices']): Promise<KnownMall> {
    const receivers = [{ id: 'robot', name: 'Grid group', carries, purpose: 'notices', since: '2026-01-01', address: { by: 'wecom', url: hook } }];
    await Malls.updateOne({ _id: made.mall._id }, { $set: { settings: { receivers } } });
    publishEvent({ type: 'mall:changed', id: made.mall._id, version: 1, rooms: [] });
    return (await findMallById(made.mall._id, now)) as KnownMall;
  }

  it('says what is for all or for grids, merged in one message, without names or text, and it is on the public list', async () => {
    const mall = await withRobot();
    await send(information());
    await send(information([`grid:${made.grids[0]}`]));
    await send(information([`level:${made.level}`]));
    expect(await RobotMessages.countDocuments({ mall: mall._id })).toBe(2);
    answer = { reached: true, ok: true, answer: '200', body: '{"errcode":0}' };
    expect(await sayToGroups(mall, new Date(), door)).toBe(1);
    expect(sent.map(({ url }) => url)).toEqual([hook]);
    const { content } = (JSON.parse(sent[0]?.body ?? '{}') as { text: { content: string } }).text;
    expect(content.match(/电梯停用/g)).toHaveLength(2);
    expect(content).not.toMatch(/到周五|Test/);
    expect(await DataSendings.findOne({ mall: mall._id, receiver: 'robot' }).lean()).toMatchObject({ what: 'notices', count: 2 });
    expect(await sayToGroups(mall, new Date(), door)).toBe(0);
  });

  it('waits a minute where the robot is busy, never says what was withdrawn meanwhile, and nothing where two officers didn’t allow it', async () => {
    const mall = await withRobot();
    const id = await send(information());
    answer = { reached: true, ok: true, answer: '200', body: '{"errcode":45009,"errmsg":"api freq out of limit"}' };
    const first = new Date();
    expect(await sayToGroups(mall, first, door)).toBe(0);
    expect(await sayToGroups(mall, new Date(first.getTime() + 10_000), door)).toBe(0);
    expect(sent).toHaveLength(1);
    await withdrawNotice(at(officer), id, { reason: '修好了', language: 'zh' });
    await sayToGroups(mall, new Date(first.getTime() + 61_000), door);
    expect([sent.length, await RobotMessages.countDocuments({ mall: mall._id })]).toEqual([1, 0]);
    await withRobot(['stages']);
    await send(information());
    expect(await RobotMessages.countDocuments({ mall: mall._id })).toBe(0);
    expect(await MallSettings.countDocuments({ mall: mall._id })).toBe(0);
  });
});
