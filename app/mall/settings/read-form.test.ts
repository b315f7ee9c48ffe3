import { describe, expect, test } from 'vitest';
import { COUNTRY_NUMBERS, type EmergencyNumber, type ProgramSetting } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
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

describe('emergency numbers', () => {
  const before: EmergencyNumber[] = [...COUNTRY_NUMBERS, { id: 'guard', names: { zh: '值班室' }, number: '0991 110' }];
  const typed = { 'number-fire': '119', 'number-ambulance': '120', 'number-police': '110', 'number-guard': '0991 110', 'name-guard-zh': '值班室' };
  const read = (more: Record<string, string>) => READERS.emergency((name) => ({ ...typed, ...more })[name as keyof typeof typed] ?? '', { emergency: before, newId: () => 'new' } as unknown as Known);
  const refused = (more: Record<string, string>) => {
    try {
      return read(more);
    } catch (error) {
      return error instanceof Refusal ? [error.field, error.reason.key] : error;
    }
  };

  test('are the country’s, and the house’s own beside them', () => {
    expect(read({})).toEqual(before.map((one) => ({ ...one })));
    expect(read({ 'number-fire': '+86 (991) 119', 'gone-guard': 'on', 'gone-fire': 'on', 'new-ug': 'گاز', number: '96-111' })).toEqual([{ id: 'fire', number: '+86 (991) 119' }, { id: 'ambulance', number: '120' }, { id: 'police', number: '110' }, { id: 'new', names: { ug: 'گاز' }, number: '96-111' }]);
  });
  test('are numbers, with a name', () => {
    expect(refused({ 'number-fire': '' })).toEqual(['number-fire', 'form.required']);
    expect(refused({ 'number-fire': 'one one nine' })).toEqual(['number-fire', 'settings:refused.phone']);
    expect(refused({ 'number-guard': '1;2' })).toEqual(['number-guard', 'settings:refused.phone']);
    expect(refused({ 'name-guard-zh': '' })).toEqual(['name-guard-zh', 'form.required']);
    expect(refused({ number: '96111' })).toEqual(['new-zh', 'form.required']);
    expect(refused({ 'new-zh': '燃气' })).toEqual(['number', 'form.required']);
  });
});
