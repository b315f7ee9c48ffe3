import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, MUTABLE, pushAt } from './when.ts';

const zone = 'Asia/Urumqi';
const at = (day: number, time: string) => new Date(`2026-03-${day}T${time}:00+06:00`);
const night = { off: [], quietFrom: '21:00', quietUntil: '08:00' };

describe('when a phone is told', () => {
  it('at once where nothing is chosen', () => {
    expect(pushAt('information', undefined, at(11, '03:00'), zone)).toEqual(at(11, '03:00'));
  });

  it('not in the quiet hours, also over midnight, but when they end', () => {
    expect(pushAt('must-acknowledge', night, at(11, '22:30'), zone)).toEqual(at(12, '08:00'));
    expect(pushAt('must-acknowledge', night, at(12, '07:59'), zone)).toEqual(at(12, '08:00'));
    expect(pushAt('must-acknowledge', night, at(12, '08:00'), zone)).toEqual(at(12, '08:00'));
    expect(pushAt('information', { off: [], quietFrom: '12:00', quietUntil: '13:00' }, at(12, '12:30'), zone)).toEqual(at(12, '13:00'));
  });

  it('the unurgent once a day where that was chosen, what waits for an answer at once', () => {
    const daily = { off: [], digestAt: '18:00' };
    expect(pushAt('information', daily, at(11, '09:00'), zone)).toEqual(at(11, '18:00'));
    expect(pushAt('personal', daily, at(11, '18:30'), zone)).toEqual(at(12, '18:00'));
    expect(pushAt('must-acknowledge', daily, at(11, '09:00'), zone)).toEqual(at(11, '09:00'));
  });

  it('a kind that was switched off not at all', () => {
    for (const kind of MUTABLE) expect(pushAt(kind, { off: [kind] }, at(11, '09:00'), zone)).toBeNull();
  });

  const times = fc.integer({ min: 0, max: 1439 }).map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
  const choices = fc.record({ off: fc.subarray(['information', 'must-acknowledge', 'personal', 'emergency']), quietFrom: times, quietUntil: times, digestAt: fc.option(times, { nil: undefined }) });

  it('nobody can mute an emergency, whatever is chosen, and nothing comes in quiet hours or before it is there', () => {
    fc.assert(
      fc.property(choices, times, fc.constantFrom(...MUTABLE), (choice, time, kind) => {
        const now = at(11, time);
        expect(pushAt('emergency', choice, now, zone)).toEqual(now);
        const due = pushAt(kind, choice, now, zone);
        if (!due) {
          expect(choice.off).toContain(kind);
          return;
        }
        expect(due >= now && due.getTime() - now.getTime() <= 48 * 3600_000).toBe(true);
        expect(isQuiet(choice, due, zone)).toBe(false);
      }),
    );
  });
});
