import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Malls } from '#models/mall.server.ts';
import { MallSettings, type SettingPart } from '#models/mall-settings.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { COUNTRY_NUMBERS, emergencyNumbers, keptDays, maySendTo, offersProgram, type SettingsInEffect } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { changeSettings, confirmSettings, liveRows, withdrawSettings } from './commands.server.ts';
import { applyDue } from './in-effect.server.ts';
import { importDays } from './import-days.server.ts';
import { Meeting } from './meeting.ts';
import { comingLines } from './queries.server.ts';
import { comingAfter, standOf } from './stand.ts';

/** Wednesday, 11:00 in Urumqi. */
const NOW = new Date('2026-03-11T05:00:00Z');
const TODAY = '2026-03-11';
const on = (day: string) => new Date(`${day}T05:00:00Z`);

let mall: KnownMall;
let ayan: Actor;
let mei: Actor;

beforeEach(async () => {
  mall = await buildMall();
  [ayan, mei] = await Promise.all([buildOfficer(mall._id, { now: NOW }), buildOfficer(mall._id, { now: NOW })]);
});

const doing = (actor: Actor, now = NOW) => ({ mall, actor, now });
const stand = async (part: SettingPart, today = TODAY) => standOf(await liveRows(mall._id, part), today);
const stored = async () => (await Malls.findOne({ _id: mall._id }).lean())!;
const meets = async (work: Promise<unknown>): Promise<Meeting> => {
  const error = await work.then(() => null, (caught: unknown) => caught);
  expect(error).toBeInstanceOf(Meeting);
  return error as Meeting;
};
const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(() => null, (caught: unknown) => caught);
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).reason.key;
};
const NAMES = (zh: string) => ({ zh, en: `${zh} in English` });

describe('two officers at one setting', () => {
  test('who saves second is told that somebody was there, saves nothing, and then chooses', async () => {
    const seen = await stand('names');
    await changeSettings(doing(ayan), { part: 'names', value: NAMES('金桥'), from: TODAY, seen });
    const met = await meets(changeSettings(doing(mei), { part: 'names', value: NAMES('银桥'), from: TODAY, seen }));
    expect(met.why).toBe('meanwhile');
    expect(met.rows.map(({ by }) => by)).toContain(ayan.account);
    expect((await stored()).name).toEqual(NAMES('金桥'));
    await changeSettings(doing(mei), { part: 'names', value: NAMES('银桥'), from: TODAY, seen: met.stand, knows: met.stand });
    expect((await stored()).name).toEqual(NAMES('银桥'));
  });

  test('of two who save in the same moment exactly one is told', async () => {
    const seen = await stand('names');
    const saves = await Promise.allSettled([ayan, mei].map((who) => changeSettings(doing(who), { part: 'names', value: NAMES(who.account), from: TODAY, seen })));
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(saves.find((one) => one.status === 'rejected')?.reason).toBeInstanceOf(Meeting);
  });

  test('a form that is sent twice makes one version', async () => {
    const change = { part: 'names' as const, value: NAMES('金桥'), from: TODAY, seen: await stand('names') };
    await changeSettings(doing(ayan), change);
    expect(await changeSettings(doing(ayan), change)).toBe('in-effect');
    expect(await MallSettings.countDocuments({ mall: mall._id, part: 'names', by: ayan.account })).toBe(1);
  });

  test('what changes nothing makes no version', async () => {
    expect(await changeSettings(doing(ayan), { part: 'names', value: mall.name, from: TODAY, seen: await stand('names') })).toBe('unchanged');
    expect(await MallSettings.countDocuments({ mall: mall._id })).toBe(0);
  });
});

