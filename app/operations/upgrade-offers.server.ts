import mongoose from 'mongoose';
import { Texts } from '#models/text.server.ts';
import { Offers, Tallies, Visits } from '#models/visit.server.ts';
import { bytesOf, mallKey, open } from '#app/platform/keys.server.ts';
import { newId } from '#app/platform/ids.ts';
import { slotOf } from '#app/visits/rules.ts';
import { ABOUT_WISHES, replaceSealed, type SealedAnswer, type SealedWish } from '#app/visits/sealed-wishes.server.ts';
import type { Upgrade } from './upgrades.server.ts';

type Old = { _id: string; mall: string; round: string; merchant: string; grid: string; volunteer?: string; answer?: string };

/** Offers named who made them, and a visit that met nobody was a row of its own: both go into what is sealed (docs/decisions/0081). */
export const OFFERS_NAME_NOBODY: Upgrade = {
  name: '0.3.0 visits: offers name nobody',
  async run() {
    await lengthen();
    const offers = mongoose.connection.collection<Old>(Offers.collection.collectionName);
    for await (const offer of offers.find({ volunteer: { $exists: true } })) {
      await sealTries(offer);
      await offers.updateOne({ _id: offer._id }, { $unset: { volunteer: 1 } });
    }
    await countAgain(offers);
    await mongoose.connection.dropCollection('tallies').catch(() => {});
  },
};

/** Everything sealed gets the new fixed length. */
async function lengthen(): Promise<void> {
  for await (const { _id, mall, subject, cipher } of Texts.find(ABOUT_WISHES).setOptions({ dangerouslyAcrossMalls: true }).lean().cursor()) {
    const value = JSON.parse(open(await mallKey(mall), bytesOf(cipher), _id).toString()) as SealedAnswer | SealedWish;
    await replaceSealed({ mall }, subject.slice('shop:'.length), _id, value);
  }
}

async function sealTries({ mall, round, merchant, answer }: Old): Promise<void> {
  const visits = await Visits.find({ mall, merchant, round, outcome: { $ne: 'met' } }).sort({ day: 1 }).lean();
  const text = answer && (await Texts.findOne({ mall, _id: answer }, { cipher: 1 }).lean());
  if (visits.length === 0) return;
  if (answer && text) {
    const sealed = JSON.parse(open(await mallKey(mall), bytesOf(text.cipher), answer).toString()) as SealedAnswer;
    const tries = visits.map(({ author, outcome, day, half, clientId }) => ({ volunteer: author, outcome: outcome as 'closed', day, half, client: clientId }));
    await replaceSealed({ mall }, merchant, answer, { ...sealed, tries: tries.slice(-3) });
  }
  await Visits.deleteMany({ mall, _id: { $in: visits.map((visit) => visit._id) } });
}

async function countAgain(offers: { aggregate: (typeof Offers.collection)['aggregate'] }): Promise<void> {
  const old = mongoose.connection.collection<{ _id: string; mall: string; round: string; grid: string; offered: number }>('tallies');
  // Of rounds whose offers are gone the sums remain, of others the offers say.
  const sums = new Map<string, { mall: string; round: string; grid: string; slot: string; offered: number }>();
  const add = (mall: string, round: string, grid: string, slot: string, offered: number) => {
    const key = [mall, round, grid, slot].join(' ');
    sums.set(key, { mall, round, grid, slot, offered: (sums.get(key)?.offered ?? 0) + offered });
  };
  const counted = new Set<string>();
  for await (const row of offers.aggregate<{ mall: string; round: string; grid: string; merchant: string }>([{ $project: { mall: 1, round: 1, grid: 1, merchant: 1 } }])) {
    counted.add(row.round);
    add(row.mall, row.round, row.grid, slotOf(row.merchant), 1);
  }
  for await (const row of old.find({})) if (!counted.has(row.round)) add(row.mall, row.round, row.grid, '0', row.offered);
  for (const { offered, ...key } of sums.values()) {
    const { matchedCount } = await Tallies.updateOne(key, { $set: { offered } });
    if (matchedCount === 0) await Tallies.create([{ _id: newId(), ...key, offered }]);
  }
}
