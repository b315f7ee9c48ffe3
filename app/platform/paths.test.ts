import { expect, test } from 'vitest';
import { safePath } from './paths.ts';

test('a path of the portal is kept with its query', () => {
  expect(safePath('/m/jinqiao/map?level=F1')).toBe('/m/jinqiao/map?level=F1');
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '', null, '\\\\evil.example'])(
  'an address that could lead elsewhere goes home: %s',
  (next) => {
    expect(safePath(next)).toBe('/');
  },
);
