import { randomBytes } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase } from '#tests/setup/database.ts';

/**
 * Everything of the database that the portal relies on, through mongoose: run it against a new engine, or a new version
 * of one, by naming it in MONGODB_URI.
 */
interface Shop {
  _id: string;
  mall: string;
  name: string;
  level: number;
  phone?: string;
  hours?: string;
  tags: string[];
  terms: { grid: string; role: string; to: Date }[];
  openedAt: Date;
  version: number;
}
const schema = new Schema<Shop>(
  { _id: String, mall: String, name: String, level: Number, phone: String, hours: String, tags: [String], terms: [{ _id: false, grid: String, role: String, to: Date }], openedAt: Date, version: { type: Number, default: 0 } },
  { collection: 'conformance_shops', timestamps: true, versionKey: false },
);
schema.index({ mall: 1, name: 1 }, { unique: true });
schema.index({ mall: 1, phone: 1 }, { unique: true, partialFilterExpression: { phone: { $type: 'string' } } });
schema.index({ mall: 1, tags: 1 });
schema.index({ mall: 1, openedAt: 1 }, { sparse: true });
const Shops = mongoose.model<Shop>('ConformanceShop', schema);

const day = (n: number) => new Date(Date.UTC(2026, 2, n, 20));
const shop = (n: number, more: Partial<Shop> = {}): Partial<Shop> => ({
  _id: `s${n}`,
  mall: 'm1',
  name: `shop ${n}`,
  level: n % 4,
  tags: n % 2 ? ['odd', 'small'] : ['even'],
  terms: [{ grid: `g${n % 3}`, role: 'manager', to: day(1 + (n % 20)) }],
  openedAt: day(1 + (n % 20)),
  ...more,
});
const fill = (count: number) => Shops.insertMany(Array.from({ length: count }, (_, n) => shop(n)));
const inTransaction = async <R>(work: (session: mongoose.ClientSession) => Promise<R>): Promise<R> => {
  const session = await mongoose.startSession();
  try {
    return await session.withTransaction(() => work(session), { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } });
  } finally {
    await session.endSession();
  }
};

beforeEach(async () => {
  await emptyDatabase();
  await Shops.createCollection();
  await Shops.createIndexes();
});
afterAll(() => mongoose.connection.dropDatabase().then(() => {}));

