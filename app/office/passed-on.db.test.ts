import { beforeEach, describe, expect, it } from 'vitest';
import { Attachments } from '#models/attachment.server.ts';
import { AccessEvents } from '#models/audit.server.ts';
import { DataSendings } from '#models/mall-settings.server.ts';
import { Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { type Act, actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { loader as deskLoader } from './desk.tsx';
import { action, loader } from './passed-on.tsx';
import { loader as fileLoader } from './passed-on-file.ts';

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);
let made: MadeMall;
let amina: Actor;
let manager: Actor;
let official: Actor;
let number: string;

beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: ago(100) });
  amina = made.shops[0]![0]!.owner;
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: ago(100) });
  official = await buildOfficial(made.office, { now: ago(100) });
  const input = { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'borrow', words: { language: 'ug', words: 'سۇ ئاجىز' }, channel: 'ask' } as const;
  ({ number } = await openRequest({ mall: made.mall, actor: amina, now: ago(50) }, input));
});

const act = (actor: Actor, command: RequestCommand, hours: number, words?: string) =>
  actOnRequest({ mall: made.mall, actor, now: ago(hours) }, number, { command, words: words ? { language: 'zh', words } : undefined });
const passOn = (parts: string[] = ['words'], hours = 20) => act(amina, { type: 'passOn', office: made.office, parts, purpose: 'building' }, hours);

async function args(actor: Actor, { office = made.office, of = number, form }: { office?: string; of?: string; form?: Record<string, string> } = {}) {
  const { cookie } = await startSession(actor.account, 'mine', undefined, new Date(), { strong: true });
  const body = form && new URLSearchParams(form);
  const request = new Request(`http://localhost/office/${office}/requests/${of}`, { method: body ? 'POST' : 'GET', body, headers: { Cookie: cookie.split(';')[0] ?? '' } });
  return { request, params: { office, number: of }, context: {} as never };
}
const open = async (actor: Actor, over = {}) => (await loader(await args(actor, over))).request;
const statusOf = (doing: Promise<unknown>) => doing.then(() => 200, (thrown: unknown) => (thrown instanceof Response ? thrown.status : Promise.reject(thrown)));

