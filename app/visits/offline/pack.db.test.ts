import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Levels, Openings, Units } from '#models/plan.server.ts';
import { QuestionLists } from '#models/visit-question.server.ts';
import { Rounds } from '#models/visit.server.ts';
import { mallPrograms } from '#app/platform/mall-settings.ts';
import { newId } from '#app/platform/ids.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { drawPlan } from '#tests/factories/floor-plan.ts';
import { buildMall, buildRound } from '#tests/factories/mall.ts';
import { buildGrid, buildLevel, buildMerchant } from '#tests/factories/place.ts';
import { recordVisit } from '../commands.server.ts';
import { LIMITS, PROMISE_ROWS, QUESTION_ROWS } from '../form-limits.ts';
import { LIMITS as QUESTION_LIMITS } from '../questions/schema.ts';
import { getPack } from './pack.server.ts';

const SHOPS = 60;
const MOST = 300_000;
const PROMISES = 30;
const LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'] as const;
const now = new Date('2026-03-11T05:18:00Z');
const LETTERS = { zh: '天山丝路绿洲金桥明月雪莲胡杨古丽北园东方新疆商行布料鞋帽百货', ug: 'ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي', kk: 'аәбгғдеёжзийкқлмнңоөпрстуұүфхшыі', ru: 'абвгдежзийклмнопрстуфхцчшщыэюя', en: 'abcdefghijklmnopqrstuvwxyz' };

/** Words that no other has, so that packing gains nothing by their likeness; the same in every run. */
function wordsOf(language: (typeof LANGUAGES)[number], length: number, seed: number): string {
  let state = seed * 7919 + length;
  const next = () => (state = (state * 48_271 + 11) % 2_147_483_647);
  const letters = [...LETTERS[language]];
  return Array.from({ length }, (_none, at) => (at % 7 === 6 ? ' ' : letters[next() % letters.length])).join('').trim().padEnd(1, 'x');
}
const inAll = (length: number, seed: number) => Object.fromEntries(LANGUAGES.map((language, at) => [language, wordsOf(language, length, seed * 10 + at)]));

/** Two floors of 400 booths, of which sixty are her shops, on both. */
async function drawFloors(mall: string, grid: string): Promise<void> {
  const plan = drawPlan({ levels: 2, aisles: 8, booths: 25 });
  const ids = new Map(plan.units.map(({ id }) => [id, newId()]));
  const levels = new Map<string, string>();
  let building: string | undefined;
  for (const { id, ordinal } of plan.levels) {
    levels.set(id, await buildLevel(mall, { ordinal, ...(building ? { building } : {}) }));
    building = (await Levels.findOne({ mall, _id: levels.get(id) }, { building: 1 }).lean())?.building;
  }
  await Units.insertMany(plan.units.map(({ id, level, number, ...unit }, at) => ({ ...unit, _id: ids.get(id) ?? '', mall, level: levels.get(level) ?? '', number: number ?? `${id}-${at}`, grid: number ? grid : undefined })));
  await Openings.insertMany(plan.doors.map(({ unit, level, line }) => ({ _id: newId(), mall, level: levels.get(level) ?? '', unit: ids.get(unit ?? '') ?? '', kind: 'pedestrian', line })));
}

test('sixty shops with the map of their floors, a round’s questions and open promises in five languages are at most 300 kB gzipped', async () => {
  const mall = await buildMall();
  const grid = await buildGrid(mall._id, { number: 1, shops: SHOPS + 1 });
  await drawFloors(mall._id, grid);
  const booths = await Units.find({ mall: mall._id, lettable: true }).sort({ number: 1 }).lean();
  const chosen = booths.filter((_booth, at) => at % Math.floor(booths.length / SHOPS) === 0).slice(0, SHOPS);
  await Promise.all(
    chosen.map(async ({ _id: unit }, at) => {
      const merchant = newId();
      const wish = at % 3 === 0 ? { wishedTime: '11:00-13:00' } : {};
      await Merchants.create({ _id: merchant, mall: mall._id, names: inAll(24, at), trade: 'fabrics', status: 'open', nameKeys: [], slice: 0, ...wish });
      await Tenancies.create({ mall: mall._id, merchant, unit, from: new Date('2024-01-01T00:00:00Z') });
    }),
  );
  const questions = Array.from({ length: QUESTION_ROWS }, (_none, at) => ({ id: newId(), about: 'booth' as const, words: inAll(QUESTION_LIMITS.words, 100 + at) }));
  await QuestionLists.create({ mall: mall._id, version: 1, from: '2026-01-01', questions, why: { zh: '首版' }, by: 'council', at: now, proposal: newId() });
  const round = await buildRound(mall._id, { inScope: SHOPS, name: inAll(60, 1), closesOn: '2026-12-31' });
  await Rounds.updateOne({ mall: mall._id, _id: round }, { $set: { asks: { version: 1, questions: questions.map(({ id }) => id) }, needs: ['safety', 'labor'] } });
  const volunteer = await buildVolunteer(mall._id, grid, 'manager', { now });
  const doing = { mall, actor: volunteer, now };
  const level = (await Levels.findOne({ mall: mall._id }).sort({ ordinal: 1 }).lean())!._id;
  const kept = await buildMerchant(mall._id, { level, grid, number: 'X-1' });
  for (let at = 0; at < PROMISES; at += PROMISE_ROWS) {
    const promises = Array.from({ length: PROMISE_ROWS }, (_none, row) => ({ words: wordsOf('ug', LIMITS.promise, 200 + at + row), dueOn: '2026-03-20' }));
    await recordVisit(doing, kept.merchant, { clientId: newId(), outcome: 'met', language: 'ug', note: '', carbon: true, needs: [], promises });
  }

  const pack = await getPack(doing, mallPrograms(mall, ['safety', 'legal'], () => null));
  expect([pack.stops.length, pack.promises.length, pack.round?.questions.length]).toEqual([SHOPS, PROMISES, QUESTION_ROWS]);
  expect(pack.round?.needs).toEqual(['labor', 'safety']);
  expect(pack.levels.map(({ markup }) => (markup.match(/data-u/g) ?? []).length)).toEqual([400, 400]);
  expect(pack.stops.every(({ at }) => at !== null)).toBe(true);
  expect(Object.keys(pack.stops[0]?.names ?? {}).sort()).toEqual([...LANGUAGES].sort());
  expect(gzipSync(JSON.stringify(pack)).length).toBeLessThan(MOST);
});
