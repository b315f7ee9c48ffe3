import { beforeAll, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { SavedFilters } from '#models/saved-filter.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseAccount } from '#app/record/erase.server.ts';
import { exportRecord } from '#app/record/export.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { deleteFilter, listSavedFilters, MOST_SAVED, saveFilter } from './saved-filters.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
let made: MadeMall;
let mall: string;
let rena: Actor;
let yerlan: Actor;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now: NOW });
const names = async (actor: Actor) => (await listSavedFilters(mall, actor.account)).map(({ name, query }) => `${name}: ${query}`);

beforeAll(async () => {
  made = await makeMall({ now: NOW });
  mall = made.mall._id;
  rena = await buildVolunteer(mall, made.grids[0]!, 'manager', { now: NOW });
  yerlan = await buildVolunteer(mall, made.grids[0]!, 'assistant', { now: NOW });
});

describe('a filter that somebody keeps', () => {
  it('is there once when it is sent twice, takes a new name, and is nobody else’s', async () => {
    await Promise.all([saveFilter(doing(rena), 'show=desk&due=over', 'يېڭى'), saveFilter(doing(rena), 'show=desk&due=over', 'يېڭى')]);
    await saveFilter(doing(rena), 'show=desk&who=nobody', '没人管的');
    await saveFilter(doing(rena), 'show=desk&due=over', '超时的');
    expect(await names(rena)).toEqual(['超时的: show=desk&due=over', '没人管的: show=desk&who=nobody']);
    expect(await names(yerlan)).toEqual([]);
    const [first] = await listSavedFilters(mall, rena.account);
    await expect(deleteFilter(doing(yerlan), first!.id)).rejects.toMatchObject({ status: 404 });
    expect(JSON.stringify(await SavedFilters.find({ mall }).lean())).not.toContain('超时的');
    expect(await AuditEvents.countDocuments({ mall, command: 'filter:save', subject: `account:${rena.account}` })).toBeGreaterThanOrEqual(3);
  });

  it('is deleted with its name', async () => {
    const [first] = await listSavedFilters(mall, rena.account);
    await deleteFilter(doing(rena), first!.id);
    expect(await names(rena)).toEqual(['没人管的: show=desk&who=nobody']);
    await expect(deleteFilter(doing(rena), first!.id)).rejects.toMatchObject({ status: 404 });
    expect(await Texts.countDocuments({ mall, subject: `account:${rena.account}` })).toBe(1);
  });

  it('is one of twelve at most', async () => {
    for (let at = 0; at < MOST_SAVED; at += 1) await saveFilter(doing(yerlan), `show=desk&grid=${at + 1}`, `f${at}`);
    await expect(saveFilter(doing(yerlan), 'show=desk&grid=99', 'one more')).rejects.toThrow(Refusal);
    await saveFilter(doing(yerlan), 'show=desk&grid=1', 'again');
    expect((await listSavedFilters(mall, yerlan.account))[0]?.name).toBe('again');
  });

  it('is in her export, and goes with her account', async () => {
    const { malls } = await exportRecord(rena, NOW);
    const here = malls.find((one) => one.mall === mall)!;
    expect(here.savedFilters.map(({ query }) => query)).toEqual(['show=desk&who=nobody']);
    expect(here.words.map(({ words }) => words)).toContain('没人管的');
    await eraseAccount({ actor: rena, now: NOW });
    expect(await SavedFilters.countDocuments({ mall, account: rena.account })).toBe(0);
    expect(await Texts.countDocuments({ mall, subject: `account:${rena.account}` })).toBe(0);
  });
});