describe('transactions', () => {
  it('show all of their writes or none, and their own to themselves', async () => {
    await inTransaction(async (session) => {
      await Shops.create([shop(1)], { session });
      expect(await Shops.countDocuments({}, { session })).toBe(1);
      expect(await Shops.countDocuments({})).toBe(0);
    });
    expect(await Shops.countDocuments({})).toBe(1);
    await expect(inTransaction(async (session) => {
      await Shops.updateOne({ _id: 's1' }, { $set: { hours: 'changed' } }, { session });
      await Shops.create([shop(2)], { session });
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await Shops.find({}, { _id: 1, hours: 1 }).lean()).toEqual([{ _id: 's1' }]);
  });

  it('repeat after a write conflict, so that no increment is lost', async () => {
    await Shops.create(shop(1));
    const add = () => inTransaction(async (session) => {
      const found = await Shops.findOne({ _id: 's1' }, null, { session }).lean();
      await Shops.updateOne({ _id: 's1' }, { $set: { version: (found?.version ?? 0) + 1 } }, { session });
    });
    await Promise.all(Array.from({ length: 12 }, add));
    expect((await Shops.findOne({ _id: 's1' }).lean())?.version).toBe(12);
  });

  it('read one moment in all collections', async () => {
    await Shops.create(shop(1));
    const session = await mongoose.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    expect(await Shops.countDocuments({}, { session })).toBe(1);
    await Shops.create(shop(2));
    await mongoose.connection.collection('conformance_others').insertOne({ n: 1 });
    expect(await Shops.countDocuments({}, { session })).toBe(1);
    expect(await mongoose.connection.collection('conformance_others').findOne({}, { session })).toBeNull();
    await session.abortTransaction();
    await session.endSession();
  });

  it('carry two hundred documents', async () => {
    await inTransaction((session) => Shops.insertMany(Array.from({ length: 200 }, (_, n) => shop(n)), { session }));
    expect(await Shops.countDocuments({})).toBe(200);
  });

  it('refuse a duplicate key inside with the same error as outside', async () => {
    await Shops.create(shop(1));
    await expect(inTransaction((session) => Shops.create([shop(2, { name: 'shop 1' })], { session }))).rejects.toMatchObject({ code: 11000 });
  });
});

describe('indexes', () => {
  it('unique over several fields, saying which key and value', async () => {
    await Shops.create(shop(1));
    await expect(Shops.create(shop(2, { name: 'shop 1' }))).rejects.toMatchObject({ code: 11000, keyPattern: { mall: 1, name: 1 }, keyValue: { mall: 'm1', name: 'shop 1' } });
    await expect(Shops.create(shop(3, { name: 'shop 1', mall: 'm2' }))).resolves.toBeTruthy();
  });

  it('unique, and free again when the row is deleted (an update does not free a key on the embedded engine: docs/decisions/0005)', async () => {
    await Shops.create(shop(1));
    await Shops.deleteOne({ _id: 's1' });
    await expect(Shops.create(shop(2, { name: 'shop 1' }))).resolves.toBeTruthy();
  });

  it('unique only where the field is there (partial)', async () => {
    await Shops.create([shop(1), shop(2), shop(3, { phone: '1' })]);
    await expect(Shops.create(shop(4, { phone: '1' }))).rejects.toMatchObject({ code: 11000 });
  });

  it('one winner among parallel inserts of one key', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => Shops.create(shop(n, { name: 'the one' }))));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await Shops.countDocuments({ name: 'the one' })).toBe(1);
  });

  it('over each value of a list, and by hint', async () => {
    await fill(20);
    expect(await Shops.countDocuments({ mall: 'm1', tags: 'odd' })).toBe(10);
    expect(await Shops.find({ mall: 'm1', tags: { $in: ['odd', 'even'] } }).hint({ mall: 1, tags: 1 }).lean()).toHaveLength(20);
  });

  it('let rows expire (declared; carried out within a minute)', async () => {
    const passing = mongoose.connection.collection('conformance_passing');
    await passing.createIndex({ until: 1 }, { expireAfterSeconds: 0 });
    expect(await passing.indexes()).toContainEqual(expect.objectContaining({ expireAfterSeconds: 0 }));
  });

  it('of places on the earth', async () => {
    const places = mongoose.connection.collection('conformance_places');
    await places.createIndex({ at: '2dsphere' });
    await places.insertMany([{ n: 'near', at: { type: 'Point', coordinates: [87.6, 43.8] } }, { n: 'far', at: { type: 'Point', coordinates: [80, 40] } }]);
    const $geometry = { type: 'Point', coordinates: [87.61, 43.8] };
    expect(await places.find({ at: { $near: { $geometry, $maxDistance: 5000 } } }).toArray()).toMatchObject([{ n: 'near' }]);
  });
});

