import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { DataSendings } from '#models/mall-settings.server.ts';
import { Offices } from '#models/office.server.ts';
import { Releases } from '#models/release.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Offers, Rounds } from '#models/visit.server.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cutRelease, findLastRelease, tablesOf } from './releases.server.ts';
import { cellKey } from './tables.ts';

const PAUSE = 15 * 60_000;
const start = new Date('2026-03-11T05:00:00Z');
const later = (pauses: number) => new Date(start.getTime() + pauses * PAUSE);

let made: MadeMall;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: start, grids: 2, shops: 12 });
});

async function offer(grid: number, from: number, to: number, at: Date) {
  const shops = made.shops[grid]!.slice(from, to);
  const row = { mall: made.mall._id, round: made.round, grid: made.grids[grid], day: '2026-03-11', half: 'am', met: true, createdAt: at, updatedAt: at };
  await Offers.insertMany(shops.map((shop) => ({ ...row, _id: newId(), merchant: shop.merchant })));
}
async function ask(shop: number, stage: string, at: Date, over: { program?: string; confidential?: boolean } = {}) {
  const { program = 'safety', confidential = false } = over;
  const { merchant, owner } = made.shops[0]![shop]!;
  const request = newId();
  await Requests.create({
    _id: request,
    mall: made.mall._id,
    number: `TS-2026-${request.slice(-7)}`,
    codeHash: '-',
    program,
    kind: 'unsorted',
    ladder: 'grid',
    rung: 'manager',
    about: 'own',
    confidential,
    channel: 'ask',
    requester: owner.account,
    merchant,
    stage,
    holder: { kind: 'council' },
    openedAt: at,
    version: 1,
  });
  await move(request, 1, stage, at, owner.account, program);
  return request;
}
const move = (request: string, seq: number, stage: string, at: Date, actor = 'helper', program?: string) =>
  RequestEvents.create({ mall: made.mall._id, request, seq, at, type: seq === 1 ? 'asked' : 'started', actor, role: '-', facts: { stage, ...(program ? { program } : {}) } });
const cut = (at: Date) => cutRelease(made.mall, at, PAUSE);
const span = async (key: string) => tablesOf((await findLastRelease(made.mall._id))!).cells[key]?.span;

