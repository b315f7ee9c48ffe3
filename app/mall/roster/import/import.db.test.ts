import mongoose from 'mongoose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { MapImports } from '#models/map-import.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Grids, Units } from '#models/plan.server.ts';
import { RosterImportParts, RosterImports } from '#models/roster-import.server.ts';
import { ShopPairs } from '#models/shop-pair.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { checkFile } from './checking.server.ts';
import { badRowsFile } from './files.server.ts';
import { getBadRows, getImportPage } from './queries.server.ts';
import { forgetImports, importsUnderWay, resumeImports, runImport, startImport } from './running.server.ts';

const now = new Date('2026-03-11T05:00:00Z');
let made: MadeMall;
let officer: Actor;

beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now, grids: 2, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  await Units.insertMany(['F1-101', 'F1-102', 'F1-103'].map((number) => ({ _id: newId(), mall: made.mall._id, level: made.level, number, category: 'retail', lettable: true, grid: made.grids[0] })));
});

const mall = () => made.mall._id;
const doing = () => ({ mall: made.mall, actor: officer, now });
const csv = (...lines: string[]) => Buffer.from(['铺位号,店名,经营类别,联系电话,民族', ...lines].join('\n'));
const check = (...lines: string[]) => checkFile(doing(), csv(...lines), 'zh');
const view = (id: string) => getImportPage(mall(), id);
async function bring(lines: string[], allowed: string[] = []) {
  const id = await check(...lines);
  await startImport(doing(), id, allowed);
  await importsUnderWay();
  return view(id);
}
const tenantOf = async (number: string) => {
  const unit = await Units.findOne({ mall: mall(), number }).lean();
  const tenancy = await Tenancies.findOne({ mall: mall(), unit: unit?._id, to: { $exists: false } }).lean();
  return tenancy && Merchants.findOne({ mall: mall(), _id: tenancy.merchant }).lean();
};
const many = (count: number) => Array.from({ length: count }, (_nothing, at) => `F9-${at},新店 ${at} 号,布料,1390000${String(at).padStart(4, '0')},x`);
const booths = (count: number) => Units.insertMany(many(count).map((_line, at) => ({ _id: newId(), mall: mall(), level: made.level, number: `F9-${at}`, category: 'retail', lettable: true })));

