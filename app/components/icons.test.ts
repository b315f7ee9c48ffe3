import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ICON_NAMES, TURNING } from './icon-names.ts';

it('every icon and mark is drawn in the sprite, and nothing else', () => {
  const drawn = Array.from(readFileSync('app/components/icons.svg', 'utf8').matchAll(/<symbol id="([^"]+)"/g), ([, id]) => id);
  const marks = Array.from(readFileSync('app/components/marks.svg', 'utf8').matchAll(/<symbol id="([^"]+)"/g), ([, id]) => id);
  expect(drawn).toEqual([...ICON_NAMES, ...marks]);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(TURNING.every((name) => ICON_NAMES.includes(name))).toBe(true);
});
