import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingMinutes, endOfWorkingDay, isWorking, nextOpening, workingMinutesBetween, type WorkingTime } from './working-time.ts';

const DAY: [string, string][] = [['10:00', '14:00'], ['15:30', '19:30']];
const calendar = {
  week: { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY, 6: [['11:00', '17:00']] as [string, string][] },
  holidays: ['2026-03-20'],
  extraDays: { '2026-03-22': [['12:00', '16:00']] as [string, string][] },
};
const urumqi: WorkingTime = { zone: 'Asia/Urumqi', calendar };
const shanghai: WorkingTime = { zone: 'Asia/Shanghai', calendar };
/** A wall time in Urumqi (UTC+6). */
const at = (wall: string) => new Date(`${wall}:00+06:00`);

describe('Working time, against times worked out by hand', () => {
  const cases: [what: string, from: string, minutes: number, to: string][] = [
    ['before lunch', '2026-03-11T10:12', 60, '2026-03-11T11:12'],
    ['over lunch', '2026-03-11T13:30', 60, '2026-03-11T16:00'],
    ['exactly to closing stays on that day', '2026-03-11T18:30', 60, '2026-03-11T19:30'],
    ['over night', '2026-03-11T19:00', 60, '2026-03-12T10:30'],
    ['over a short Saturday and a free Sunday', '2026-03-14T16:00', 120, '2026-03-16T11:00'],
    ['over a festival, onto an extra Sunday', '2026-03-19T19:00', 30 + 360 + 60, '2026-03-22T13:00'],
    ['asked at night', '2026-03-11T23:10', 240, '2026-03-12T14:00'],
  ];
  it.each(cases)('%s', (_what, from, minutes, to) => {
    expect(addWorkingMinutes(urumqi, at(from), minutes)).toEqual(at(to));
    expect(workingMinutesBetween(urumqi, at(from), at(to))).toBe(minutes);
  });

  it('the same calendar in Shanghai’s zone runs two hours earlier', () => {
    expect(addWorkingMinutes(shanghai, at('2026-03-11T08:00'), 30)).toEqual(at('2026-03-11T08:30'));
    expect(addWorkingMinutes(urumqi, at('2026-03-11T08:00'), 30)).toEqual(at('2026-03-11T10:30'));
  });

  it('counts a night shift over midnight once, though the next day begins inside it', () => {
    const night: WorkingTime = { zone: 'Asia/Urumqi', calendar: { week: { 3: [['22:00', '02:00']], 4: [['01:00', '03:00']] }, holidays: [], extraDays: {} } };
    expect(workingMinutesBetween(night, at('2026-03-11T12:00'), at('2026-03-12T12:00'))).toBe(5 * 60);
  });

  it('keeps the wall clock over a change of clocks', () => {
    const berlin: WorkingTime = { zone: 'Europe/Berlin', calendar };
    expect(addWorkingMinutes(berlin, new Date('2026-03-28T15:00:00Z'), 60 + 30)).toEqual(new Date('2026-03-30T08:30:00Z'));
  });

  it('an end belongs to the pause after it', () => {
    expect(isWorking(urumqi, at('2026-03-11T13:59'))).toBe(true);
    expect(isWorking(urumqi, at('2026-03-11T14:00'))).toBe(false);
    expect(nextOpening(urumqi, at('2026-03-11T14:00'))).toEqual(at('2026-03-11T15:30'));
  });

  it('five silent working days end with the fifth one after today', () => {
    expect(endOfWorkingDay(urumqi, at('2026-03-11T16:40'), 5)).toEqual(at('2026-03-17T19:30'));
    expect(endOfWorkingDay(urumqi, at('2026-03-18T16:40'), 3)).toEqual(at('2026-03-22T16:00'));
  });

  it('a calendar without any working time has no deadline', () => {
    const never: WorkingTime = { zone: 'Asia/Urumqi', calendar: { week: {}, holidays: [], extraDays: {} } };
    expect(addWorkingMinutes(never, at('2026-03-11T10:00'), 1)).toBeNull();
    expect(endOfWorkingDay(never, at('2026-03-11T10:00'), 1)).toBeNull();
    expect(nextOpening(never, at('2026-03-11T10:00'))).toBeNull();
  });
});

describe('Working time, for any moment', () => {
  const moment = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minutes) => new Date(Date.UTC(2026, 2, 1) + minutes * 60_000));
  const zone = fc.constantFrom(urumqi, shanghai, { zone: 'Europe/Berlin', calendar }, { zone: 'Australia/Lord_Howe', calendar });

  it('is additive: two parts make the whole', () => {
    fc.assert(
      fc.property(zone, fc.tuple(moment, moment, moment), (working, moments) => {
        const [a, b, c] = moments.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
        expect(workingMinutesBetween(working, a, b) + workingMinutesBetween(working, b, c)).toBe(workingMinutesBetween(working, a, c));
      }),
    );
  });

  it('never runs backwards: later moments and more minutes come later', () => {
    fc.assert(
      fc.property(zone, moment, fc.nat(3000), fc.nat(3000), (working, from, less, more) => {
        const [a, b] = [addWorkingMinutes(working, from, less), addWorkingMinutes(working, from, less + more)];
        expect(b!.getTime()).toBeGreaterThanOrEqual(a!.getTime());
      }),
    );
  });

  it('adding is the inverse of counting', () => {
    fc.assert(
      fc.property(zone, moment, fc.nat(5000), (working, from, minutes) => {
        expect(workingMinutesBetween(working, from, addWorkingMinutes(working, from, minutes)!)).toBe(minutes);
      }),
    );
  });

  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(zone, moment, fc.nat(2000), fc.nat(2000), (working, from, a, b) => {
        expect(addWorkingMinutes(working, addWorkingMinutes(working, from, a)!, b)).toEqual(addWorkingMinutes(working, from, a + b));
      }),
    );
  });
});