describe('planned changes', () => {
  const plan = async (who: Actor, value: unknown, from: string, knows?: string) => changeSettings(doing(who), { part: 'names', value, from, seen: await stand('names'), knows });

  test('a change that meets a planned one is not saved until its officer was shown what happens', async () => {
    await plan(ayan, NAMES('夏'), '2026-06-01');
    const met = await meets(plan(mei, NAMES('春'), TODAY));
    expect(met.why).toBe('planned');
    expect((await stored()).name).toEqual(mall.name);
    await plan(mei, NAMES('春'), TODAY, met.stand);
    expect((await stored()).name).toEqual(NAMES('春'));
  });

  test('they take effect by their day and not in the order in which they were saved', async () => {
    await plan(ayan, NAMES('夏'), '2026-06-01');
    await plan(mei, NAMES('四月'), '2026-04-01', await stand('names'));
    const rows = await liveRows(mall._id, 'names');
    const coming = await comingLines(rows, comingAfter(rows, TODAY), mall.name);
    expect(coming.map(({ from, value, before }) => [from, value, before])).toEqual([
      ['2026-04-01', NAMES('四月'), mall.name],
      ['2026-06-01', NAMES('夏'), NAMES('四月')],
    ]);
    expect(coming[1]?.replaces?.from).toBe('2026-04-01');
    await applyDue(mall, on('2026-04-01'));
    expect((await stored()).name).toEqual(NAMES('四月'));
    await applyDue(mall, on('2026-05-31'));
    expect((await stored()).name).toEqual(NAMES('四月'));
    await applyDue(mall, on('2026-06-01'));
    expect((await stored()).name).toEqual(NAMES('夏'));
  });

  test('one that is taken back never takes effect, and its line stays in the history', async () => {
    await plan(ayan, NAMES('夏'), '2026-06-01');
    const [row] = await liveRows(mall._id, 'names');
    await withdrawSettings(doing(mei), row!.version);
    await applyDue(mall, on('2026-06-02'));
    expect((await stored()).name).toEqual(mall.name);
    expect(await MallSettings.findOne({ mall: mall._id, version: row!.version }).lean()).toMatchObject({ state: 'withdrawn', by: ayan.account });
    expect(await refusalOf(withdrawSettings(doing(mei), row!.version))).toBe('form.changed-meanwhile');
  });

  test('a form from before a planned day had come is told so', async () => {
    await plan(ayan, NAMES('四月'), '2026-04-01');
    const seen = await stand('names');
    await applyDue(mall, on('2026-04-01'));
    expect((await meets(changeSettings(doing(mei, on('2026-04-02')), { part: 'names', value: NAMES('五月'), from: '2026-04-02', seen, knows: seen }))).why).toBe('meanwhile');
  });

  test('no day that is over and none beyond three years can be chosen', async () => {
    expect(await refusalOf(plan(ayan, NAMES('昨'), '2026-03-10'))).toBe('settings:refused.past');
    expect(await refusalOf(plan(ayan, NAMES('远'), '2030-01-01'))).toBe('settings:refused.too-far');
  });
});

describe('each part takes effect on its day', () => {
  const CASES: [part: SettingPart, value: unknown, holds: (mall: Awaited<ReturnType<typeof stored>>) => boolean][] = [
    ['names', NAMES('新'), ({ name }) => name.zh === '新'],
    ['time', { zone: 'Asia/Shanghai', also: 'Asia/Urumqi' }, ({ zone, settings }) => zone === 'Asia/Shanghai' && settings?.also === 'Asia/Urumqi'],
    ['languages', ['ug', 'zh'], ({ languages }) => languages.join() === 'ug,zh'],
    ['calendar', { week: { 1: [['09:00', '12:00'], ['13:00', '18:00']] }, days: [{ day: '2026-04-20', spans: [] }] }, ({ calendar }) => calendar.holidays.includes('2026-04-20') && calendar.later?.[0]?.from === '2026-04-01'],
    ['trades', [{ id: 'tea', names: { zh: '茶' }, retired: false }], ({ settings }) => (settings as SettingsInEffect).trades?.[0]?.id === 'tea'],
    ['programs', [{ id: 'labor', on: false }], (row) => !offersProgram(row, 'labor')],
    ['clocks', { borrow: { solution: 60 } }, ({ settings }) => (settings as SettingsInEffect).clocks?.borrow?.solution === 60],
    ['keeping', { threads: 30 }, (row) => keptDays(row, 'threads') === 30],
  ];
  test.each(CASES)('%s', async (part, value, holds) => {
    await changeSettings(doing(ayan), { part, value, from: '2026-04-01', seen: await stand(part) });
    if (part !== 'calendar') expect(holds(await stored())).toBe(false);
    await applyDue(mall, on('2026-03-31'));
    if (part !== 'calendar') expect(holds(await stored())).toBe(false);
    expect(await applyDue(mall, on('2026-04-01'))).toEqual([part]);
    expect(holds(await stored())).toBe(true);
    expect(await applyDue(mall, on('2026-04-01'))).toEqual([]);
    expect(await AuditEvents.countDocuments({ mall: mall._id, command: { $in: ['settings:change', 'settings:take-effect'] } })).toBe(2);
  });
});

