import fc from 'fast-check';
import mongoose from 'mongoose';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { date, defineModel, type InMall, maybeText, number, text, texts } from '#models/define-model.server.ts';
import { serveByIndex } from '#models/index-served-queries.server.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { examinedBy } from '../bench/examined.ts';
import { buildScaledMall } from '../bench/scale-malls.ts';
import { call, houseRoutes } from './house-routes.ts';

interface Lamp extends InMall {
  booth: string;
  stage: string;
  watts: number;
  marks: string[];
  keeper?: string;
  dueAt: Date;
}
const Lamps = defineModel<Lamp>('TestLamp', {
  collection: 'test_lamps',
  scope: 'mall',
  about: { subject: 'none', readers: 'nobody', keep: 'this test' },
  fields: { booth: text('test'), stage: text('test'), watts: number('test'), marks: texts('test'), keeper: maybeText('test'), dueAt: date('test') },
  indexes: [[{ booth: 1, stage: 1, dueAt: 1 }], [{ stage: 1 }], [{ marks: 1 }], [{ keeper: 1 }, { sparse: true }]],
});
const day = (n: number) => new Date(Date.UTC(2026, 2, 1 + n));
const lamp = (n: number) => ({ _id: `lamp-${String(n).padStart(3, '0')}`, mall: n % 7 ? 'one' : 'other', booth: `b${n % 5}`, stage: ['new', 'lit', 'out'][n % 3]!, watts: n % 11, marks: [`m${n % 4}`, `k${n % 6}`], dueAt: day(n % 13), ...(n % 2 ? { keeper: `k${n % 3}` } : {}) });

async function fill(): Promise<void> {
  await emptyDatabase();
  await Lamps.createIndexes();
  await Lamps.insertMany(Array.from({ length: 120 }, (_none, n) => lamp(n)));
}
const isEmbedded = async () => 'secantusVersion' in (await mongoose.connection.db!.admin().command({ buildInfo: 1 }));

