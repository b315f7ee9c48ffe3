import { describe, expect, test } from 'vitest';
import type { WorkingCalendar } from '#models/mall.server.ts';
import { offeredTimes } from './offered-times.ts';

const offered = (week: WorkingCalendar['week'], later?: WorkingCalendar['later']) => offeredTimes({ week, holidays: [], extraDays: {}, later }, '2026-03-11');

describe('times offered for a visit', () => {
  test('are pieces of the mall’s working time, none shorter than an hour and none outside of it', () => {
    expect(offered({ 1: [['10:00', '14:00'], ['16:00', '19:30']] })).toEqual(['10:00-12:00', '12:00-14:00', '16:00-18:00', '18:00-19:30']);
    expect(offered({ 1: [['10:00', '12:30']], 2: [['10:00', '12:30']], 6: [['09:00', '09:30']] })).toEqual(['10:00-12:30']);
  });

  test('follow the week that holds now', () => {
    const later: WorkingCalendar['later'] = [{ from: '2026-03-11', week: { 1: [['12:00', '14:00']] } }, { from: '2026-04-01', week: {} }];
    expect(offered({ 1: [['10:00', '12:00']] }, later)).toEqual(['12:00-14:00']);
  });

  test('of several weekdays are told once, in the order of the day', () => {
    expect(offered({ 1: [['15:00', '17:00']], 2: [['10:00', '12:00'], ['15:00', '17:00']] })).toEqual(['10:00-12:00', '15:00-17:00']);
    expect(offered({})).toEqual([]);
  });
});