describe('receivers of data', () => {
  const CITY = { id: 'city', name: 'City line', purpose: 'Open311', carries: ['place-requests' as const], since: TODAY };
  const PAPER = { ...CITY, id: 'paper', name: 'Paper' };
  const save = async (who: Actor, value: unknown) => changeSettings(doing(who), { part: 'receivers', value, from: TODAY, seen: await stand('receivers'), knows: await stand('receivers') });
  const waiting = async () => (await MallSettings.findOne({ mall: mall._id, state: 'waiting' }).sort({ version: -1 }).lean())!.version;

  test('two officers have to agree, and the one who proposed it is not the second', async () => {
    expect(await save(ayan, [CITY])).toBe('waiting');
    expect(maySendTo(await stored(), 'city', 'place-requests')).toBe(false);
    expect(await refusalOf(confirmSettings(doing(ayan), await waiting()))).toBe('settings:refused.second');
    await confirmSettings(doing(mei), await waiting());
    expect(maySendTo(await stored(), 'city', 'place-requests')).toBe(true);
    expect(maySendTo(await stored(), 'city', 'notices')).toBe(false);
  });

  test('one is taken off by a single officer, at once', async () => {
    await save(ayan, [CITY]);
    await confirmSettings(doing(mei), await waiting());
    expect(await save(ayan, [])).toBe('in-effect');
    expect((await stored()).settings?.receivers).toEqual([]);
  });

  test('a proposal from before a removal can’t bring the removed one back unseen', async () => {
    await save(ayan, [CITY]);
    await confirmSettings(doing(mei), await waiting());
    await save(ayan, [CITY, PAPER]);
    const proposal = await waiting();
    await save(mei, []);
    expect(await refusalOf(confirmSettings(doing(mei), proposal))).toBe('settings:refused.outdated');
    expect(maySendTo(await stored(), 'city', 'place-requests')).toBe(false);
  });

  test('a removal that is planned counts: a later day with the receiver again needs two', async () => {
    await save(ayan, [CITY]);
    await confirmSettings(doing(mei), await waiting());
    const seen = async () => ({ seen: await stand('receivers'), knows: await stand('receivers') });
    await changeSettings(doing(ayan), { part: 'receivers', value: [], from: '2026-04-01', ...(await seen()) });
    expect(await changeSettings(doing(ayan), { part: 'receivers', value: [CITY], from: '2026-05-01', ...(await seen()) })).toBe('waiting');
  });
});

describe('a year of days from a file', () => {
  const FILE = '2026-03-21; 2026-03-23; ; Nowruz\n2026-04-05; ; 10:00-14:00; Make-up day\nsoon; ; ; when?';
  const bring = async (save: boolean, text = FILE) => importDays(doing(ayan), { text, from: TODAY, save, seen: await stand('calendar') });

  test('is shown first with the lines that can’t be used, and saved by the second step', async () => {
    expect(await bring(false)).toMatchObject({ ok: true, read: { skipped: [{ line: 3, why: 'no-day' }] }, fresh: ['2026-03-21', '2026-03-22', '2026-03-23', '2026-04-05'] });
    expect(await MallSettings.countDocuments({ mall: mall._id })).toBe(0);
    expect(await bring(true)).toBe('in-effect');
    expect((await stored()).calendar).toMatchObject({ holidays: ['2026-03-21', '2026-03-22', '2026-03-23'], extraDays: { '2026-04-05': [['10:00', '14:00']] } });
  });

  test('changes nothing when it is brought in again', async () => {
    await bring(true);
    const versions = await MallSettings.countDocuments({ mall: mall._id });
    mall = (await findMallById(mall._id, new Date(NOW.getTime() + 60_000)))!;
    expect(await bring(false)).toMatchObject({ fresh: [] });
    expect(await bring(true)).toMatch(/unchanged|in-effect/);
    expect(await MallSettings.countDocuments({ mall: mall._id })).toBe(versions);
  });
});

describe('emergency numbers', () => {
  test('are the country’s until an officer sets some, from their day on', async () => {
    expect(emergencyNumbers((await findMallById(mall._id, NOW))!).map(({ number }) => number)).toEqual(['119', '120', '110']);
    const value = [{ id: 'fire', number: '101' }, { id: 'ambulance', number: '103' }, { id: 'police', number: '102' }, { id: 'guard', names: { zh: '值班室' }, number: '0991 110' }];
    expect(await changeSettings(doing(ayan), { part: 'emergency', value, from: '2026-03-12', seen: await stand('emergency') })).toBe('planned');
    expect((await stored()).settings?.emergency).toEqual([...COUNTRY_NUMBERS]);
    await applyDue((await findMallById(mall._id, NOW))!, on('2026-03-12'));
    expect((await stored()).settings?.emergency).toEqual(value);
  });
});
