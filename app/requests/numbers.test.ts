import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, drawCode, drawNumber, readNumber, spokenCode } from './numbers.ts';

const six = fc.integer({ min: 0, max: 999_999 });

describe('A request number', () => {
  it('holds the code, the year, six digits and a check digit', () => {
    expect(drawNumber('ZL', '2026', () => 48_217)).toMatch(/^ZL-2026-048217\d$/);
    expect(drawNumber('JQ', '2026', () => 7)).toMatch(/^JQ-2026-000007\d$/);
  });

  it('Damm’s own example has check digit 4', () => {
    expect(checkDigit('572')).toBe('4');
  });

  it('any wrong digit is found', () => {
    fc.assert(
      fc.property(six, fc.nat(6), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
        const number = drawNumber('ZL', '2026', () => digits);
        const tail = [...number.slice(8)];
        tail[place] = String((Number(tail[place]) + by) % 10);
        expect(readNumber(number.slice(0, 8) + tail.join(''))).toBeNull();
      }),
    );
  });

  it('two neighbours said in the wrong order are found', () => {
    fc.assert(
      fc.property(six, fc.nat(5), (digits, place) => {
        const number = drawNumber('ZL', '2026', () => digits);
        const tail = [...number.slice(8)];
        fc.pre(tail[place] !== tail[place + 1]);
        [tail[place], tail[place + 1]] = [tail[place + 1]!, tail[place]!];
        expect(readNumber(number.slice(0, 8) + tail.join(''))).toBeNull();
      }),
    );
  });

  it('is read however it was typed', () => {
    const number = drawNumber('ZL', '2026', () => 48_217);
    expect(readNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).toBe(number);
    expect(readNumber(number.replaceAll('-', ''))).toBe(number);
    expect(readNumber('{"$ne": null}')).toBeNull();
  });
});

describe('A follow-up code', () => {
  it('has eight characters that can’t be taken for others', () => {
    let at = 0;
    expect(drawCode((below) => (at += 5) % below)).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/);
    expect(spokenCode('K7RM4QDT')).toBe('K7RM 4QDT');
  });
});
