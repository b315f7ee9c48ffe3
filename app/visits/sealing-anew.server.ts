import { Merchants } from '#models/merchant.server.ts';
import { Texts } from '#models/text.server.ts';
import { bytesOf, mallKey, open, seal } from '#app/platform/keys.server.ts';
import { ensureWishes, inSilence } from './offering.server.ts';
import { ABOUT_WISHES } from './sealed-wishes.server.ts';

const BATCH = 100;

/** Every shop has a sealed wish, asked or not: that there is one says nothing. Repeatable. @returns shops that got one now */
export async function giveWishes(mall: string, now: Date): Promise<number> {
  let made = 0;
  for (;;) {
    const shops = await Merchants.find({ mall, visitWish: { $exists: false }, status: 'open' }, { _id: 1 }).limit(BATCH).lean();
    if (shops.length === 0) return made;
    await inSilence(mall, now, async (tx) => {
      await ensureWishes(tx, shops.map((shop) => shop._id));
    });
    made += shops.length;
  }
}

/**
 * Seals every wish and answer of a mall anew, changed or not, so that of two nights' backups all of them differ and
 * none that a shop changed stands out. One that a shop changes at this moment stays as the shop wrote it.
 */
export async function sealAnew(mall: string): Promise<number> {
  const key = await mallKey(mall);
  let after = '';
  let sealed = 0;
  for (;;) {
    const rows = await Texts.find({ mall, _id: { $gt: after }, ...ABOUT_WISHES }, { cipher: 1 }).sort({ _id: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return sealed;
    after = rows.at(-1)?._id ?? '';
    const writes = rows.map(({ _id, cipher }) => ({
      updateOne: { filter: { mall, _id, cipher }, update: { $set: { cipher: seal(key, open(key, bytesOf(cipher), _id), _id) } }, timestamps: false },
    }));
    sealed += (await Texts.bulkWrite(writes)).modifiedCount;
  }
}
