import { describe, expect, it } from 'vitest';
import { detectLanguage, languageCookie } from './detect.server.ts';
import { LANGUAGES } from './languages.ts';

function asking(headers: Record<string, string>): Request {
  return new Request('http://portal.example/', { headers });
}
const fromBrowser = (header: string) => detectLanguage(asking({ 'Accept-Language': header }));

describe('the language of a request', () => {
  it('is the remembered one before all others', () => {
    const request = asking({ Cookie: 'a=b; lng=kk-Arab; c=d', 'Accept-Language': 'zh' });
    expect(detectLanguage(request, { account: 'ru' })).toBe('kk-Arab');
  });

  it('is the account’s before the browser’s', () => {
    expect(detectLanguage(asking({ 'Accept-Language': 'zh' }), { account: 'ug' })).toBe('ug');
  });

  it('is the browser’s best that the portal speaks, not only its first', () => {
    expect(fromBrowser('de-DE,de;q=0.9,en;q=0.5,ru;q=0.8')).toBe('ru');
    expect(fromBrowser('zh-CN,zh;q=0.9,en;q=0.8')).toBe('zh');
    expect(fromBrowser('zh-Hans-CN')).toBe('zh');
    expect(fromBrowser('UG-cn')).toBe('ug');
    expect(fromBrowser('ru;q=0, en')).toBe('en');
  });

  it('is Kazakh in the script that its country writes', () => {
    expect(fromBrowser('kk-KZ')).toBe('kk');
    expect(fromBrowser('kk-CN')).toBe('kk-Arab');
    expect(fromBrowser('kk-Arab-CN')).toBe('kk-Arab');
    expect(fromBrowser('kk-Arab')).toBe('kk-Arab');
  });

  it('is the mall’s first where nobody says anything that it offers', () => {
    expect(detectLanguage(asking({}), { offered: ['ug', 'zh'] })).toBe('ug');
    expect(detectLanguage(asking({ Cookie: 'lng=ru', 'Accept-Language': 'fr, en' }), { account: 'ru', offered: ['ug', 'zh'] })).toBe('ug');
    expect(detectLanguage(asking({}))).toBe('zh');
  });

  it('isn’t upset by nonsense', () => {
    for (const header of ['', '*', ';;;', 'zh;q=x', ',,,', 'a'.repeat(10_000), '🙂', '-', 'q=1']) {
      expect(LANGUAGES).toContain(detectLanguage(new Request('http://portal.example/', { headers: { 'Accept-Language': encodeURI(header) } })));
    }
    expect(detectLanguage(asking({ Cookie: 'lng=../../x; xlng=ru' }))).toBe('zh');
    expect(detectLanguage(asking({}), { account: 'tlh' })).toBe('zh');
  });
});

describe('the cookie', () => {
  it('keeps the choice for a year, for this portal alone', () => {
    expect(languageCookie('kk-Arab')).toBe('lng=kk-Arab; Max-Age=31536000; Path=/; SameSite=Lax');
    expect(languageCookie('ug', { secure: true })).toMatch(/; Secure$/);
  });

  it('is read back as it was set', () => {
    for (const language of LANGUAGES) {
      expect(detectLanguage(asking({ Cookie: languageCookie(language).split(';')[0] ?? '' }))).toBe(language);
    }
  });
});
