import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { WarningActs } from '#models/warning.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { buildOfficer, buildOfficial } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { action as associationAction, loader as associationLoader } from './association-page.tsx';
import { action, loader } from './office-page.tsx';

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);
let made: MadeMall;
let official: Actor;
let officer: Actor;

beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: ago(400), grids: 1, shops: 6 });
  official = await buildOfficial(made.office, { now: ago(400) });
  officer = await buildOfficer(made.mall._id, { now: ago(400) });
});

async function args(actor: Actor, path: string, params: Record<string, string>, form?: Record<string, string>) {
  const { cookie } = await startSession(actor.account, 'mine', undefined, new Date(), { strong: true });
  const request = new Request(`http://localhost${path}`, { method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form), headers: { Cookie: cookie.split(';')[0] ?? '' } });
  return { request, params, context: {} as never };
}
const atOffice = (form?: Record<string, string>) => args(official, `/office/${made.office}/warnings`, { office: made.office }, form);
const inMall = (form?: Record<string, string>) => args(officer, `/m/${made.mall.slug}/manage/warnings`, { mall: made.mall.slug }, form);
const office = async () => (await loader(await atOffice())).warnings;
const own = async () => associationLoader(await inMall());

interface Asking {
  kind: string;
  hours: number;
  shop?: number;
  facts?: Record<string, string>;
  over?: object;
}
function ask({ kind, hours, shop = 0, facts = {}, over = {} }: Asking) {
  const { owner, merchant, unit } = made.shops[0]![shop]!;
  const about = { account: owner.account, role: 'merchant', merchant, unit, kind, facts, words: { language: 'zh', words: 'SECRET-WORDS' }, channel: 'ask' } as const;
  return openRequest({ mall: made.mall, actor: owner, now: ago(hours) }, { ...about, ...over });
}

describe('RIGHTS: warnings to an office', () => {
  it('a hazard of a shared place open for more than a working day: class, level and days, and nothing of who said it', async () => {
    const { number } = await ask({ kind: 'hazard', hours: 24 * 8, facts: { danger: 'exit-blocked' } });
    await ask({ kind: 'defect', hours: 24 * 8, facts: { part: 'light' } });
    await ask({ kind: 'hazard', hours: 0.1, facts: { danger: 'gas' }, shop: 1 });
    const warnings = await office();
    expect(warnings).toEqual([{ kind: 'fire', saw: { what: 'open', level: expect.any(String), days: expect.any(Number) }, act: { topic: `open/fire/${made.level}` } }]);
    const { owner, merchant, number: booth } = made.shops[0]![0]!;
    for (const hidden of [number, owner.account, merchant, booth, 'SECRET-WORDS', made.grids[0]!]) expect(JSON.stringify(warnings)).not.toContain(hidden);
  });

  it('nothing that a merchant asked for herself, in confidence, or that lies in a booth', async () => {
    await ask({ kind: 'repair', hours: 24 * 8, facts: { part: 'water' } });
    await ask({ kind: 'hazard', hours: 24 * 8, facts: { danger: 'gas' }, over: { confidential: true } });
    await ask({ kind: 'hazard', hours: 24 * 8, facts: { danger: 'gas' }, over: { inside: true, shopFirst: false } });
    expect(await office()).toEqual([]);
  });

  it('taken in hand it is quiet, the association sees that, and what stands no more can’t be taken', async () => {
    await ask({ kind: 'hazard', hours: 24 * 8, facts: { danger: 'gas' } });
    const topic = `open/fire/${made.level}`;
    expect(await action(await atOffice({ topic }))).toMatchObject({ status: 302 });
    expect(await office()).toEqual([]);
    expect((await own()).offices).toMatchObject([{ topic, kind: 'fire' }]);
    expect(await action(await atOffice({ topic }))).toMatchObject({ init: { status: 422 } });
    expect(await action(await atOffice({ topic: 'alike/x/y' }))).toMatchObject({ init: { status: 422 } });
    expect([await WarningActs.countDocuments({ mall: made.mall._id }), await AuditEvents.countDocuments({ mall: made.mall._id, command: 'warning:act' })]).toEqual([1, 1]);
  });

  it('what the mall was told of: a recall, once, until it is taken in hand', async () => {
    await sendNotice({ mall: made.mall, actor: officer, now: ago(2) }, { class: 'must-acknowledge', to: ['mall'], original: 'zh', fixed: 'recall', day: new Date().toISOString().slice(0, 10), from: '09:00', until: '18:00', added: { zh: 'X 牌插线板' } } as never);
    await sendNotice({ mall: made.mall, actor: officer, now: ago(2) }, { class: 'information', to: ['mall'], original: 'zh', title: { zh: '周五开会' }, body: { zh: '下午三点' } });
    const [warning, ...rest] = await office();
    expect([warning?.kind, warning?.saw.what, rest]).toEqual(['recall', 'told', []]);
    await action(await atOffice({ topic: 'topic' in warning!.act ? warning!.act.topic : '' }));
    expect(await office()).toEqual([]);
  });
});

describe('the association’s own warnings', () => {
  const alike = (shops: readonly number[], hours = 2) => Promise.all(shops.map((shop) => ask({ kind: 'defect', hours, shop, facts: { part: 'light' } })));

  it('many alike in one corner, by rules that an officer edits, quiet once taken in hand', async () => {
    await alike([0, 1, 2]);
    expect((await own()).alike).toEqual([]);
    const rules = { act: 'rules', alikeCount: '3', alikeHours: '6', trendLeast: '5', trendPercent: '50' };
    expect(await associationAction(await inMall(rules))).toMatchObject({ status: 302 });
    expect((await own()).alike).toMatchObject([{ grid: made.grids[0], kind: 'defect', count: 3 }]);
    expect(await office()).toEqual([]);
    await associationAction(await inMall({ act: 'quiet', topic: `alike/${made.grids[0]}/defect` }));
    expect((await own()).alike).toEqual([]);
    await alike([3, 4], 0);
    expect((await own()).alike).toEqual([]);
    await alike([5], 0);
    expect((await own()).alike).toMatchObject([{ count: 3 }]);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: 'warning:set-rules' })).toBe(1);
  });

  it('what is confidential never makes a pattern', async () => {
    await Promise.all([0, 1, 2, 3, 4].map((shop) => ask({ kind: 'hygiene-help', hours: 1, shop })));
    await Promise.all([0, 1, 2, 3, 4].map((shop) => ask({ kind: 'defect', hours: 1, shop, over: { confidential: true } })));
    expect((await own()).alike).toEqual([]);
  });

  it('rules out of reach are refused beside their field', async () => {
    const refused = await associationAction(await inMall({ act: 'rules', alikeCount: '1', alikeHours: '999', trendLeast: 'x', trendPercent: '50' }));
    expect(refused).toMatchObject({ init: { status: 422 }, data: { errors: { alikeCount: {}, alikeHours: {}, trendLeast: {} } } });
  });
});
