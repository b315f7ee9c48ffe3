import { expect, it } from 'vitest';
import { programList } from './mall-settings.ts';

it('lists the programs of a mall in its order, with its own names, without those that are off', () => {
  const programs = [
    { id: 'legal', on: true, names: { en: 'Lawyer’s day' } },
    { id: 'labor', on: false },
  ];
  expect(programList({ settings: { programs } }, ['labor', 'legal', 'safety'])).toEqual([
    { id: 'legal', names: { en: 'Lawyer’s day' } },
    { id: 'safety', names: {} },
  ]);
});

it('lists all programs in the order of the house for a mall that never chose', () => {
  expect(programList({}, ['labor', 'legal']).map(({ id }) => id)).toEqual(['labor', 'legal']);
});