describe('RIGHTS: Figures, releases', () => {
  it('the first release shows what there is, in steps', async () => {
    await offer(0, 0, 7, start);
    expect(await cut(start)).toBe(1);
    expect(await span(cellKey.round(made.round, made.grids[0]!))).toEqual({ least: 5, most: 12 });
    expect(await span(cellKey.round(made.round, made.grids[1]!))).toEqual({ least: 5, most: 12 });
  });

  it('says nothing of a round for some trades, which would be figures by trade; of one for some grids only its shops count', async () => {
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { scope: { kind: 'trades', ids: ['fabrics'] }, places: [{ grid: made.grids[0]!, shops: 12 }] } });
    await offer(0, 0, 7, start);
    expect(await cut(start)).toBe(1);
    const first = tablesOf((await findLastRelease(made.mall._id))!);
    expect(first.round ?? null).toBeNull();
    expect(Object.keys(first.cells).filter((key) => key.startsWith('round/'))).toEqual([]);
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { scope: { kind: 'grids', ids: [made.grids[0]!] } } });
    await offer(0, 7, 12, later(0.5));
    expect(await cut(later(1))).toBe(2);
    expect(await span(cellKey.round(made.round, made.grids[0]!))).toBeDefined();
    expect(await span(cellKey.round(made.round, made.grids[1]!))).toBeUndefined();
  });

  it('waits for five different shops and for fifteen minutes', async () => {
    await cut(start);
    await offer(0, 0, 4, later(0.5));
    expect(await cut(later(1))).toBeNull();
    await offer(0, 4, 5, later(1.1));
    expect(await cut(later(0.9))).toBeNull();
    expect(await cut(later(1.2))).toBe(2);
  });

  it('a cell that four shops changed keeps its value in a release that others cut', async () => {
    await offer(0, 0, 7, start);
    await cut(start);
    await offer(0, 7, 11, later(1));
    await offer(1, 0, 9, later(1));
    expect(await cut(later(1.1))).toBe(2);
    expect(await span(cellKey.round(made.round, made.grids[0]!))).toEqual({ least: 5, most: 12 });
    expect(await span(cellKey.round(made.round, made.grids[1]!))).toEqual({ least: 0, most: 4 });
    await offer(0, 11, 12, later(2));
    for (let shop = 0; shop < 5; shop++) await ask(shop, 'received', later(2));
    expect(await cut(later(2.5))).toBe(3);
    expect(await span(cellKey.round(made.round, made.grids[0]!))).toEqual({ least: 0, most: 4 });
  });

  it('counts requests by program and stage as they stood, and moves a figure when five shops moved', async () => {
    const asked: string[] = [];
    for (let shop = 0; shop < 6; shop++) asked.push(await ask(shop, 'received', start));
    await cut(start);
    expect(await span(cellKey.stage('safety', 'received'))).toEqual({ least: 6, most: 6 });
    expect(await span(cellKey.stage('safety', 'in-progress'))).toEqual({ least: 0, most: 4 });
    for (const request of asked.slice(0, 5)) {
      await Requests.updateOne({ mall: made.mall._id, _id: request }, { stage: 'in-progress' });
      await move(request, 2, 'in-progress', later(1));
    }
    await cut(later(1.5));
    expect(await span(cellKey.stage('safety', 'received'))).toEqual({ least: 0, most: 4 });
    expect(await span(cellKey.stage('safety', 'in-progress'))).toEqual({ least: 5, most: 5 });
  });

  it('says of mediation only how many asked and how soon the first answer came, in working hours', async () => {
    for (let shop = 0; shop < 6; shop++) {
      const request = await ask(shop, 'received', start, { program: 'mediation', confidential: true });
      await move(request, 2, 'taken-on', later(8));
    }
    await cut(later(9));
    expect(await span(cellKey.asked('mediation', '2026-03-09'))).toEqual({ least: 6, most: 6 });
    expect(await span(cellKey.answer('mediation', '2026-03-09'))).toEqual({ least: 2, most: 2 });
    const release = await findLastRelease(made.mall._id);
    expect(Object.keys(tablesOf(release!).cells).filter((key) => key.startsWith('stage/mediation'))).toEqual([]);
  });

  it('stores no shop, no account and no exact small number', async () => {
    await offer(0, 0, 3, start);
    await ask(1, 'received', start);
    await cut(start);
    const stored = JSON.stringify(await Releases.findOne({ mall: made.mall._id }).lean());
    for (const shop of made.shops.flat()) {
      expect(stored).not.toContain(shop.merchant);
      expect(stored).not.toContain(shop.owner.account);
    }
    expect(stored).not.toMatch(/"(least|most)":[1-3]\b/);
  });

  it('keeps a finished round as it was last shown when its offers are gone', async () => {
    await offer(0, 0, 12, start);
    await cut(start);
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { state: 'finished', finishedAt: later(1) });
    await Offers.deleteMany({ mall: made.mall._id });
    for (let shop = 0; shop < 5; shop++) await ask(shop, 'received', later(2));
    expect(await cut(later(3))).toBe(2);
    expect(await span(cellKey.round(made.round, made.grids[0]!))).toEqual({ least: 0, most: 4 });
  });

  it('tells the office and the mall the number alone, and leaves an audit row', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    await cut(start);
    stop();
    expect(heard).toEqual([{ type: 'release:cut', id: '1', version: 1, rooms: [`mall:${made.mall._id}`, `office:${made.office}`] }]);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: 'office:cut-release' })).toBe(1);
  });

  it('tells the offices above too, whose sums it is in, and no other', async () => {
    const [district, beside] = [newId(), newId()];
    await Offices.create([{ _id: district, level: 'district', name: { en: 'District' } }, { _id: beside, level: 'district', name: { en: 'Beside' } }]);
    await Offices.updateOne({ _id: made.office }, { $set: { parent: district } });
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    await cut(start);
    stop();
    expect(heard.flatMap(({ rooms }) => rooms)).toEqual([`mall:${made.mall._id}`, `office:${made.office}`, `office:${district}`]);
  });

  it('each release is on the list of what left the house, one row a day', async () => {
    await cut(start);
    await offer(0, 0, 7, new Date(start.getTime() + PAUSE));
    await cut(new Date(start.getTime() + 2 * PAUSE));
    expect(await DataSendings.find({ mall: made.mall._id }).lean()).toMatchObject([{ receiver: `office:${made.office}`, what: 'figures', count: 2, at: new Date(start.getTime() + 2 * PAUSE) }]);
  });

  it('two processes that cut at once make one release', async () => {
    await offer(0, 0, 7, start);
    const numbers = await Promise.all([cut(start), cut(start)]);
    expect(numbers.filter((number) => number === 1)).toHaveLength(1);
    expect(await Releases.countDocuments({ mall: made.mall._id })).toBe(1);
  });
});
