import { expect, it } from 'vitest';
import { mallPrograms, programsOn } from './mall-settings.ts';

const programs = [
  { id: 'legal', on: true, names: { en: 'Lawyer’s day' } },
  { id: 'labor', on: false, names: { en: 'Jobs' } },
];

it('lists the programs of a mall in its order, without those that are off', () => {
  expect(programsOn({ settings: { programs } }, ['labor', 'legal', 'safety'])).toEqual(['legal', 'safety']);
});

it('calls programs by the mall’s own names, those that are off too, and only where it has one for the reader', () => {
  const mall = { settings: { programs } };
  expect(mallPrograms(mall, ['labor', 'legal', 'safety'], ({ en }) => en ?? null)).toEqual({ on: ['legal', 'safety'], names: { legal: 'Lawyer’s day', labor: 'Jobs' } });
  expect(mallPrograms(mall, ['legal'], ({ zh }) => zh ?? null).names).toEqual({});
});

it('lists all programs in the order of the house for a mall that never chose', () => {
  expect(mallPrograms({}, ['labor', 'legal'], () => null)).toEqual({ on: ['labor', 'legal'], names: {} });
});