describe('updates', () => {
  it('with a version check: one of two wins, the other finds nothing', async () => {
    await Shops.create(shop(1));
    const change = () => Shops.findOneAndUpdate({ _id: 's1', version: 0 }, { $set: { hours: '10-19' }, $inc: { version: 1 } }, { returnDocument: 'after' }).lean();
    const [a, b] = await Promise.all([change(), change()]);
    expect([a, b].filter(Boolean)).toHaveLength(1);
  });

  it('push, pull, addToSet, unset, min, max and elements by a filter', async () => {
    await Shops.create(shop(1));
    await Shops.updateOne({ _id: 's1' }, { $push: { terms: { $each: [{ grid: 'g9', role: 'leader', to: day(9) }], $slice: -5 } }, $addToSet: { tags: 'new' }, $max: { level: 7 } });
    await Shops.updateOne({ _id: 's1' }, { $set: { 'terms.$[t].role': 'assistant' }, $pull: { tags: 'odd' } }, { arrayFilters: [{ 't.grid': 'g9' }] });
    await Shops.updateOne({ _id: 's1' }, { $unset: { openedAt: 1 }, $min: { level: 3 } });
    const found = await Shops.findOne({ _id: 's1' }).lean();
    expect(found).toMatchObject({ level: 3, tags: ['small', 'new'], terms: [{ role: 'manager' }, { grid: 'g9', role: 'assistant' }] });
    expect(found?.openedAt).toBeUndefined();
  });

  it('by a pipeline, from the row’s own fields', async () => {
    await Shops.create(shop(1));
    await Shops.updateOne({ _id: 's1' }, [{ $set: { hours: { $concat: ['$name', '!'] }, level: { $add: ['$level', 10] } } }], { updatePipeline: true });
    expect(await Shops.findOne({ _id: 's1' }).lean()).toMatchObject({ hours: 'shop 1!', level: 11 });
  });

  it('upsert with updateOne: parallel ones make one row, and the losers go on', async () => {
    const counters = mongoose.connection.collection<{ _id: string; n: number }>('conformance_counters');
    await counters.updateOne({ _id: 'c' }, { $setOnInsert: { n: 0 } }, { upsert: true });
    await Promise.all(Array.from({ length: 20 }, () => counters.updateOne({ _id: 'c' }, { $inc: { n: 1 } }, { upsert: true })));
    expect(await counters.findOne({ _id: 'c' })).toEqual({ _id: 'c', n: 20 });
  });

  it('in bulk, unordered, with what failed told apart', async () => {
    const rows = [shop(1), shop(1), shop(2)].map((row) => ({ insertOne: { document: row as never } }));
    await expect(Shops.bulkWrite(rows, { ordered: false })).rejects.toMatchObject({ code: 11000, result: { insertedCount: 2 } });
    expect(await Shops.countDocuments({})).toBe(2);
  });
});

describe('reading', () => {
  it('pages by sort and by key, with projections and collected conditions', async () => {
    await fill(60);
    const page = await Shops.find({ mall: 'm1', $or: [{ level: 1 }, { tags: 'even' }], openedAt: { $gte: day(2), $lt: day(19) } }, { name: 1 }).sort({ openedAt: -1, _id: 1 }).limit(5).lean();
    expect(page).toHaveLength(5);
    expect(Object.keys(page[0] ?? {}).sort()).toEqual(['_id', 'name']);
    expect(await Shops.find({ mall: 'm1', _id: { $gt: 's55' } }).sort({ _id: 1 }).lean()).toHaveLength(8);
  });

  it('matches elements, existence, expressions and escaped beginnings', async () => {
    await fill(10);
    expect(await Shops.countDocuments({ terms: { $elemMatch: { grid: 'g1', role: 'manager' } } })).toBe(3);
    expect(await Shops.countDocuments({ phone: { $exists: false }, name: /^shop [0-4]$/ })).toBe(5);
    expect(await Shops.countDocuments({ $expr: { $gt: ['$level', '$version'] } })).toBe(7);
  });

  it('counts by groups, in facets, by day of the mall’s zone and over windows', async () => {
    await fill(40);
    const [facets] = await Shops.aggregate<{ levels: { _id: number; n: number }[]; all: { n: number }[] }>([
      { $match: { mall: 'm1' } },
      { $facet: { levels: [{ $group: { _id: '$level', n: { $sum: 1 } } }, { $sort: { _id: 1 } }], all: [{ $count: 'n' }] } },
    ]);
    expect(facets).toEqual({ levels: [0, 1, 2, 3].map((_id) => ({ _id, n: 10 })), all: [{ n: 40 }] });
    // 20:00 in UTC is the next day in Urumqi.
    const days = await Shops.aggregate<{ _id: Date }>([{ $group: { _id: { $dateTrunc: { date: '$openedAt', unit: 'day', timezone: 'Asia/Urumqi' } } } }, { $sort: { _id: 1 } }, { $limit: 1 }]);
    expect(days[0]?._id).toEqual(new Date(Date.UTC(2026, 2, 1, 18)));
    const windows = await Shops.aggregate<{ rank: number }>([{ $setWindowFields: { partitionBy: '$level', sortBy: { _id: 1 }, output: { rank: { $documentNumber: {} } } } }, { $match: { rank: 1 } }]);
    expect(windows).toHaveLength(4);
  });

  it('lists distinct values of a list of objects by unwinding', async () => {
    await fill(10);
    const grids = await Shops.aggregate<{ _id: string }>([{ $unwind: '$terms' }, { $group: { _id: '$terms.grid' } }, { $sort: { _id: 1 } }]);
    expect(grids.map(({ _id }) => _id)).toEqual(['g0', 'g1', 'g2']);
    expect((await Shops.distinct('level')).sort()).toEqual([0, 1, 2, 3]);
  });

  it('joins with a pipeline, and merges into another collection', async () => {
    await fill(4);
    await mongoose.connection.collection('conformance_offers').insertMany([{ shop: 's1', state: 'met' }, { shop: 's1', state: 'open' }, { shop: 's2', state: 'met' }]);
    const joined = await Shops.aggregate<{ _id: string; met: unknown[] }>([
      { $lookup: { from: 'conformance_offers', let: { id: '$_id' }, pipeline: [{ $match: { $expr: { $eq: ['$shop', '$$id'] }, state: 'met' } }], as: 'met' } },
      { $match: { 'met.0': { $exists: true } } },
      { $sort: { _id: 1 } },
    ]);
    expect(joined.map(({ _id, met }) => [_id, met.length])).toEqual([['s1', 1], ['s2', 1]]);
    await Shops.aggregate([{ $group: { _id: '$level', shops: { $sum: 1 } } }, { $merge: { into: 'conformance_tallies', whenMatched: 'replace' } }]);
    expect(await mongoose.connection.collection('conformance_tallies').countDocuments({})).toBe(4);
  });
});

