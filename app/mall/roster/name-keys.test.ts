import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeKeys, isSameShop, nameKeys, searchWords, similarity, wholeKey } from './name-keys.ts';

const finds = (query: string, names: Parameters<typeof nameKeys>[0]) => {
  const words = searchWords(query);
  return words.length > 0 && words.every((word) => nameKeys(names).some((key) => key.startsWith(word)));
};

describe('finding a shop by a part of its name', () => {
  const sign = { zh: '石榴花布艺', ug: 'ئانار گۈلى رەختلىرى', kk: 'Анар гүлі маталары', ru: 'Ткани «Цветок граната»' };
  it.each(['石榴', '花布', '布艺', 'ئانار', 'رەخت', 'анар', 'АНАР гүлі', 'цветок', 'ткани цвет', 'anar'])('finds it by %s', (query) => expect(finds(query, sign)).toBe(true));
  it.each(['石花', 'нар', 'xyz', '', '   ', '«»', '...'])('does not find it by “%s”', (query) => expect(finds(query, sign)).toBe(false));

  it('keeps few and short keys, however long a sign is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }), (zh, ru) => {
      const keys = nameKeys({ zh, ru });
      expect(keys.length).toBeLessThanOrEqual(64);
      expect(keys.every((key) => key.length <= 61)).toBe(true);
    }));
  });
});

describe('names that are alike', () => {
  it.each([
    [{ zh: '老街馕饼' }, { zh: '老街馕饼店' }],
    [{ zh: '老街馕饼' }, { zh: ' 老街 馕饼 ' }],
    [{ ru: 'Магазин «Жибек»' }, { kk: 'Жібек дүкені' }],
    [{ ug: 'ئايدىڭ' }, { kk: 'Айдың' }],
    [{ ug: 'ئايدىڭ كۆزەينەكلىرى' }, { ug: 'ئايدىڭ كۆزەينىكى' }],
    [{ en: 'Silk Road Carpets' }, { en: 'SILK-ROAD carpets shop' }],
    [{ zh: '阿凡提箱包', ug: 'ئەپەندىم سومكىلىرى' }, { ug: 'ئەپەندىم سومكىلىرى' }],
    [{ zh: '１２３鞋业' }, { zh: '123鞋业' }],
  ])('%j and %j are one shop', (one, other) => expect(isSameShop(one, other)).toBe(true));

  it.each([
    [{ zh: '老街馕饼' }, { zh: '明月眼镜' }],
    [{ zh: '金龙商店' }, { zh: '银凤商店' }],
    [{ ru: 'Магазин «Роза»' }, { ru: 'Магазин «Тюльпан»' }],
    [{ ug: 'ئايدىڭ دۇكىنى' }, { ug: 'بۇلاق دۇكىنى' }],
    [{ zh: '丝路' }, { ru: 'Шёлковый путь' }],
    [{}, { zh: '老街' }],
  ])('%j and %j are two shops', (one, other) => expect(isSameShop(one, other)).toBe(false));

  it('is the same in both directions, and one with itself', () => {
    const names = fc.record({ zh: fc.string(), ru: fc.string({ unit: 'grapheme' }), ug: fc.string() }, { requiredKeys: [] });
    fc.assert(fc.property(names, names, (one, other) => {
      expect(similarity(one, other)).toBeCloseTo(similarity(other, one), 10);
      expect(similarity(one, other)).toBeLessThanOrEqual(1);
      if (Object.values(one).some(Boolean)) expect(similarity(one, one)).toBe(1);
    }));
  });

  it('gives both spellings a key in common, by which the database finds them', () => {
    const shared = (a: Parameters<typeof alikeKeys>[0], b: Parameters<typeof alikeKeys>[0]) => alikeKeys(a).some((key) => alikeKeys(b).includes(key));
    expect(shared({ ru: 'Магазин «Жибек жолы»' }, { kk: 'Жібек жолы' })).toBe(true);
    expect(shared({ zh: '老街馕饼' }, { zh: '老街馕饼店' })).toBe(true);
    expect(wholeKey('Роза')).toBe(wholeKey(' «РОЗА» '));
  });
});
