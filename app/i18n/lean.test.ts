import { describe, expect, it } from 'vitest';
import { directionOf, LANGUAGES } from './languages.ts';
import lean, { Words } from './lean.tsx';
import { FORMATS } from './namespaces.ts';
import { getT, i18nFor } from './server.server.ts';

type Tree = { [key: string]: string | Tree };

const COUNTS = [0, 1, 2, 5, 11, 21, 1.5];
const PLURAL = /_(zero|one|two|few|many|other)$/;

function keysOf(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]) => (typeof value === 'string' ? [[path + name, value] as [string, string]] : keysOf(value, `${path}${name}.`)));
}

/** A value for every place of a text, none of them the same. */
function valuesFor(text: string): Record<string, string> {
  return Object.fromEntries(Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = ''], at) => [name, `${name} ${at} <&$1>`]));
}

describe.each(LANGUAGES)('lean words in %s', (language) => {
  const trees = i18nFor(language).getDataByLanguage(language) as Record<string, Tree>;
  const namespaces = Object.keys(trees).filter((namespace) => namespace !== FORMATS);
  const words = new Words(language, (_language, namespace) => Promise.resolve(trees[namespace] ?? {}));

  it('say what i18next says, for every key, value and count', async () => {
    await words.load(namespaces);
    for (const namespace of namespaces) {
      const full = getT(language, namespace as 'common') as (key: string, params?: object) => string;
      const t = words.getFixedT([namespace]);
      for (const [key, text] of keysOf(trees[namespace] ?? {})) {
        const values = valuesFor(text);
        expect(t(key, values)).toBe(full(key, values));
        const base = key.replace(PLURAL, '');
        if (base !== key) for (const count of COUNTS) expect(t(base, { ...values, count })).toBe(full(base, { ...values, count }));
      }
    }
  });

  it('find a key by its own namespace, then among the shared ones, and say the key itself when it is nowhere', async () => {
    await words.load(namespaces);
    const t = words.getFixedT(['home']);
    const full = getT(language, 'home') as (key: string) => string;
    for (const key of ['words:role.manager', 'button.save', 'nowhere.at-all', 'home:nowhere', 'app']) {
      if (key !== 'app') expect(t(key)).toBe(full(key));
    }
    expect(t('app')).toBe('app');
  });
});

it('know which way a language is written as i18next does', () => {
  for (const language of [...LANGUAGES, 'ar', 'fa', 'he', 'ur', 'ckb', 'uz', 'de', 'tr', 'mn']) {
    expect([language, lean.dir(language)]).toEqual([language, directionOf(language)]);
  }
});

describe('words that come over the network', () => {
  it('are fetched once, and all of them before another language is shown', async () => {
    const fetched: string[] = [];
    const words = new Words('zh', async (language, namespace) => {
      fetched.push(`${language}/${namespace}`);
      return { hello: `${language} hello` };
    });
    await Promise.all([words.load(['common']), words.load(['common', 'visits'])]);
    expect(fetched).toEqual(['zh/common', 'zh/visits']);
    let told = 0;
    words.subscribe(() => told++);
    await words.changeLanguage('ug');
    expect(fetched.slice(2)).toEqual(['ug/common', 'ug/visits']);
    expect([words.language, words.getFixedT(['visits'])('hello'), told]).toEqual(['ug', 'ug hello', 1]);
  });

  it('keep the old language when the new one cannot be fetched', async () => {
    const words = new Words('zh', async (language) => {
      if (language === 'ru') throw new TypeError('offline');
      return {};
    });
    await words.load(['common']);
    await expect(words.changeLanguage('ru')).rejects.toThrow('offline');
    expect(words.language).toBe('zh');
  });
});
