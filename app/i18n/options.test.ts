import { createInstance } from 'i18next';
import { describe, expect, it, vi } from 'vitest';
import { I18N_OPTIONS, setPluralRules } from './options.ts';

describe('plural forms in a browser without Uyghur', () => {
  it('are Uyghur’s and Kazakh’s own, not those of the browser’s language', async () => {
    const { PluralRules } = Intl;
    // Such a browser answers every unknown language by its own rules; here it is Russian.
    vi.spyOn(Intl, 'PluralRules').mockImplementation(function (_language, options) {
      return new PluralRules('ru', options);
    } as typeof Intl.PluralRules);
    const instance = createInstance();
    const words = { common: { left_one: 'бір', left_other: 'көп' } };
    await instance.init({ ...I18N_OPTIONS, lng: 'kk', resources: { kk: words, ug: words, 'kk-Arab': words } });
    setPluralRules(instance);
    for (const language of ['kk', 'kk-Arab', 'ug']) {
      const t = instance.getFixedT(language) as unknown as (key: string, values: { count: number }) => string;
      expect([1, 3, 5, 21].map((count) => t('left', { count }))).toEqual(['бір', 'көп', 'көп', 'көп']);
    }
  });
});
