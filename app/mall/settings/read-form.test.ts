import { expect, test } from 'vitest';
import type { ProgramSetting } from '#app/platform/mall-settings.ts';
import { type Known, READERS } from './read-form.ts';

const PROGRAMS = ['labor', 'legal', 'safety', 'training'].map((id): ProgramSetting => ({ id, on: true }));
const moved = (orders: Record<string, string>) =>
  (READERS.programs((name) => (name.startsWith('on-') ? 'on' : (orders[name.replace('order-', '')] ?? (name.startsWith('order-') ? String(PROGRAMS.findIndex(({ id }) => name === `order-${id}`) + 1) : ''))), { programs: PROGRAMS } as unknown as Known) as ProgramSetting[]).map(({ id }) => id);

test('one number moves one program to that place, up or down, and the others keep their order', () => {
  expect(moved({ safety: '1' })).toEqual(['safety', 'labor', 'legal', 'training']);
  expect(moved({ labor: '3' })).toEqual(['legal', 'safety', 'labor', 'training']);
  expect(moved({ labor: '99' })).toEqual(['legal', 'safety', 'training', 'labor']);
  expect(moved({})).toEqual(['labor', 'legal', 'safety', 'training']);
});

test('numbers for all are the order as written', () => {
  expect(moved({ labor: '4', legal: '3', safety: '2', training: '1' })).toEqual(['training', 'safety', 'legal', 'labor']);
});