describe('filters that an index serves in part', () => {
  beforeAll(fill);
  afterEach(async () => serveByIndex(await isEmbedded()));

  const booth = fc.constantFrom('b0', 'b1', 'b4', 'none');
  const stage = fc.constantFrom('new', 'lit');
  const optional = { requiredKeys: [] as [] };
  const filter = fc.record(
    {
      booth: fc.oneof(booth, fc.record({ $in: fc.array(booth, { maxLength: 3 }) }), fc.record({ $ne: booth })),
      stage: fc.oneof(stage, fc.record({ $in: fc.array(stage, { maxLength: 2 }) })),
      watts: fc.oneof(fc.integer({ min: 0, max: 11 }), fc.record({ $gt: fc.integer({ min: 0, max: 9 }) })),
      marks: fc.oneof(fc.constantFrom('m1', 'k2'), fc.constant({ $elemMatch: { $gte: 'k2', $lt: 'm1' } })),
      keeper: fc.oneof(fc.constantFrom('k0', 'k1'), fc.record({ $exists: fc.boolean() }), fc.constant(null)),
      dueAt: fc.oneof(fc.record({ $gte: fc.integer({ min: 0, max: 12 }).map(day) }), fc.record({ $lt: fc.integer({ min: 0, max: 12 }).map(day) })),
      _id: fc.constantFrom('lamp-003', 'lamp-010'),
      $or: fc.constant([{ watts: 3 }, { stage: 'out' }]),
    },
    optional,
  );

  it('find the same rows, in the same order, as in one step', async () => {
    const options = fc.record({ skip: fc.constantFrom(0, 3), limit: fc.constantFrom(0, 1, 7), shown: fc.constantFrom({}, { booth: 1 }, { marks: 0 }) });
    const both = async <T>(ask: () => Promise<T>) => {
      serveByIndex(true);
      const inTwo = await ask();
      serveByIndex(false);
      expect(inTwo).toEqual(await ask());
    };
    await fc.assert(
      fc.asyncProperty(filter, options, async (asked, { skip, limit, shown }) => {
        const within = { mall: 'one', ...asked } as never;
        const order = { watts: 1, _id: 1 } as const;
        await both(() => Lamps.find(within, shown).sort(order).skip(skip).limit(limit).lean());
        await both(() => Lamps.findOne(within, shown).sort(order).lean());
        await both(() => Lamps.countDocuments(within));
      }),
      { numRuns: 60 },
    );
  });

  it('change the same rows, and none twice when two do it at once', async () => {
    serveByIndex(true);
    const lightAll = async (watts: number) => {
      const session = await mongoose.startSession();
      try {
        return await session.withTransaction(async () => {
          const { matchedCount } = await Lamps.updateOne({ mall: 'one', _id: 'lamp-010', watts, stage: { $ne: 'gone' } }, { $inc: { watts: 1 } }, { session });
          return matchedCount;
        });
      } finally {
        await session.endSession();
      }
    };
    const { watts } = (await Lamps.findOne({ mall: 'one', _id: 'lamp-010' }).lean())!;
    const matched = await Promise.all(Array.from({ length: 4 }, () => lightAll(watts)));
    expect(matched.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect((await Lamps.findOne({ mall: 'one', _id: 'lamp-010' }).lean())?.watts).toBe(watts + 1);
  });

  it('change many, delete, and take one out, inside a transaction as outside', async () => {
    const work = async (inTwo: boolean) => {
      await fill();
      serveByIndex(inTwo);
      const session = await mongoose.startSession();
      const seen: unknown[] = [];
      await session.withTransaction(async () => {
        seen.length = 0;
        const { modifiedCount } = await Lamps.updateMany({ mall: 'one', booth: 'b1', watts: { $gt: 4 } }, { $set: { stage: 'swapped' } }, { session });
        const { deletedCount } = await Lamps.deleteMany({ mall: 'one', booth: 'b2', watts: { $lt: 4 } }, { session });
        const one = await Lamps.findOneAndUpdate({ mall: 'one', _id: 'lamp-003', watts: 3 }, { $set: { stage: 'named' } }, { session, returnDocument: 'after' }).lean();
        const none = await Lamps.updateOne({ mall: 'one', _id: 'lamp-003', watts: 99 }, { $set: { stage: 'wrong' } }, { session });
        const made = await Lamps.updateOne({ mall: 'one', _id: 'lamp-new', booth: 'b9', watts: 1 }, { $set: { stage: 'new', marks: [], dueAt: day(0) } }, { session, upsert: true });
        seen.push(modifiedCount, deletedCount, one?.stage, none.matchedCount, made.upsertedCount);
      });
      await session.endSession();
      const rows = await Lamps.find({ mall: 'one' }, { createdAt: 0, updatedAt: 0 }).sort({ _id: 1 }).lean();
      return { seen, rows };
    };
    const inTwo = await work(true);
    expect(inTwo).toEqual(await work(false));
    expect(inTwo.seen[0]).toBeGreaterThan(1);
    expect(inTwo.seen[1]).toBeGreaterThan(1);
    expect(inTwo.seen.slice(2)).toEqual(['named', 0, 1]);
  });
});

/** Set-up pages that count or walk a whole mall, step by step, for an officer who asked for it. */
const WALKS = [/^units\.\w+ \{mall, lettable(, grid)?\}$/];
/** Rows of a corner or a shop that may be read beside those wanted. */
const FEW = 25;

describe('every page', () => {
  it('reads at most one and a half times what it shows, each query by an index', async () => {
    await emptyDatabase();
    fillRegistries();
    const mall = await buildScaledMall(449, new Date(Date.now() - 1_000));
    let pages = 0;
    for (const { loader, pattern } of (await houseRoutes()).filter((route) => route.loader)) {
      for (const who of ['merchant', 'manager', 'officer'] as const) {
        const open = () => call(loader!, { pattern, params: mall.params, cookie: mall.cookies[who] });
        if ((await open()).status !== 200) continue;
        pages += 1;
        const tooMuch = (await examinedBy(open)).filter(({ query, examined, returned }) => examined > 1.5 * Math.max(returned, FEW) && !WALKS.some((walk) => walk.test(query)));
        expect(tooMuch, `${pattern} as ${who}`).toEqual([]);
      }
    }
    expect(pages).toBeGreaterThan(100);
  }, 120_000);
});
