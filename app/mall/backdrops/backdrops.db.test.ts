import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Backdrops } from '#models/map-import.server.ts';
import { Buildings, Levels, Units } from '#models/plan.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { bytesOf } from '#app/platform/keys.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { buildLevel } from '#tests/factories/place.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { addLevel, removeLevel } from '../editing/level-commands.server.ts';
import { addBackdrop, type Draughtsman, placeBackdrop, removeBackdrop } from './commands.server.ts';
import { backdropOf, getBackdrop, getPicture } from './queries.server.ts';
import type { PlaceForm } from './schema.ts';

const now = new Date('2026-03-12T06:00:00Z');
const picture = (words = 'picture', width = 4_000, height = 3_000) => ({ bytes: Buffer.from(words), width, height });
const form = (overrides: Partial<PlaceForm> = {}): PlaceForm => ({ version: 1, by: 'width', width: 80, angle: 0, left: -2, top: -3, opacity: 50, ...overrides });
const refused = (work: Promise<unknown>) => work.then(() => null, (error) => (error instanceof Refusal ? [error.field, error.reason.key] : error));

let by: Draughtsman & { mall: { _id: string; slug: string } };
let level: string;
beforeEach(async () => {
  await emptyDatabase();
  const mall = await buildMall();
  level = await buildLevel(mall._id);
  by = { mall, actor: (await buildOfficer(mall._id, { now })) as Actor, now };
});
const at = () => ({ ...by, role: 'officer' as const });
const place = (overrides: Partial<PlaceForm> = {}) => placeBackdrop(by, level, form(overrides));

describe('a picture under a level', () => {
  test('is kept encrypted, lies nowhere until it is placed, and then where it was said', async () => {
    await addBackdrop(by, level, picture());
    expect(await backdropOf(by.mall, level)).toBeNull();
    const row = await Backdrops.findOne({ mall: by.mall._id, level }).lean();
    expect(bytesOf(row!.cipher).includes('picture')).toBe(false);
    expect((await getPicture(by.mall._id, level)).bytes.toString()).toBe('picture');
    await place();
    expect(await backdropOf(by.mall, level)).toMatchObject({ width: 4_000, height: 3_000, opacity: 0.5, transform: 'translate(-2 -3) rotate(0) scale(0.02)', corners: [[-2, -3], [78, -3], [78, 57], [-2, 57]] });
    expect((await getBackdrop(by.mall, level)).picture?.placing).toEqual({ metres: 80, angle: 0, opacity: 50, left: -2, top: -3 });
    expect((await AuditEvents.find({ mall: by.mall._id }).sort({ _id: 1 }).lean()).map(({ command, target }) => [command, target])).toEqual([['map:add-backdrop', level], ['map:place-backdrop', level]]);
  });

  test('is as large as two points on it are apart', async () => {
    await addBackdrop(by, level, picture());
    await place({ by: 'points', width: undefined, x1: 100, y1: 100, x2: 1_100, y2: 100, between: 25 });
    expect((await backdropOf(by.mall, level))?.transform).toContain('scale(0.025)');
  });

  test.each([
    ['without a width', { width: undefined }, ['width', 'form.required']],
    ['by points that are missing', { by: 'points' as const, between: 4 }, ['x1', 'backdrop:problem.no-points']],
    ['by points without metres', { by: 'points' as const, x1: 0, y1: 0, x2: 90, y2: 0 }, ['between', 'form.required']],
    ['by one point twice', { by: 'points' as const, x1: 0, y1: 0, x2: 3, y2: 0, between: 4 }, ['x1', 'backdrop:problem.near']],
    ['as large as a county', { width: 50_000 }, ['width', 'backdrop:problem.size']],
    ['with an older form', { version: 7 }, ['form', 'backdrop:problem.changed-since']],
  ])('isn’t placed %s', async (_name, overrides, expected) => {
    await addBackdrop(by, level, picture());
    expect(await refused(place(overrides))).toEqual(expected);
    expect(await backdropOf(by.mall, level)).toBeNull();
  });

  test('makes room for another one: the same sheet keeps its place, a different one is placed anew', async () => {
    await addBackdrop(by, level, picture());
    await place();
    await addBackdrop(by, level, picture('second edition'));
    expect((await backdropOf(by.mall, level))?.opacity).toBe(0.5);
    expect((await getPicture(by.mall._id, level)).bytes.toString()).toBe('second edition');
    await addBackdrop(by, level, picture('another', 200, 100));
    expect(await backdropOf(by.mall, level)).toBeNull();
    expect(await Backdrops.countDocuments({ mall: by.mall._id })).toBe(1);
  });

  test('is one, however many people send one at the same moment', async () => {
    await Promise.all(['a', 'b', 'c'].map((words) => addBackdrop(by, level, picture(words))));
    expect(await Backdrops.countDocuments({ mall: by.mall._id, level })).toBe(1);
  });

  test('placed by two at once lies where the first put it, and the second is told', async () => {
    await addBackdrop(by, level, picture());
    const both = await Promise.all([refused(place({ angle: 1 })), refused(place({ angle: 2 }))]);
    expect(both.filter(Boolean)).toEqual([['form', 'backdrop:problem.changed-since']]);
  });

  test('goes away when it is taken away', async () => {
    await addBackdrop(by, level, picture());
    await removeBackdrop(by, level, 1);
    expect(await Backdrops.countDocuments({ mall: by.mall._id })).toBe(0);
    await expect(getPicture(by.mall._id, level)).rejects.toMatchObject({ status: 404 });
  });

  test('of another mall isn’t there', async () => {
    await addBackdrop(by, level, picture());
    const other = await buildMall();
    const stranger = { ...by, mall: other };
    await expect(getPicture(other._id, level)).rejects.toMatchObject({ status: 404 });
    await expect(addBackdrop(stranger, level, picture())).rejects.toMatchObject({ status: 404 });
    await expect(placeBackdrop(stranger, level, form())).rejects.toMatchObject({ status: 404 });
    await expect(removeBackdrop(stranger, level, 1)).rejects.toMatchObject({ status: 404 });
    expect(await backdropOf(other, level)).toBeNull();
  });
});

