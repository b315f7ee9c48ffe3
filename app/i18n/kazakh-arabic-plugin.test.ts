import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeKazakhArabic } from './kazakh-arabic-plugin.ts';

let locales: string;
beforeEach(() => {
  locales = mkdtempSync(join(tmpdir(), 'locales-'));
  mkdirSync(join(locales, 'kk'));
});
afterEach(() => rmSync(locales, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(locales, 'kk', file), text);
const read = (file: string): unknown => JSON.parse(readFileSync(join(locales, 'kk-Arab', file), 'utf8'));

describe('Kazakh in Arabic script on disk', () => {
  it('is written for every Cyrillic file', () => {
    write('a.json', '{"shop": {"name": "дүкен"}}');
    writeKazakhArabic(locales);
    expect(read('a.json')).toEqual({ shop: { name: 'دۇكەن' } });
    expect(readdirSync(join(locales, 'kk-Arab'))).toEqual(['a.json']);
  });

  it('goes when its source goes', () => {
    write('a.json', '{}');
    writeKazakhArabic(locales);
    rmSync(join(locales, 'kk', 'a.json'));
    writeKazakhArabic(locales);
    expect(readdirSync(join(locales, 'kk-Arab'))).toEqual([]);
  });

  it('keeps the last good one while somebody is still writing the source', () => {
    write('a.json', '{"a": "бір"}');
    writeKazakhArabic(locales);
    write('a.json', '{"a": "екі');
    writeKazakhArabic(locales);
    expect(read('a.json')).toEqual({ a: 'ءبىر' });
  });

  it('isn’t touched while nothing changes, so that nothing reloads', () => {
    write('a.json', '{"a": "бір"}');
    writeKazakhArabic(locales);
    const before = statSync(join(locales, 'kk-Arab', 'a.json'));
    writeKazakhArabic(locales);
    expect(statSync(join(locales, 'kk-Arab', 'a.json')).ino).toBe(before.ino);
  });
});