describe('change streams', () => {
  it('of the database, in order, and going on where one broke off', async () => {
    const db = mongoose.connection.db!;
    const stream = db.watch([], { maxAwaitTimeMS: 200 });
    await stream.tryNext();
    await Shops.create(shop(1));
    await inTransaction(async (session) => {
      await Shops.updateOne({ _id: 's1' }, { $set: { hours: 'x' } }, { session });
      await mongoose.connection.collection('conformance_others').insertOne({ n: 1 }, { session });
    });
    const take = async (from: typeof stream, count: number) => {
      const events: { type: string; at: string }[] = [];
      const end = Date.now() + 10_000;
      while (events.length < count && Date.now() < end) {
        const event = await from.tryNext();
        if (event && 'documentKey' in event && 'coll' in event.ns) events.push({ type: event.operationType, at: event.ns.coll });
      }
      return events;
    };
    expect(await take(stream, 1)).toEqual([{ type: 'insert', at: 'conformance_shops' }]);
    const token = stream.resumeToken;
    await stream.close();
    const resumed = db.watch([], { resumeAfter: token, maxAwaitTimeMS: 200 });
    expect(await take(resumed, 2)).toEqual([{ type: 'update', at: 'conformance_shops' }, { type: 'insert', at: 'conformance_others' }]);
    await resumed.close();
  });
});

describe('files', () => {
  it('go in and out whole, and away', async () => {
    const bucket = new mongoose.mongo.GridFSBucket(mongoose.connection.db!, { bucketName: 'conformance' });
    const content = randomBytes(900_000);
    const upload = bucket.openUploadStream('x', { metadata: { mall: 'm1' } });
    await new Promise<void>((done, failed) => upload.once('finish', () => done()).once('error', failed).end(content));
    const read = Buffer.concat((await bucket.openDownloadStream(upload.id).toArray()) as Buffer[]);
    expect(read.equals(content)).toBe(true);
    await bucket.delete(upload.id);
    expect(await mongoose.connection.collection('conformance.chunks').countDocuments({})).toBe(0);
  });
});

describe('what keeps the rows in shape', () => {
  it('a validator of the collection refuses others', async () => {
    await mongoose.connection.createCollection('conformance_strict', { validator: { $jsonSchema: { bsonType: 'object', required: ['mall'] } } });
    await expect(mongoose.connection.collection('conformance_strict').insertOne({ other: 1 })).rejects.toMatchObject({ code: 121 });
  });

  it('values of every type come back as they went in', async () => {
    const row = { text: 'ئۇيغۇرچە 商户', date: day(3), none: null, yes: true, real: 1.5, list: [1, [2]], deep: { a: { b: 'c' } } };
    const { insertedId } = await mongoose.connection.collection('conformance_types').insertOne({ ...row });
    expect(await mongoose.connection.collection('conformance_types').findOne({ _id: insertedId })).toEqual({ _id: insertedId, ...row });
  });
});
