import { beforeAll, describe, expect, it } from 'vitest';
import { Deliveries, Notices } from '#models/notice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { translateText, writeText } from '#app/platform/texts.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { searchNotices } from './finding.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
let made: MadeMall;
let officer: Actor;
let amina: Actor;
let rena: Actor;

beforeAll(async () => {
  made = await makeMall({ now: NOW });
  officer = await buildOfficer(made.mall._id, { now: NOW });
  amina = made.shops[0]![0]!.owner;
  rena = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
});

/** A notice as it is stored once it was sent to these. */
async function sent(title: string, to: readonly Actor[], { body, uyghur, hours = 0 }: { body?: string; uyghur?: string; hours?: number } = {}): Promise<string> {
  const mall = made.mall._id;
  const id = newId();
  const sentAt = new Date(NOW.getTime() + hours * 3600_000);
  await runCommand({ name: 'notice:send', mall, actor: officer, role: 'officer', subject: 'none', target: id, now: NOW }, async (tx) => {
    const write = (words: string) => writeText(tx, { language: 'zh', words, author: officer.account, subject: `notice:${id}`, readers: [`notice:${id}`] });
    const [titled, bodied] = [await write(title), body ? await write(body) : undefined];
    if (uyghur) await translateText(tx, titled, 'ug', uyghur, officer.account);
    await Notices.create([{ _id: id, mall, class: 'information', title: titled, body: bodied, audience: { kind: 'mall' }, author: officer.account, role: 'officer', sentAt, state: 'sent', accounts: to.length, queued: to.length }], { session: tx.session });
    for (const { account } of to) await Deliveries.create([{ _id: newId(), mall, notice: id, account, state: 'sent', order: newId(), asks: false }], { session: tx.session });
  });
  return id;
}
const find = async (actor: Actor, query: string) => (await searchNotices({ mall: made.mall._id, actor, language: 'en' }, query)).map(({ id }) => id);

describe('a notice is found', () => {
  it('by whoever was sent it, by title and text, in any of its languages; the newest first', async () => {
    const water = await sent('明天停水两小时', [amina, rena], { body: '三楼水管检修', uyghur: 'ئەتە سۇ توختايدۇ' });
    const again = await sent('后天停水', [amina], { hours: 2 });
    expect(await find(amina, '停水')).toEqual([again, water]);
    expect(await find(amina, '水管')).toEqual([water]);
    expect(await find(amina, 'ئەتە سۇ')).toEqual([water]);
    expect(await find(rena, '停水')).toEqual([water]);
    expect(await find(amina, 'zebra')).toEqual([]);
  });

  it('by nobody whom it wasn’t sent to, not even by its author', async () => {
    await sent('只给网格员的一句话', [rena]);
    expect(await find(rena, '只给网格员')).toHaveLength(1);
    for (const actor of [amina, officer]) expect(await find(actor, '只给网格员')).toEqual([]);
  });
});
