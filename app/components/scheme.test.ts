import { expect, it } from 'vitest';
import { schemeCookie, schemeOf } from './scheme.ts';

it('remembers light or dark, and forgets the choice for what the device has', () => {
  expect(schemeOf(null)).toBe('auto');
  expect(schemeOf(`lng=ug; ${schemeCookie('dark').split(';')[0]}`)).toBe('dark');
  expect(schemeOf('scheme=blue')).toBe('auto');
  expect(schemeOf('myscheme=dark')).toBe('auto');
  expect(schemeCookie('auto')).toContain('Max-Age=0');
  expect(schemeCookie('light', { secure: true })).toContain('; Secure');
});