describe('a floor from nothing', () => {
  test('is added once, however often it is sent, and goes with its picture while it is empty', async () => {
    const id = newId();
    const sent = { id, floor: 3, shortName: '' };
    await addLevel(at(), sent);
    await addLevel(at(), sent);
    expect(await Levels.findOne({ mall: by.mall._id, _id: id }).lean()).toMatchObject({ ordinal: 2, shortName: 'F3' });
    expect(await Levels.countDocuments({ mall: by.mall._id })).toBe(2);
    await addBackdrop(by, id, picture());
    await removeLevel(at(), id);
    expect(await Levels.countDocuments({ mall: by.mall._id })).toBe(1);
    expect(await Backdrops.countDocuments({ mall: by.mall._id })).toBe(0);
  });

  test('is the first of a mall without any, in a building whose place is made up', async () => {
    const mall = await buildMall();
    const id = newId();
    await addLevel({ ...at(), mall }, { id, floor: -1, shortName: '' });
    const floor = await Levels.findOne({ mall: mall._id, _id: id }).lean();
    expect(floor).toMatchObject({ ordinal: -1, shortName: 'B1' });
    expect(await Buildings.findOne({ mall: mall._id, _id: floor!.building }).lean()).toMatchObject({ transform: { madeUp: true } });
  });

  test('has a name of its own', async () => {
    expect(await refused(addLevel(at(), { id: newId(), floor: 1, shortName: '' }))).toEqual(['floor', 'editing:problem.level-taken']);
    expect(await refused(addLevel(at(), { id: newId(), floor: 9, shortName: 'F1' }))).toEqual(['shortName', 'editing:problem.level-taken']);
  });

  test('stays once something was on it', async () => {
    await Units.create({ mall: by.mall._id, level, category: 'room', lettable: false, retired: { at: now } });
    expect(await refused(removeLevel(at(), level))).toEqual(['form', 'editing:problem.level-used']);
    await expect(addLevel({ ...at(), mall: await buildMall() }, { id: level, floor: 1, shortName: '' })).rejects.toMatchObject({ status: 404 });
  });
});