describe('an import of shops', () => {
  it('changes nothing before somebody says yes, and says what it would do', async () => {
    const before = await Merchants.countDocuments({ mall: mall() });
    const id = await check('F1-101,新布店,布料,13900000001,x', 'F1-001,店铺 F1-001,茶叶,,x', 'F9-999,谁,布料,,x', 'F1-102,,布料,,x');
    const shown = await view(id);
    expect(shown).toMatchObject({ state: 'ready', rows: 4, counts: { new: 1, change: 1, bad: 2 }, taken: ['铺位号', '店名', '经营类别', '联系电话'], dropped: ['民族'] });
    expect(shown.bad.map(({ line, problems }) => [line, problems[0]?.key])).toEqual([[4, 'roster:problem.no-such-booth'], [5, 'roster:problem.no-name']]);
    expect(await Merchants.countDocuments({ mall: mall() })).toBe(before);
  });

  it('puts good rows in with their phone encrypted, counts the grid, and writes on each shop’s record', async () => {
    expect(await bring(['F1-101,新布店,布料,13900000001,汉', 'F9-999,谁,布料,,x'])).toMatchObject({ state: 'done', counts: { new: 1, bad: 1 }, progress: 2 });
    const shop = await tenantOf('F1-101');
    expect(shop).toMatchObject({ names: { zh: '新布店' }, trade: 'fabrics', status: 'open' });
    const text = await Texts.findOne({ mall: mall(), _id: shop?.contact }).lean();
    expect(text).toMatchObject({ subject: `shop:${shop?._id}`, readers: [`shop:${shop?._id}`] });
    expect(JSON.stringify(shop)).not.toContain('13900000001');
    expect(await AuditEvents.countDocuments({ mall: mall(), subject: `shop:${shop?._id}`, command: 'shop:add' })).toBe(1);
    expect((await Grids.findOne({ mall: mall(), _id: made.grids[0] }).lean())?.shops).toBe(3);
  });

  it('keeps no cell of a column that isn’t on the list, anywhere', async () => {
    const id = await check('F1-101,新布店,布料,13900000001,秘密的民族');
    const { rows } = await getBadRows(mall(), id);
    expect(rows).toEqual([]);
    const { openRows, placeOf } = await import('./sealed-rows.server.ts');
    const part = await RosterImportParts.findOne({ mall: mall(), import: id }).lean();
    expect(JSON.stringify(await openRows(mall(), placeOf(id, 0), part?.cipher))).not.toContain('秘密');
  });

  it('changes nothing when the same file comes twice', async () => {
    const lines = ['F1-101,新布店,布料,13900000001,x', 'F1-001,店铺 F1-001,茶叶,,x', 'F1-102,=SUM(A1),其他,+7 777 123-45-67,x'];
    await bring(lines, ['move', 'replace']);
    const before = [await Merchants.find({ mall: mall() }).sort({ _id: 1 }).lean(), await Tenancies.find({ mall: mall() }).sort({ _id: 1 }).lean(), await Texts.countDocuments({ mall: mall() })];
    expect((await view(await check(...lines))).counts).toMatchObject({ same: 3, new: 0, change: 0, bad: 0 });
    await bring(lines, ['move', 'replace']);
    expect([await Merchants.find({ mall: mall() }).sort({ _id: 1 }).lean(), await Tenancies.find({ mall: mall() }).sort({ _id: 1 }).lean(), await Texts.countDocuments({ mall: mall() })]).toEqual(before);
    expect((await tenantOf('F1-102'))?.names).toEqual({ en: '=SUM(A1)' });
  });

  it('asks before a booth changes hands: not without a yes, and with it the old tenancy ends and its shop closes', async () => {
    const old = made.shops[0]![0]!;
    const id = await check('F1-001,换了的店,茶叶,,x');
    expect((await view(id)).asks).toEqual([expect.objectContaining({ kind: 'replace', booth: 'F1-001', before: { names: expect.objectContaining({ en: 'Shop F1-001' }) } })]);
    await startImport(doing(), id, []);
    await importsUnderWay();
    expect((await view(id)).bad[0]?.problems).toEqual([{ key: 'roster:problem.not-allowed-replace' }]);
    expect((await tenantOf('F1-001'))?._id).toBe(old.merchant);
    await bring(['F1-001,换了的店,茶叶,,x'], ['replace']);
    expect((await tenantOf('F1-001'))?.names).toEqual({ zh: '换了的店' });
    expect(await Merchants.findOne({ mall: mall(), _id: old.merchant }).lean()).toMatchObject({ status: 'closed' });
    expect(await AuditEvents.countDocuments({ mall: mall(), subject: `shop:${old.merchant}`, command: 'shop:close' })).toBe(1);
  });

  it('gives a row back that isn’t as it was at the check', async () => {
    const id = await check('F1-101,新布店,布料,,x', 'F1-102,第二家,布料,,x');
    const other = made.shops[1]![0]!;
    await Tenancies.create({ mall: mall(), merchant: other.merchant, unit: (await Units.findOne({ mall: mall(), number: 'F1-101' }).lean())?._id, from: now });
    await startImport(doing(), id, []);
    await importsUnderWay();
    expect(await view(id)).toMatchObject({ counts: { new: 1, bad: 1 }, bad: [{ line: 2, problems: [{ key: 'roster:problem.changed-meanwhile' }] }] });
  });

  it('goes on after a killed process where it stopped: every row once, and never a half one', async () => {
    await booths(120);
    const id = await check(...many(120));
    await RosterImports.updateOne({ mall: mall(), _id: id }, { $set: { state: 'running', startedAt: now } });
    let parts = 0;
    const db = mongoose.connection.db!;
    const collection = db.collection.bind(db);
    const broken = vi.spyOn(db, 'collection').mockImplementation((name) => {
      if (name === AuditEvents.collection.collectionName) parts += 1;
      if (parts === 2) throw new Error('killed');
      return collection(name);
    });
    await expect(runImport(mall(), id)).rejects.toThrow('killed');
    broken.mockRestore();
    const half = await Merchants.find({ mall: mall(), 'names.zh': /^新店/ }, { contact: 1 }).lean();
    expect(half).toHaveLength(50);
    expect(half.every((shop) => shop.contact)).toBe(true);
    expect(await Tenancies.countDocuments({ mall: mall(), merchant: { $in: half.map((shop) => shop._id) } })).toBe(50);
    expect(await view(id)).toMatchObject({ state: 'running', progress: 40, counts: { new: 50 } });
    await RosterImports.collection.updateOne({ _id: id as never }, { $set: { updatedAt: new Date(now.getTime() - 60_000) } });
    expect(await resumeImports(mall(), now)).toBe(1);
    await importsUnderWay();
    expect(await view(id)).toMatchObject({ state: 'done', counts: { new: 120, bad: 0 } });
    expect(await Merchants.countDocuments({ mall: mall(), 'names.zh': /^新店/ })).toBe(120);
    expect(await AuditEvents.countDocuments({ mall: mall(), command: 'shop:add' })).toBe(120);
  });

  it('waits while a plan is brought in: it doesn’t begin, and goes on where it stopped afterwards', async () => {
    const id = await check('F1-101,新布店,布料,,x');
    const [counts, progress] = [{ features: 0, buildings: 1, levels: 1, units: 2, lettable: 1, openings: 0, skipped: 0, mended: 0 }, { step: 'writing', done: 0, all: 1 }];
    const plan = await MapImports.create({ _id: newId(), mall: mall(), by: officer.account, role: 'officer', kind: 'quick', state: 'writing', options: {}, counts, levels: [], progress, touchedAt: now, version: 1 });
    await expect(startImport(doing(), id, [])).rejects.toMatchObject({ reason: { key: 'roster:refused.plan-busy' } });
    expect(await view(id)).toMatchObject({ state: 'ready' });
    await RosterImports.updateOne({ mall: mall(), _id: id }, { $set: { state: 'running', startedAt: now } });
    await expect(runImport(mall(), id)).rejects.toMatchObject({ reason: { key: 'roster:refused.plan-busy' } });
    expect(await tenantOf('F1-101')).toBeNull();
    await MapImports.updateOne({ mall: mall(), _id: plan._id }, { $set: { state: 'done' } });
    await runImport(mall(), id);
    expect((await tenantOf('F1-101'))?.names).toEqual({ zh: '新布店' });
  });

  it('is run once by two processes at once', async () => {
    await booths(60);
    const id = await check(...many(60));
    await RosterImports.updateOne({ mall: mall(), _id: id }, { $set: { state: 'running', startedAt: now } });
    await Promise.all([runImport(mall(), id), runImport(mall(), id)]);
    expect(await Merchants.countDocuments({ mall: mall(), 'names.zh': /^新店/ })).toBe(60);
    expect((await view(id)).counts.new).toBe(60);
  });

  it('points at doubles, and leaves it to a person', async () => {
    await bring(['F1-101,百货大全,日用百货,,x', 'F1-102,百货大全,日用百货,,x']);
    expect(await ShopPairs.find({ mall: mall() }).lean()).toMatchObject([{ why: 'same-name', state: 'open' }]);
    expect(await Merchants.countDocuments({ mall: mall(), 'names.zh': '百货大全' })).toBe(2);
  });

  it('gives bad rows back as they were written, with reasons, formulas as text, and takes the mended file', async () => {
    const id = await check('F9-999,=cmd,布料,+7 777 123-45-67,x');
    const { rows } = await getBadRows(mall(), id);
    const file = String(await badRowsFile(made.mall, 'zh', 'csv', rows));
    expect(file).toContain("F9-999,'=cmd,布料,'+7 777 123-45-67,平面图上没有这个铺位号。");
    const again = await checkFile(doing(), Buffer.from(file.replace('F9-999', 'F1-103')), 'zh');
    await startImport(doing(), again, []);
    await importsUnderWay();
    expect((await tenantOf('F1-103'))?.names).toEqual({ en: '=cmd' });
  });

  it('forgets what was brought after a day', async () => {
    const id = await check('F1-101,新布店,布料,,x');
    const created = (await RosterImports.findOne({ mall: mall(), _id: id }).lean())!.createdAt.getTime();
    expect(await forgetImports(mall(), new Date(created + 23 * 3600_000))).toBe(0);
    expect(await forgetImports(mall(), new Date(created + 25 * 3600_000))).toBe(2);
    expect(await RosterImportParts.countDocuments({ mall: mall() })).toBe(0);
  });

  it('is nobody’s but the officers’ of this mall', async () => {
    const id = await check('F1-101,新布店,布料,,x');
    const other = await makeMall({ now, grids: 1, shops: 1 });
    const strangers = [await buildOfficer(other.mall._id, { now }), made.shops[0]![0]!.owner, await buildVolunteer(mall(), made.grids[0]!, 'leader', { now })];
    for (const actor of strangers) {
      await expect(checkFile({ ...doing(), actor }, csv('F1-101,新布店,布料,,x'), 'zh')).rejects.toMatchObject({ status: 404 });
      await expect(startImport({ ...doing(), actor }, id, [])).rejects.toMatchObject({ status: 404 });
    }
    await expect(getImportPage(other.mall._id, id)).rejects.toMatchObject({ status: 404 });
    await expect(startImport({ mall: other.mall, actor: strangers[0]!, now }, id, [])).rejects.toMatchObject({ status: 404 });
  });
});
