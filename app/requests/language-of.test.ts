import { expect, test } from 'vitest';
import { languageOf } from './language-of.ts';

test.each([
  ['我想借一把梯子', 'ru', 'zh'],
  ['借 ladder 用一小时', 'en', 'zh'],
  ['شوتا كېرەك ئىدى', 'zh', 'ug'],
  ['ماعان ساتى كەرەك', 'ug', 'ug'],
  ['Маған саты керек', 'ru', 'kk'],
  ['Нужна лестница на час', 'zh', 'ru'],
  ['A ladder for an hour', 'zh', 'en'],
  ['123', 'kk-Arab', 'kk'],
  ['', 'ug', 'ug'],
] as const)('%s, on a screen in %s, is %s', (words, screen, language) => {
  expect(languageOf(words, screen)).toBe(language);
});
