import mongoose from 'mongoose';
import { sliceOf } from '#app/mall/roster/name-keys.ts';
import type { Upgrade } from './upgrades.server.ts';

const AT_ONCE = 1_000;

/** A search by name reads a sample of a mall's shops first: each is in one of 64 parts, by its id. */
export const SHOPS_IN_SLICES: Upgrade = {
  name: '0.2.1 roster: shops in slices, for a search by name',
  async run() {
    const merchants = mongoose.connection.collection<{ _id: string; slice?: number }>('merchants');
    const rows = await merchants.find({}, { projection: { slice: 1 } }).toArray();
    const without = rows.filter(({ slice }) => slice === undefined);
    for (let at = 0; at < without.length; at += AT_ONCE) {
      await merchants.bulkWrite(without.slice(at, at + AT_ONCE).map(({ _id }) => ({ updateOne: { filter: { _id }, update: { $set: { slice: sliceOf(_id) } } } })));
    }
  },
};
