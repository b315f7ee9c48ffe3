import { createInstance } from 'i18next';
import { expect, test, vi } from 'vitest';
import { rememberPlainWords } from './plain-words.ts';

type Say = (key: string, values?: object) => string;
const sayIn = (from: ReturnType<typeof instance>, namespace: string) => from.getFixedT(null, namespace as 'common') as unknown as Say;

function instance() {
  const found = createInstance();
  const resources = { zh: { common: { yes: '是', wait: '等 {{minutes}} 分钟' }, words: { yes: '对' } } };
  void found.init({ resources, lng: 'zh', ns: ['common', 'words'], defaultNS: 'common', initImmediate: false });
  return found;
}

test('says what i18next says, by namespace, with values, and for a key that nobody wrote', () => {
  const [plain, remembered] = [instance(), rememberPlainWords(instance())];
  for (const namespace of ['common', 'words']) {
    const [theirs, ours] = [sayIn(plain, namespace), sayIn(remembered, namespace)];
    for (const key of ['yes', 'words:yes', 'nobody.wrote']) expect([ours(key), ours(key)]).toEqual([theirs(key), theirs(key)]);
  }
  const t = sayIn(remembered, 'common');
  expect([t('wait', { minutes: 3 }), t('wait', { minutes: 5 })]).toEqual(['等 3 分钟', '等 5 分钟']);
});

test('asks i18next once for a word alone', () => {
  const under = instance();
  const asked = vi.spyOn(under, 't');
  rememberPlainWords(under);
  for (let time = 0; time < 3; time += 1) sayIn(under, 'common')('yes');
  expect(asked).toHaveBeenCalledTimes(1);
});
