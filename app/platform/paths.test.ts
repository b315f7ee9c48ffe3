import { expect, test } from 'vitest';
import { safePath } from './paths.ts';

test('a path of the portal is kept with its query', () => {
  expect(safePath('/m/jinqiao/map?level=F1#plan')).toBe('/m/jinqiao/map?level=F1#plan');
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/\n/evil.example', 'https:evil.example', 'evil', ' //evil.example', '', null, undefined, 7, {}, '\\\\evil.example', '/..//evil.example', '/a/%2e%2e//evil.example', '/.//evil.example'])(
  'an address that could lead elsewhere goes home: %s',
  (next) => {
    expect(safePath(next)).toBe('/');
  },
);