describe('RIGHTS: The office apart, passing on', () => {
  it('shows nothing before the requester agreed, and then exactly what she agreed to', async () => {
    await act(manager, { type: 'takeOn', doing: false }, 40);
    await act(manager, { type: 'say' }, 39, '水管归二楼的赵师傅');
    expect(await statusOf(open(official))).toBe(404);
    await passOn();
    const shown = await open(official);
    expect(shown).toMatchObject({ number, words: { text: 'سۇ ئاجىز', language: 'ug' }, purpose: 'building', thread: [], photos: [], stage: 'passed-on', takenOn: false });
    const all = JSON.stringify(shown);
    for (const hidden of [amina.account, made.shops[0]![0]!.merchant, made.shops[0]![0]!.number, made.grids[0]!, '赵师傅']) expect(all).not.toContain(hidden);
  });

  it('is on the list of what left the house in the same moment, once, and by no name', async () => {
    expect(await DataSendings.countDocuments({ mall: made.mall._id })).toBe(0);
    await passOn();
    const rows = await DataSendings.find({ mall: made.mall._id }).lean();
    expect(rows).toMatchObject([{ receiver: `office:${made.office}`, what: 'passed-on', count: 1 }]);
    for (const hidden of [amina.account, made.shops[0]![0]!.merchant, number]) expect(JSON.stringify(rows)).not.toContain(hidden);
    await expect(passOn()).rejects.toThrow();
    expect(await DataSendings.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  it('shows the thread only where it was named, and words only where they were', async () => {
    await act(manager, { type: 'takeOn', doing: false }, 40);
    await act(manager, { type: 'say' }, 39, '水管归物业');
    await passOn(['thread']);
    const shown = await open(official);
    expect(shown.words).toBeNull();
    expect(shown.thread.map((said) => said.text)).toEqual(['水管归物业']);
  });

  it('opens the pictures that the consent names, and no others', async () => {
    const picture = (bytes: string) => ({ kind: 'image' as const, type: 'image/webp', bytes: Buffer.from(bytes) });
    const input = { account: amina.account, role: 'merchant', kind: 'borrow', words: { language: 'ug', words: 'رەسىم' }, files: [picture('one'), picture('two')], channel: 'ask' } as const;
    const opened = await openRequest({ mall: made.mall, actor: amina, now: ago(50) }, { ...input, files: [...input.files] });
    const [first = '', second = ''] = (await Requests.findOne({ mall: made.mall._id, number: opened.number }).lean())?.attachments ?? [];
    const pass: Act = { command: { type: 'passOn', office: made.office, parts: [second], purpose: 'building' } };
    await actOnRequest({ mall: made.mall, actor: amina, now: ago(20) }, opened.number, pass);
    const shown = await open(official, { of: opened.number });
    expect([shown.words, shown.photos.map((photo) => photo.id)]).toEqual([null, [second]]);
    const file = async (id: string) => {
      const asked = await args(official, { of: opened.number });
      return fileLoader({ ...asked, params: { ...asked.params, file: id } });
    };
    expect(await (await file(second)).text()).toBe('two');
    expect(await statusOf(file(first))).toBe(404);
  });

  it('shows no file that the consent doesn’t name', async () => {
    const other = newId();
    await Attachments.create({ _id: other, mall: made.mall._id, kind: 'image', type: 'image/webp', size: 1, cipher: Buffer.from('x'), author: amina.account, subject: `account:${amina.account}`, readers: [`office:${made.office}`] });
    await passOn();
    expect((await open(official)).photos).toEqual([]);
  });

  it('is gone at once when the consent is taken back, from page, desk and texts', async () => {
    await passOn();
    expect((await deskLoader(await args(official))).passed?.map((row) => row.number)).toEqual([number]);
    await act(amina, { type: 'takeBack' }, 10);
    expect(await statusOf(open(official))).toBe(404);
    expect((await deskLoader(await args(official))).passed).toEqual([]);
    expect(await Texts.countDocuments({ mall: made.mall._id, readers: `office:${made.office}` })).toBe(0);
    expect(await statusOf(action(await args(official, { form: { act: 'take-on' } })))).toBe(404);
  });

  it('the office’s open pages hear that a consent ended, and nothing of the request after that', async () => {
    await passOn();
    const heard: string[][] = [];
    const stop = onEvent((event) => event.type === 'request:changed' && heard.push(event.rooms));
    await act(amina, { type: 'takeBack' }, 10);
    await act(amina, { type: 'say' }, 9, '我自己解决');
    stop();
    expect(heard.map((rooms) => rooms.includes(`office:${made.office}`))).toEqual([true, false]);
  });

  it('is not there for another office, for a merchant, and under another office’s address', async () => {
    await passOn();
    const stranger = await buildOfficial(newId(), { now: ago(100) });
    const other = stranger.memberships[0]!.kind === 'official' ? stranger.memberships[0]!.office : '';
    expect(await statusOf(open(stranger, { office: other }))).toBe(404);
    expect(await statusOf(open(stranger))).toBe(404);
    expect(await statusOf(open(amina))).toBe(404);
    expect(await statusOf(open(manager))).toBe(404);
  });

  it('does not go to the office by a holder’s or an official’s own word', async () => {
    await act(manager, { type: 'takeOn', doing: false }, 40);
    const command: RequestCommand = { type: 'passOn', office: made.office, parts: ['words'], purpose: 'advice' };
    await expect(act(manager, command, 30)).rejects.toMatchObject({ name: 'Refusal' });
    expect(await statusOf(act(official, command, 30))).toBe(404);
    expect(await statusOf(open(official))).toBe(404);
  });
});

describe('RIGHTS: Looks', () => {
  it('every opening shows on the requester’s record, one row a day', async () => {
    await passOn();
    await open(official);
    await open(official);
    const looks = await AccessEvents.find({ mall: made.mall._id, subject: `account:${amina.account}` }).lean();
    expect(looks).toHaveLength(1);
    expect(looks[0]).toMatchObject({ viewer: official.account, role: 'official', purpose: 'passed-on' });
  });

  it('looking at something that isn’t there leaves no row', async () => {
    await statusOf(open(official));
    expect(await AccessEvents.countDocuments({ mall: made.mall._id })).toBe(0);
  });
});

describe('the office’s own work', () => {
  const send = async (form: Record<string, string>) => action(await args(official, { form }));

  it('takes on, answers, and the requester has the last word', async () => {
    await passOn();
    expect(await send({ act: 'take-on' })).toMatchObject({ status: 302 });
    expect((await open(official)).takenOn).toBe(true);
    await send({ act: 'answer', language: 'ru', outcome: 'solved', words: 'Слесари придут завтра.' });
    const row = await Requests.findOne({ mall: made.mall._id, number }).lean();
    expect(row).toMatchObject({ stage: 'done', outcome: 'solved', holder: { kind: 'requester', account: amina.account } });
    expect((await deskLoader(await args(official))).passed?.[0]).toMatchObject({ number, clock: null, stage: 'done' });
  });

  it('hands back with a reason, and sees it no more', async () => {
    await passOn();
    expect(await send({ act: 'hand-back', language: 'ru', reason: 'Это к управляющей компании.' })).toMatchObject({ status: 302 });
    expect(await statusOf(open(official))).toBe(404);
  });

  it('an answer without words is refused beside its field, and what was chosen stays', async () => {
    await passOn();
    const answer = await send({ act: 'answer', language: 'ru', outcome: 'half-fixed', words: '' });
    expect(answer).toMatchObject({ init: { status: 422 }, data: { ok: false, errors: { words: { key: 'form.required' } }, values: { outcome: 'half-fixed' } } });
  });

  it('its own late answer warns it until it has answered, and no merchant’s matter ever does', async () => {
    await passOn();
    expect((await deskLoader(await args(official))).warnings).toEqual([]);
    const month = 24 * 30;
    const input = { account: amina.account, role: 'merchant', kind: 'borrow', words: { language: 'zh', words: '等了很久' }, channel: 'ask' } as const;
    const late = await openRequest({ mall: made.mall, actor: amina, now: ago(month) }, input);
    const pass: Act = { command: { type: 'passOn', office: made.office, parts: ['words'], purpose: 'shortage' } };
    await actOnRequest({ mall: made.mall, actor: amina, now: ago(month - 1) }, late.number, pass);
    const { warnings } = await deskLoader(await args(official));
    expect(warnings).toEqual([{ kind: 'own-late-answer', saw: { what: 'late', number: late.number, overMinutes: expect.toSatisfy((minutes: number) => minutes > 60) }, act: { path: `requests/${late.number}` } }]);
    await action(await args(official, { of: late.number, form: { act: 'answer', language: 'zh', outcome: 'wont-do', words: '今年没有这笔钱。' } }));
    expect((await deskLoader(await args(official))).warnings).toEqual([]);
  });
});
