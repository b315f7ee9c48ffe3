import { createInstance } from 'i18next';
import { expect, test, vi } from 'vitest';
import { LANGUAGES } from './languages.ts';
import { FORMATS } from './namespaces.ts';
import { rememberPlainWords } from './plain-words.ts';
import { getT, i18nFor } from './server.server.ts';

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

type Tree = { [key: string]: string | Tree };
const keysOf = (tree: Tree, path = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([name, value]) => (typeof value === 'string' ? [[path + name, value] as [string, string]] : keysOf(value, `${path}${name}.`)));

test.each(LANGUAGES)('says what i18next says of every text of ours in %s, with values and counts', (language) => {
  const trees = i18nFor(language).getDataByLanguage(language) as Record<string, Tree>;
  for (const namespace of Object.keys(trees).filter((name) => name !== FORMATS)) {
    const [theirs, ours] = [getT(language, namespace as 'common') as unknown as Say, sayIn(i18nFor(language) as never, namespace)];
    for (const [key, text] of keysOf(trees[namespace] ?? {})) {
      const values = Object.fromEntries(Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = ''], at) => [name, `${name} ${at} <&$1`]));
      const base = key.replace(/_(zero|one|two|few|many|other)$/, '');
      for (const asked of [values, {}, ...[0, 1, 2, 5, 21, 1.5].map((count) => ({ ...values, count }))]) expect(ours(base, asked)).toBe(theirs(base, asked));
    }
  }
});

test('leaves to i18next what is more than a value', () => {
  const [plain, remembered] = [instance(), rememberPlainWords(instance())];
  for (const values of [{ minutes: 3, ns: 'words' }, { minutes: undefined }, { minutes: null }, { defaultValue: 'x' }]) {
    expect(sayIn(remembered, 'common')('wait', values)).toBe(sayIn(plain, 'common')('wait', values));
    expect(sayIn(remembered, 'common')('nobody', values)).toBe(sayIn(plain, 'common')('nobody', values));
  }
});
