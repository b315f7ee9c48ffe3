import { beforeEach, expect, it } from 'vitest';
import { Texts } from '#models/text.server.ts';
import { bytesOf, mallKey, open, seal } from '#app/platform/keys.server.ts';
import { newId } from '#app/platform/ids.ts';
import { sealedText, type SealedWish } from '#app/visits/sealed-wishes.server.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { OFFERS_NAME_NOBODY } from './upgrade-offers.server.ts';

beforeEach(emptyDatabase);

it('lengthens what is sealed of wishes and answers, and leaves a demonstration’s telephone numbers alone', async () => {
  const { mall, shops } = await makeMall({ now: new Date('2026-03-11T06:00:00Z'), grids: 1, shops: 1 });
  const shop = shops[0]?.[0]?.merchant ?? '';
  const key = await mallKey(mall._id);
  const words = async (id: string) => open(key, bytesOf((await Texts.findOne({ mall: mall._id, _id: id }).lean())?.cipher), id).toString();
  const phone = newId();
  await Texts.create([{ _id: phone, mall: mall._id, language: 'und', author: '-', subject: `shop:${shop}`, readers: [`shop:${shop}`], translations: [], confidential: false, cipher: seal(key, Buffer.from('154 0000 1001'), phone) }]);
  const wish = await sealedText({ mall: mall._id }, shop, {} as SealedWish);
  await Texts.create([{ ...wish, cipher: seal(key, Buffer.from('{"never":true}'), wish._id) }]);

  await OFFERS_NAME_NOBODY.run();
  expect(await words(phone)).toBe('154 0000 1001');
  const lengthened = await words(wish._id);
  expect(JSON.parse(lengthened)).toEqual({ never: true });
  expect(lengthened.length).toBeGreaterThan('{"never":true}'.length);
});
