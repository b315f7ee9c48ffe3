import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Attachments } from '#models/attachment.server.ts';
import { allModels } from '#models/define-model.server.ts';
import { RosterImportParts } from '#models/roster-import.server.ts';
import { MallKeys, Texts } from '#models/text.server.ts';
import { openRows, placeOf, sealRows } from '#app/mall/roster/import/sealed-rows.server.ts';
import { openFile } from '#app/platform/files.server.ts';
import { newId } from '#app/platform/ids.ts';
import { bytesOf, forgetMallKeys, type Key, mallKey, open, seal } from '#app/platform/keys.server.ts';
import { readTexts, writeText } from '#app/platform/texts.server.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { SEALED, sealAnewCommand, sealMallAnew } from './seal-anew.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const root = join(import.meta.dirname, '../..');
beforeEach(emptyDatabase);

async function world() {
  const { mall } = await makeMall({ now, grids: 1, shops: 1 });
  const key = await mallKey(mall._id);
  const id = await writeText({ mall: mall._id, session: undefined } as never, { language: 'zh', words: '梯子', author: 'a', subject: 'account:a', readers: ['account:a'] });
  const cipher = seal(key, Buffer.from('شوتا'), `${id}:ug`);
  await Texts.updateOne({ mall: mall._id, _id: id }, { $push: { translations: { language: 'ug', cipher, by: 'b', state: 'written', at: now } } });
  const file = newId();
  await Attachments.create([{ _id: file, mall: mall._id, kind: 'image', type: 'image/webp', size: 3, cipher: seal(key, Buffer.from('abc'), file), author: 'a', subject: 'account:a', readers: ['account:a'] }]);
  const part = { _id: newId(), mall: mall._id, import: newId(), part: 0, bad: 0, shops: [] };
  await RosterImportParts.create([{ ...part, cipher: await sealRows(mall._id, placeOf(part.import, 0), [{ line: 2 }] as never) }]);
  return { mall: mall._id, key, id, file, part };
}
type World = Awaited<ReturnType<typeof world>>;

async function readAll({ mall, id, file, part }: World) {
  const text = (await readTexts(mall, [id], ['account:a'])).get(id);
  const row = await RosterImportParts.findOne({ mall, _id: part._id }).lean();
  const rows = await openRows(mall, placeOf(part.import, 0), row?.cipher);
  return [text?.words, text?.translations[0]?.words, (await openFile(mall, file, ['account:a']))?.bytes.toString(), rows];
}
const ALL = ['梯子', 'شوتا', 'abc', [{ line: 2 }]];
const opensWith = async (key: Key, { mall, id }: World) => {
  const row = await Texts.findOne({ mall, _id: id }).lean();
  return () => open(key, bytesOf(row?.cipher), id);
};

describe('another key of a mall', () => {
  it('opens everything, and the one before nothing any more; nothing says when it was done', async () => {
    const made = await world();
    const { updatedAt } = (await Texts.findOne({ mall: made.mall, _id: made.id }).lean()) ?? {};
    expect(await opensWith(made.key, made)).not.toThrow();
    // The shop's own sealed wish is among them.
    expect(await sealMallAnew(made.mall)).toBeGreaterThanOrEqual(3);
    expect(await readAll(made)).toEqual(ALL);
    expect(await mallKey(made.mall)).not.toEqual(made.key);
    expect(await opensWith(made.key, made)).toThrow();
    expect(await opensWith(await mallKey(made.mall), made)).not.toThrow();
    expect((await Texts.findOne({ mall: made.mall, _id: made.id }).lean())?.updatedAt).toEqual(updatedAt);
    expect(await MallKeys.exists({ before: { $exists: true } })).toBeNull();
  });

  it('and the one before both open while a run was cut off half way, and the next run goes on with the same', async () => {
    const made = await world();
    const [row] = await MallKeys.find({ _id: made.mall }).lean();
    await sealMallAnew(made.mall);
    // As after a run that was killed before its last words: one text is still sealed with the key before.
    const half = await mallKey(made.mall);
    await Texts.updateOne({ mall: made.mall, _id: made.id }, { $set: { cipher: seal(made.key, Buffer.from('梯子'), made.id) } });
    await MallKeys.updateOne({ _id: made.mall }, { $set: { before: bytesOf(row?.wrapped) } });
    forgetMallKeys();
    expect(await readAll(made)).toEqual(ALL);
    await sealMallAnew(made.mall);
    expect(await mallKey(made.mall)).toEqual(half);
    expect(await readAll(made)).toEqual(ALL);
    expect(await opensWith(made.key, made)).toThrow();
  });

  it('is taken by every mall when it is asked for, and says to make a backup', async () => {
    const [one, two] = [await world(), await world()];
    const lines: string[] = [];
    expect(await sealAnewCommand([], (line) => lines.push(line))).toBe(0);
    expect(lines.filter((line) => line.includes(one.mall) || line.includes(two.mall))).toHaveLength(2);
    expect([await readAll(one), await readAll(two)]).toEqual([ALL, ALL]);
  });

  it('is known to every collection that has something sealed', async () => {
    for (const file of readdirSync(join(root, 'models'))) if (file.endsWith('.server.ts')) await import(join(root, 'models', file));
    const sealed = allModels().filter(({ model }) => model.schema.path('cipher'));
    expect(SEALED.map(({ model }) => model.collection.collectionName).sort()).toEqual(sealed.map(({ collection }) => collection).sort());
  });
});
