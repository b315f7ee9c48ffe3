import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { byLanguage, DaySchema, perLanguage, TimeSchema } from './form-fields.ts';

describe('A day and a time of a form', () => {
  it('are those that there are', () => {
    for (const day of ['2026-03-11', '2028-02-29']) expect(DaySchema.safeParse(day).success, day).toBe(true);
    for (const day of ['2026-02-29', '2026-02-31', '2026-13-45', '2026-00-00', '11.03.2026', '', '2026-3-1']) expect(DaySchema.safeParse(day).success, day).toBe(false);
    expect(TimeSchema.safeParse('23:59').success).toBe(true);
    for (const time of ['24:00', '9:00', '12:60', '']) expect(TimeSchema.safeParse(time).success, time).toBe(false);
  });
});

describe('Words in several languages', () => {
  it('have a field each, and what is left empty is missing', () => {
    const form = z.object(perLanguage('name', 5)).parse({ 'name-zh': ' 门 ', 'name-ug': '  ', 'name-ru': 'дверь' });
    expect(byLanguage('name', form)).toEqual({ zh: '门', ru: 'дверь' });
    expect(z.object(perLanguage('name', 5)).safeParse({ 'name-kk': 'есіктер' }).error?.issues[0]?.path).toEqual(['name-kk']);
  });
});
