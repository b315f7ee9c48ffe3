import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTENT_LANGUAGES, type ContentLanguage } from '#app/i18n/languages.ts';
import { allTexts } from './locale-files.ts';

type Entry = Record<ContentLanguage | 'key' | 'note', string>;

function readGlossary(): Map<string, Entry> {
  const [head = '', ...lines] = readFileSync('docs/glossary.tsv', 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return new Map(lines.map((line) => {
    const entry = Object.fromEntries(line.split('\t').map((cell, at) => [names[at] ?? '', cell])) as Entry;
    return [entry.key, entry];
  }));
}

const GLOSSARY = readGlossary();
const SECTIONS: Record<string, (key: string) => string> = {
  trade: (key) => `trade-${key}`,
  stage: (key) => (key === 'closed-without-answer' ? key : `stage-${key}`),
  outcome: (key) => `outcome-${key}`,
  office: (key) => `office-${key}`,
  visit: (key) => `visit-${key}`,
  notice: (key) => `notice-${key}`,
  role: (key) => ({ leader: 'grid-leader', manager: 'grid-manager', assistant: 'grid-assistant', information: 'grid-information-officer', supervisor: 'grid-supervisor' })[key] ?? key,
};
const sameButCapital = (text: string): string => (text.slice(0, 1).toLowerCase() + text.slice(1)).replaceAll('’', "'");

/** The glossary's word for a text: `words:` by its section, `common:button.` by its name. */
function entryOf(namespace: string, key: string): Entry | undefined {
  const [section = '', name = ''] = key.split('.');
  if (namespace === 'words') return GLOSSARY.get((SECTIONS[section] ?? ((plain) => plain))(name));
  return namespace === 'common' && section === 'button' ? (GLOSSARY.get(`button-${name}`) ?? GLOSSARY.get(name)) : undefined;
}

describe('the glossary', () => {
  it('has every word in all five languages', () => {
    expect([...GLOSSARY.values()].filter((entry) => CONTENT_LANGUAGES.some((language) => !entry[language])).map(({ key }) => key)).toEqual([]);
  });

  it.each(CONTENT_LANGUAGES)('is what the interface says: %s', (language) => {
    const wrong = allTexts().filter((text) => {
      if (text.language !== language) return false;
      const entry = entryOf(text.namespace, text.key);
      if (!entry) return text.namespace === 'words';
      return sameButCapital(entry[language]).replaceAll('{', '{{').replaceAll('}', '}}') !== sameButCapital(text.text);
    });
    expect(wrong.map(({ namespace, key, text }) => `${namespace}:${key} ${text}`)).toEqual([]);
  });

  it('lets no word of a closed list go missing', () => {
    const keys = allTexts().filter(({ language, namespace }) => language === 'en' && namespace === 'words').map(({ key }) => entryOf('words', key)?.key);
    const closed = [...GLOSSARY.keys()].filter((key) => /^(?:trade|stage|outcome|office)-/.test(key));
    expect(closed.filter((key) => !keys.includes(key))).toEqual([]);
  });
});
