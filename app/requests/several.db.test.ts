import { beforeAll, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { openRequest } from './commands.server.ts';
import { actOnSeveral, type Several } from './several.server.ts';
import { severalIn } from './several.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
let made: MadeMall;
const people = {} as Record<'manager' | 'assistant' | 'supervisor' | 'elsewhere' | 'council', Actor>;

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  const mall = made.mall._id;
  for (const role of ['manager', 'assistant', 'supervisor'] as const) people[role] = await buildVolunteer(mall, made.grids[0]!, role, { now: NOW });
  people.elsewhere = await buildVolunteer(mall, made.grids[1]!, 'manager', { now: NOW });
  people.council = await buildOfficer(mall, { now: NOW });
});

/** As they stand on the screen of whoever looks now. */
async function ask(count: number, kind = 'borrow'): Promise<{ number: string; version: number }[]> {
  const shop = made.shops[0]![0]!;
  const numbers: string[] = [];
  for (let at = 0; at < count; at += 1) numbers.push((await openRequest({ mall: made.mall, actor: shop.owner, now: NOW }, { account: shop.owner.account, role: 'merchant', merchant: shop.merchant, channel: 'ask', kind, words: { language: 'zh', words: `${kind} ${at}` } })).number);
  return seen(numbers);
}
const seen = (numbers: string[]) => Promise.all(numbers.map(async (number) => ({ number, version: (await Requests.findOne({ mall: made.mall._id, number }).lean())!.version })));
const several = (actor: Actor, wish: Omit<Several, 'words'> & { words?: string }) => actOnSeveral({ mall: made.mall, actor, now: NOW }, { ...wish, words: wish.words ? { language: 'zh', words: wish.words } : undefined });
const rowOf = async (number: string) => (await Requests.findOne({ mall: made.mall._id, number }).lean())!;
const rows = (command: string, ids: string[]) => AuditEvents.countDocuments({ mall: made.mall._id, command, target: { $in: ids } });

describe('one act on several requests', () => {
  it('is done to each by itself, with a row of its own in the log; sent again it says the same and does nothing', async () => {
    const picked = await ask(3);
    const numbers = picked.map(({ number }) => number);
    const wish = { act: 'take-on', picked } as const;
    expect(await several(people.manager, wish)).toEqual({ act: 'take-on', done: numbers, refused: [] });
    const taken = await Promise.all(numbers.map(rowOf));
    expect(taken.map(({ worker, stage }) => [worker, stage])).toEqual(numbers.map(() => [people.manager.account, 'taken-on']));
    const ids = taken.map(({ _id }) => _id);
    expect(await rows('request:takeOn', ids)).toBe(3);
    expect(await several(people.manager, wish)).toEqual({ act: 'take-on', done: numbers, refused: [] });
    expect(await rows('request:takeOn', ids)).toBe(3);
    expect(await RequestEvents.countDocuments({ mall: made.mall._id, request: { $in: ids } })).toBe(6);

    const given = await several(people.manager, { act: 'assign', picked: await seen(numbers), account: people.assistant.account });
    expect(given.done).toEqual(numbers);
    expect((await rowOf(numbers[0]!)).holder).toMatchObject({ account: people.assistant.account });
  });

  it('goes on after one that is refused, and says why: overtaken, not hers, not there', async () => {
    const [free, taken, other] = (await ask(3)) as [{ number: string; version: number }, { number: string; version: number }, { number: string; version: number }];
    await several(people.assistant, { act: 'take-on', picked: [taken] });
    const answer = await several(people.manager, { act: 'take-on', picked: [taken, { number: 'ZL-2026-0000000', version: 1 }, free, other] });
    expect(answer.done).toEqual([free.number, other.number]);
    expect(answer.refused).toEqual([
      { number: taken.number, reason: { key: 'form.changed-meanwhile' } },
      { number: 'ZL-2026-0000000', reason: { key: 'lists:refused.not-there' } },
    ]);
    expect((await rowOf(taken.number)).worker).toBe(people.assistant.account);
  });

  it('opens nothing that its page doesn’t: another grid, a mediation, another mall', async () => {
    const picked = [...(await ask(1)), ...(await ask(1, 'mediation'))];
    for (const actor of [people.elsewhere, people.supervisor]) {
      const { done } = await several(actor, { act: 'take-on', picked });
      expect(done).toEqual([]);
    }
    const { refused } = await several(people.manager, { act: 'hand-up', picked: [picked[1]!], words: 'x' });
    expect(refused[0]?.reason.key).toBe('lists:refused.not-there');
    expect(await rows('request:takeOn', (await Promise.all(picked.map(({ number }) => rowOf(number)))).map(({ _id }) => _id))).toBe(0);
  });

  it('on a shared phone leaves what is confidential to be opened by itself', async () => {
    const lead = await buildOfficer(made.mall._id, { post: 'lead', now: NOW });
    const picked = await ask(1, 'wages');
    expect((await several(lead, { act: 'take-on', picked, shared: true })).refused[0]?.reason.key).toBe('lists:refused.open-it');
    expect((await several(lead, { act: 'take-on', picked })).done).toEqual([picked[0]!.number]);
  });

  it('hands up with one reason for each, and the supervisor demands answers of several', async () => {
    const picked = await ask(2);
    const numbers = picked.map(({ number }) => number);
    await several(people.manager, { act: 'take-on', picked });
    const demanded = await several(people.supervisor, { act: 'demand', picked: await seen(numbers) });
    expect(demanded.done).toEqual(numbers);
    expect((await several(people.manager, { act: 'hand-up', picked: await seen(numbers) })).refused.map(({ reason }) => reason.key)).toEqual(['requests:refusal.reason-needed', 'requests:refusal.reason-needed']);
    expect((await several(people.manager, { act: 'hand-up', picked: await seen(numbers), words: '要换总阀' })).done).toEqual(numbers);
    expect((await rowOf(numbers[1]!)).rung).not.toBe('manager');
  });

  it('is offered where somebody moves something', () => {
    const mall = made.mall._id;
    expect(severalIn('desk', people.supervisor, mall)).toEqual(['demand']);
    expect(severalIn('desk', people.assistant, mall)).toContain('take-on');
    expect(severalIn('all', people.council, mall)).toEqual([]);
    expect(severalIn('asked', people.manager, mall)).toEqual([]);
  });
});
