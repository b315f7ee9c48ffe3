import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringsInCode } from './strings-in-code.ts';

/** Tests, the made-up mall, the languages' own tables, and the page where the parts are looked at, with its made-up quotations. */
const EXEMPT = /\.test\.tsx?$|^(?:demo|i18n|routes[\\/]parts)[\\/.]/;

describe('the finder of strings', () => {
  const found = (jsx: string): string[] => stringsInCode('page.tsx', `export const page = ${jsx};`);

  it('finds text between tags and in attributes that are read out', () => {
    expect(found('<p>Hello there</p>')).toEqual(['1: Hello there']);
    expect(found('<input placeholder="Your name" />')).toEqual(['1: Your name']);
    expect(found('<a aria-label={open ? "Close it" : `Open ${name}`} />')).toEqual(['1: Close it', '1: Open']);
    expect(found('<p>{late && "over"}{stage === "late" ? "done" : null}</p>')).toEqual(['1: over', '1: done']);
  });

  it('finds Chinese, Cyrillic and Arabic anywhere', () => {
    expect(stringsInCode('rules.ts', "export const a = '商户';\nexport const b = `${a} ئۆي`;\nexport const c = 'магазин';")).toEqual([
      '1: 商户',
      '2: ئۆي',
      '3: магазин',
    ]);
  });

  it('passes over keys, class names, marks and comments', () => {
    expect(found('<p className="title" data-kind="long name">{t("home.title")} · {count}/{total} {stage !== "kept" && <b>F</b>}{/* 说明 */}</p>')).toEqual([]);
  });
});

describe('the code', () => {
  it('holds no text that a person reads: all of it is in locales/', () => {
    const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !EXEMPT.test(file),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => stringsInCode(file, readFileSync(`app/${file}`, 'utf8')).map((text) => `app/${file}:${text}`))).toEqual([]);
  });
});
