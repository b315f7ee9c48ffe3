import { beforeEach, describe, expect, it } from 'vitest';
import { onLanguageChosen, rememberLanguage } from './language.server.ts';

const choose = (fields: Record<string, string>, url = 'http://portal.example/language') =>
  rememberLanguage(new Request(url, { method: 'POST', body: new URLSearchParams(fields) }));

beforeEach(() => onLanguageChosen(async () => {}));

describe('choosing a language', () => {
  it('remembers it and goes back to where the form stood', async () => {
    const response = await choose({ language: 'ug', next: '/m/jinqiao/requests?stage=done' });
    expect(response.to).toBe('/m/jinqiao/requests?stage=done');
    expect(response.headers.get('Set-Cookie')).toBe('lng=ug; Max-Age=31536000; Path=/; SameSite=Lax');
  });

  it('keeps the cookie to encrypted connections where the portal has them', async () => {
    const response = await choose({ language: 'ru' }, 'https://portal.example/language');
    expect(response.headers.get('Set-Cookie')).toContain('; Secure');
  });

  it('tells the account of whoever is signed in', async () => {
    const told: string[] = [];
    onLanguageChosen(async (_request, language) => void told.push(language));
    await choose({ language: 'kk-Arab' });
    expect(told).toEqual(['kk-Arab']);
  });

  it('changes nothing for a language that isn’t there', async () => {
    const told: string[] = [];
    onLanguageChosen(async (_request, language) => void told.push(language));
    const response = await choose({ language: 'de\r\nSet-Cookie: a=b', next: '/me' });
    expect([response.to, response.headers.get('Set-Cookie'), told]).toEqual(['/me', null, []]);
  });
});
