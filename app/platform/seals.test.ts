import { expect, test } from 'vitest';
import { hashSegment } from './seals.server.ts';

const row = (id: string, over = {}) => ({ _id: id, at: new Date(0), actor: 'a', role: 'owner', command: 'visit:confirm', subject: 'shop:1', fields: ['answer'], ...over });

test('the order in which rows arrive does not change a seal', () => {
  expect(hashSegment([row('1'), row('2')], 'x')).toBe(hashSegment([row('2'), row('1')], 'x'));
});

test.each([
  ['a changed field', [row('1', { fields: [] }), row('2')], 'x'],
  ['another moment', [row('1', { at: new Date(1) }), row('2')], 'x'],
  ['a missing row', [row('1')], 'x'],
  ['another segment before it', [row('1'), row('2')], 'y'],
])('%s breaks a seal', (_what, rows, previous) => {
  expect(hashSegment(rows, previous)).not.toBe(hashSegment([row('1'), row('2')], 'x'));
});
