import { describe, expect, test } from 'vitest';
import { allModels } from '#models/define-model.server.ts';
import { type StoredText, Texts } from '#models/text.server.ts';
import '#models/notice.server.ts';
import '#models/visit.server.ts';
import { type NewRow, readyRows } from './insert.server.ts';

const at = new Date('2026-03-11T04:00:00Z');
const row: NewRow<StoredText> = { _id: 't', mall: 'm', language: 'ug', cipher: Buffer.from('x'), translations: [], author: 'a', subject: 'shop:s', readers: ['shop:s'], confidential: false };
const wrong = (change: object) => () => readyRows(Texts, [{ ...row, ...change }], at);

describe('rows that are written many at once', () => {
  test('are what mongoose would have made of them', () => {
    const [ready] = readyRows(Texts, [row], at);
    expect(JSON.stringify(ready)).toBe(JSON.stringify({ ...(Texts.castObject(row as never) as object), createdAt: at, updatedAt: at }));
  });

  test('leave out what is absent', () => {
    expect(readyRows(Texts, [{ ...row, eraseAt: undefined }], at)[0]).not.toHaveProperty('eraseAt');
  });

  test('are refused with a field that the catalogue doesn’t know, or one of another kind, by its name alone', () => {
    expect(wrong({ religion: 'secret' })).toThrow(/^A row of Text doesn't fit: religion\.$/);
    for (const change of [{ confidential: 'yes' }, { readers: ['a', 1] }, { eraseAt: '2026-03-11' }, { eraseAt: new Date(Number.NaN) }, { cipher: 'words' }, { author: 7 }]) expect(wrong(change)).toThrow(Object.keys(change)[0]);
  });

  test('can be checked for every model', () => {
    for (const { model } of allModels()) expect(() => readyRows(model as never, [{}] as never, at)).not.toThrow();
  });
});
