import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closedBecause, movingUp, nextPlace, quartersOf } from './rules.ts';

const at = (time: string) => new Date(`2026-03-11T${time}:00Z`);

describe('A place', () => {
  test('is given while there are some, then a turn in the line, then none', () => {
    expect(nextPlace({ places: 2, waitingPlaces: 1, held: 1, waiting: 0 })).toBe('held');
    expect(nextPlace({ places: 2, waitingPlaces: 1, held: 2, waiting: 0 })).toBe('waiting');
    expect(nextPlace({ places: 2, waitingPlaces: 1, held: 2, waiting: 1 })).toBeNull();
  });

  test('that came free belongs to those who wait, not to whoever comes', () => {
    expect(nextPlace({ places: 2, waitingPlaces: 5, held: 1, waiting: 3 })).toBe('waiting');
  });

  test('isn’t given after the last moment, nor of what was called off', () => {
    const open = { places: 2, waitingPlaces: 0, held: 0, waiting: 0, state: 'open' as const, bookBy: at('10:00') };
    expect(closedBecause(open, at('10:00'))).toBeNull();
    expect(closedBecause(open, at('10:01'))).toBe('too-late');
    expect(closedBecause({ ...open, state: 'called-off' }, at('09:00'))).toBe('called-off');
    expect(closedBecause({ ...open, held: 2 }, at('09:00'))).toBe('full');
  });

  test('whoever comes and goes in whatever order: never more than there are, and nobody waits beside a free one', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), fc.array(fc.boolean(), { maxLength: 60 }), (places, waitingPlaces, comes) => {
        const line = { places, waitingPlaces, held: 0, waiting: 0 };
        for (const one of comes) {
          if (one) {
            const next = nextPlace(line);
            if (next) line[next] += 1;
          } else if (line.held > 0) {
            line.held -= 1;
            const up = movingUp(line);
            line.held += up;
            line.waiting -= up;
          }
          expect(line.held).toBeLessThanOrEqual(places);
          expect(line.waiting).toBeLessThanOrEqual(waitingPlaces);
          expect(line.waiting > 0 && line.held < places).toBe(false);
        }
      }),
    );
  });
});

describe('The quarters of an hour of a room', () => {
  test('are all that a time touches', () => {
    expect(quartersOf(at('10:05'), at('10:31')).map((quarter) => quarter.toISOString().slice(11, 16))).toEqual(['10:00', '10:15', '10:30']);
    expect(quartersOf(at('10:00'), at('10:15'))).toHaveLength(1);
  });

  test('there are none of a time that is over before it begins, or that lasts for days', () => {
    expect(() => quartersOf(at('10:00'), at('10:00'))).toThrow(RangeError);
    expect(() => quartersOf(at('10:00'), new Date('2026-03-13T10:00:00Z'))).toThrow(RangeError);
  });
});
