import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesSomebody } from './names-somebody.ts';

const names = ['阿尔祖布行', 'Arzu Fabrics', 'Амина Сейдахметова', 'ئارزۇ رەختلىرى', 'Ким', '布'];
const named = (words: string): boolean => namesSomebody(words, { names });

describe('RIGHTS: Speaking about others', () => {
  it.each(['阿尔祖布行门口漏水', 'Water before Arzu  fabrics!', 'у Амина Сейдахметова темно', 'ئارزۇ رەختلىرى ئالدىدا سۇ', 'call 0991 123 45 67', '请打13912345678', '证件 650102199001011234', 'write to a.b@example.org', 'ARZU-FABRICS'])('a shop, a person or a number is named: %s', (words) => {
    expect(named(words)).toBe(true);
  });

  it.each(['楼梯上面的灯不亮', 'The lamp above the stairs, F1-012, since 2026-03-11 14:30', 'Кимоно на полу', 'Booth F2-104 to F2-110', '3 steps are loose, 120 cm', '布满灰尘', 'پەلەمپەي قاراڭغۇ'])('a place is not: %s', (words) => {
    expect(named(words)).toBe(false);
  });

  it('whatever stands around a name, it is found', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => named(`${before} 阿尔祖布行 ${after}`)));
  });
});
