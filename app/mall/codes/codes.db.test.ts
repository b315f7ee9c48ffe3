import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Units } from '#models/plan.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { buildOfficer, buildPartner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { voidCodes } from './commands.server.ts';
import { addressOfCode, drawQr, qrMarkup } from './qr.server.ts';
import { codesOf, readCode } from './queries.server.ts';
import { SheetSchema } from './schema.ts';
import { getSheet } from './sheets.server.ts';
import { wayOfScan } from './scan.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
let made: MadeMall;
let unit: string;
let code: string;
const as = (actor: Actor) => ({ mall: made.mall, actor, now: NOW });
const refused = async (doing: Promise<unknown>) => {
  const error = await doing.then(() => null, (caught: unknown) => caught);
  if (error instanceof Refusal) return [error.field, error.reason.key];
  throw error ?? new Error('It was not refused.');
};

async function pictureOf(address: string): Promise<Buffer> {
  const svg = qrMarkup(drawQr(address), '').replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"');
  return sharp(Buffer.from(svg)).extend({ top: 200, bottom: 90, left: 120, right: 40, background: '#9a8' }).jpeg().toBuffer();
}

beforeAll(async () => {
  made = await makeMall({ now: NOW });
  unit = made.shops[0]![0]!.unit;
  code = (await codesOf(made.mall, [unit])).get(unit)!;
});

describe('Scanning a booth inside the portal', () => {
  it('opens the right page for who scans: her own shop, a visit in her grid only, the map, the spot', async () => {
    const base = `/m/${made.mall.slug}`;
    const { merchant, owner } = made.shops[0]![0]!;
    const scan = (actor: Actor) => wayOfScan(as(actor), { code }, null);
    expect(await scan(owner)).toBe(base);
    expect(await scan(await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now: NOW }))).toBe(`${base}/visits/${merchant}`);
    expect(await scan(await buildVolunteer(made.mall._id, made.grids[1]!, 'assistant', { now: NOW }))).toBe(`/c/${code}`);
    expect(await scan(await buildVolunteer(made.mall._id, made.grids[0]!, 'supervisor', { now: NOW }))).toBe(`/c/${code}`);
    expect(await scan(await buildOfficer(made.mall._id, { now: NOW }))).toBe(`${base}/map?unit=${unit}#plan`);
    expect(await scan(await buildPartner(made.mall._id, newId(), { now: NOW }))).toBe(`${base}/map?at=${unit}#plan`);
    expect(await scan(made.shops[1]![0]!.owner)).toBe(`/c/${code}`);
  });

  it('reads a picture of the code as well, and a number on the sign without either', async () => {
    const { owner } = made.shops[0]![0]!;
    const neighbour = made.shops[0]![1]!;
    expect(await wayOfScan(as(owner), {}, await pictureOf(addressOfCode(code)))).toBe(`/m/${made.mall.slug}`);
    const { number } = (await Units.findOne({ mall: made.mall._id, _id: neighbour.unit }, { number: 1 }).lean())!;
    expect(await wayOfScan(as(owner), { number }, null)).toBe(`/m/${made.mall.slug}/map?at=${neighbour.unit}#plan`);
  });

  it('says what to do instead for a forged code, one of another mall, one of another house, no picture and no such number', async () => {
    const { owner } = made.shops[0]![0]!;
    const other = await makeMall({ now: NOW });
    const theirs = (await codesOf(other.mall, [other.shops[0]![0]!.unit])).values().next().value!;
    const forged = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
    expect(await refused(wayOfScan(as(owner), { code: forged }, null))).toEqual(['code', 'codes:forged.title']);
    expect(await refused(wayOfScan(as(owner), { code: 'https://elsewhere.example/pay' }, null))).toEqual(['code', 'codes:forged.title']);
    expect(await refused(wayOfScan(as(owner), { code: theirs }, null))).toEqual(['code', 'codes:scan.other-mall']);
    expect(await refused(wayOfScan(as(owner), {}, Buffer.from('<svg/>')))).toEqual(['picture', 'codes:scan.no-code']);
    expect(await refused(wayOfScan(as(owner), { number: 'ZZ-999' }, null))).toEqual(['number', 'codes:scan.no-number']);
    expect(await refused(wayOfScan(as(owner), {}, null))).toEqual(['number', 'codes:scan.needed']);
  });
});

describe('A code that was made void', () => {
  it('is old and no longer true, and the one printed since is', async () => {
    const place = made.shops[1]![1]!.unit;
    const before = (await codesOf(made.mall, [place])).get(place)!;
    const officer = await buildOfficer(made.mall._id, { now: NOW });
    await voidCodes(as(officer), place);
    expect((await readCode(before, NOW)).state).toBe('old');
    const after = (await codesOf(made.mall, [place])).get(place)!;
    expect((await readCode(after, NOW)).state).toBe('true');
    expect((await readCode(code, NOW)).state).toBe('true');
  });
});

describe('A sheet of codes', () => {
  const sheet = (choice: object) => getSheet({ ...made.mall, languages: ['zh', 'ug'] } as never, SheetSchema.parse(choice), 'zh');

  it('has whole papers of one floor, each booth with its number and the code that a phone reads', async () => {
    const { sheet: floor, markup } = await sheet({});
    expect(floor.level).toBe(made.level);
    expect(markup.match(/<svg /g)).toHaveLength(floor.shown);
    expect(markup).toContain(drawQr(addressOfCode(code)).d);
    expect(markup).toContain('dir="rtl"');
  });

  it('shows one booth by its number, and one corner by its grid', async () => {
    const { number } = (await Units.findOne({ mall: made.mall._id, _id: unit }, { number: 1 }).lean())!;
    expect((await sheet({ number })).sheet.first).toEqual({ place: unit, kind: 'booth', number });
    const corner = await sheet({ grid: made.grids[0] });
    expect(corner.sheet.total).toBe(await Units.countDocuments({ mall: made.mall._id, grid: made.grids[0] }));
  });
});
