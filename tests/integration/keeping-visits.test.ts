import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AccessEvents } from '#models/audit.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Visits } from '#models/visit.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { newId } from '#app/platform/ids.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { recordDayLooks } from '#app/visits/day-looks.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';

const DAY = 24 * 3600_000;
const START = Date.parse('2026-03-11T05:18:00Z');
const ENDED = 10;
/** The nights that are looked at: all around the times of RIGHTS.md, and those between now and then. */
const NIGHTS = [0, 1, 2, 6, 7, 8, 29, 30, 31, 60, 99, 100, 101, 200, 364, 365, 366, 367];

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

it('RIGHTS: Keeping, by a clock that is moved on night by night: each thing of a visit is there until its day and gone after it', async () => {
  await emptyDatabase();
  fillRegistries();
  vi.setSystemTime(START);
  const now = new Date();
  const made = await makeMall({ now, grids: 1, shops: 2 });
  const { mall, round } = made;
  const at = { mall: mall._id };
  const manager = await buildVolunteer(mall._id, made.grids[0]!, 'manager', { now });
  await recordDayLooks({ mall, actor: manager, now });
  const [met, missed] = made.shops[0]!.map(({ merchant }) => merchant);
  const visit = { clientId: newId(), language: 'zh' as const, carbon: false };
  await recordVisit({ mall, actor: manager, now }, met!, { ...visit, outcome: 'met', note: '记', needs: [{ program: 'safety', words: '灯' }], promises: [{ words: '问', dueOn: '2026-03-13' }] });
  await recordVisit({ mall, actor: manager, now }, missed!, { ...visit, clientId: newId(), outcome: 'not-met', note: '', needs: [], promises: [] });
  const stored = (await Visits.findOne(at).lean())!;
  const answers = (await Offers.find(at).lean()).map(({ answer }) => answer!);
  const things: Record<string, () => Promise<number>> = {
    minute: () => Visits.countDocuments({ ...at, at: stored.at }),
    draft: () => Texts.countDocuments({ ...at, _id: stored.needs[0]!.text }),
    note: () => Texts.countDocuments({ ...at, _id: stored.note! }),
    promise: () => Texts.countDocuments({ ...at, _id: stored.promises[0]!.text }),
    'who came in vain': () => Texts.countDocuments({ ...at, _id: { $in: answers } }),
    visit: () => Visits.countDocuments(at),
    offers: () => Offers.countDocuments(at),
    told: () => Deliveries.countDocuments(at),
    looks: () => AccessEvents.countDocuments(at),
  };
  const lastSeen: Record<string, number> = {};
  for (const night of NIGHTS) {
    vi.setSystemTime(START + night * DAY);
    if (night === 29) await Rounds.updateOne({ ...at, _id: round }, { $set: { state: 'finished', finishedAt: new Date(START + ENDED * DAY), figures: { offered: 2, met: 1 } } });
    await keepMall(mall._id, new Date());
    for (const [name, count] of Object.entries(things)) if ((await count()) > 0) lastSeen[name] = night;
  }
  expect(lastSeen).toEqual({ minute: 0, draft: 6, note: 29, promise: 99, 'who came in vain': 99, visit: 99, offers: 99, told: expect.any(Number) as number, looks: 365 });
  expect(lastSeen.told).toBeLessThan(100);
  expect(await keepMall(mall._id, new Date()).then((removed) => Object.values(removed).every((count) => count === 0))).toBe(true);
}, 60_000);
