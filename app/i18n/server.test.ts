import { describe, expect, it } from 'vitest';
import { getT, i18nFor } from './server.server.ts';
import { LANGUAGES } from './languages.ts';

describe('words on the server', () => {
  it('speaks every language from one instance', () => {
    const homes = LANGUAGES.map((language) => getT(language)('nav.home'));
    expect(homes).toEqual(['首页', 'باش بەت', 'Басты бет', 'باستى بەت', 'Главная', 'Home']);
  });

  it('finds words of other namespaces and fills in values', () => {
    expect(getT('ru', 'words')('role.leader')).toBe('руководитель сектора');
    expect(getT('zh')('grid.named', { number: 9 })).toBe('第 9 网格');
  });

  it('takes plural forms by the language’s own rules', () => {
    const said = (language: 'ru' | 'ug' | 'kk-Arab' | 'zh') => [1, 3, 5].map((count) => getT(language)('form.characters-left', { count }));
    expect(said('ru')).toEqual(['Остался 1 знак', 'Осталось 3 знака', 'Осталось 5 знаков']);
    expect(said('ug')).toEqual(['1 ھەرپ قالدى', '3 ھەرپ قالدى', '5 ھەرپ قالدى']);
    expect(said('kk-Arab')).toEqual(['1 تاڭبا قالدى', '3 تاڭبا قالدى', '5 تاڭبا قالدى']);
    expect(said('zh')).toEqual(['还能写 1 个字', '还能写 3 个字', '还能写 5 个字']);
  });

  it('gives each render an instance of its own, so that two languages never meet', () => {
    const first = i18nFor('ug');
    const second = i18nFor('ru');
    expect([first.t('button.save'), second.t('button.save'), first.t('button.save')]).toEqual(['ساقلا', 'Сохранить', 'ساقلا']);
    expect([first.language, second.language]).toEqual(['ug', 'ru']);
  });

  it('costs far less than a millisecond, whatever the language', () => {
    getT('kk');
    const started = performance.now();
    for (let n = 0; n < 1000; n++) getT(LANGUAGES[n % LANGUAGES.length] ?? 'zh', 'common');
    expect((performance.now() - started) / 1000).toBeLessThan(0.2);
  });
});
