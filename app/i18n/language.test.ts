import { beforeEach, describe, expect, it } from 'vitest';
import { action, loader } from './language.ts';
import { onLanguageChosen, safeRedirect } from './language.server.ts';

const choose = (fields: Record<string, string>, url = 'http://portal.example/language') =>
  action({ request: new Request(url, { method: 'POST', body: new URLSearchParams(fields) }), params: {}, context: {} as never });

beforeEach(() => onLanguageChosen(async () => {}));

describe('choosing a language', () => {
  it('remembers it and goes back to where the form stood', async () => {
    const response = await choose({ language: 'ug', redirectTo: '/m/jinqiao/requests?stage=done' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/m/jinqiao/requests?stage=done');
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
    const response = await choose({ language: 'de\r\nSet-Cookie: a=b', redirectTo: '/me' });
    expect([response.headers.get('Location'), response.headers.get('Set-Cookie'), told]).toEqual(['/me', null, []]);
  });

  it('sends somebody who opens the address by hand to the first page', () => {
    expect(loader().headers.get('Location')).toBe('/');
  });
});

describe('the way back', () => {
  it.each(['/', '/m/jinqiao', '/m/a?b=c&d=%2F#part'])('stays as it is inside the portal: %s', (target) => {
    expect(safeRedirect(target)).toBe(target);
  });

  it.each([
    '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', 'https://evil.example', 'https:evil.example',
    'javascript:alert(1)', 'evil', '', ' //evil.example', undefined, null, 7, {},
  ])('never leads out of the portal: %j', (target) => {
    expect(safeRedirect(target)).toBe('/');
  });
});
