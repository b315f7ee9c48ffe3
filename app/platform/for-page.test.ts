import { expect, test } from 'vitest';
import { isForPage } from './for-page.ts';

const asked = (headers: Record<string, string>) => isForPage(new Request('http://localhost/', { headers }));

test('a page is told from its data by what the browser wants it for, in old browsers by what they accept', () => {
  expect(asked({ 'Sec-Fetch-Dest': 'document', Accept: 'text/html,*/*' })).toBe(true);
  expect(asked({ 'Sec-Fetch-Dest': 'empty', Accept: '*/*' })).toBe(false);
  expect(asked({ Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })).toBe(true);
  expect(asked({ Accept: '*/*' })).toBe(false);
});
