import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './languages.ts';
import { namesComparer } from './sorting.ts';

describe('the order of names', () => {
  it('follows each language’s own alphabet', () => {
    expect(['ياسىن', 'ئانارگۈل', 'ئېلى', 'بەختىيار', 'ئەركىن', 'ئۆمەر'].sort(namesComparer('ug'))).toEqual([
      'ئانارگۈل', 'ئەركىن', 'بەختىيار', 'ئۆمەر', 'ئېلى', 'ياسىن',
    ]);
    expect(['Қанат', 'Өмір', 'Кәмила', 'Ұлан', 'Ғани', 'Гүлнар', 'Әсел', 'Айгүл'].sort(namesComparer('kk'))).toEqual([
      'Айгүл', 'Әсел', 'Гүлнар', 'Ғани', 'Кәмила', 'Қанат', 'Өмір', 'Ұлан',
    ]);
    expect(['Ёлка', 'Жар-птица', 'Елена', 'Арбат'].sort(namesComparer('ru'))).toEqual(['Арбат', 'Елена', 'Ёлка', 'Жар-птица']);
    expect(['石榴花布艺', '阿凡提箱包', '老街馕饼', '明月眼镜'].sort(namesComparer('zh'))).toEqual(['阿凡提箱包', '老街馕饼', '明月眼镜', '石榴花布艺']);
  });

  it('puts the reader’s own script first', () => {
    const names = ['Mir', '石榴花', 'Базар', 'ئانارگۈل'];
    expect([...names].sort(namesComparer('ug'))[0]).toBe('ئانارگۈل');
    expect([...names].sort(namesComparer('ru'))[0]).toBe('Базар');
    expect([...names].sort(namesComparer('zh'))[0]).toBe('石榴花');
    expect([...names].sort(namesComparer('en'))[0]).toBe('Mir');
  });

  it('counts numbers as numbers and passes over marks', () => {
    expect(['F1-10', 'F1-9', 'B1-100', 'F1 2'].sort(namesComparer('zh'))).toEqual(['B1-100', 'F1 2', 'F1-9', 'F1-10']);
  });

  it.each(LANGUAGES)('is a proper order: %s', (language) => {
    const compare = namesComparer(language);
    const names = ['', 'a', 'A', '9', '10', 'Әсел', 'ئۆمەر', '店', '阿', 'F1-067', 'ە', '!', 'é'];
    for (const a of names) {
      expect(compare(a, a)).toBe(0);
      for (const b of names) {
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        for (const c of names) if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }
    }
  });
});
