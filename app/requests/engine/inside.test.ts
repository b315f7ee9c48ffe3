import { describe, expect, it } from 'vitest';
import { isShopsFirst, REPORTED } from '../reported.ts';
import { clocksOf, dueOf, nextCheck, shopsDayEnds } from './clocks.ts';
import type { RequestCommand } from './commands.ts';
import { march, NOTICED, PLACE_KIND, Play, WORKING } from './engine.fixtures.ts';

const noticed = (at = march(9, '10:00')) => new Play(PLACE_KIND, NOTICED, undefined, at);

describe('RIGHTS: Speaking about others: inside a booth', () => {
  it('everything but fire, gas and electricity is its shop’s first', () => {
    expect(REPORTED.filter((what) => !isShopsFirst(what))).toEqual(['danger']);
    expect(noticed().state).toMatchObject({ stage: 'with-shop', ladder: 'shop', rung: 'shop', holder: { kind: 'shop', merchant: 'shop' }, sharedWithShop: true });
    expect(new Play(PLACE_KIND, { ...NOTICED, shopFirst: false }).state).toMatchObject({ stage: 'received', ladder: 'grid', holder: { kind: 'role', role: 'manager' } });
  });

  it.each([
    ['before opening: that day until it closes', march(9, '08:00'), march(9, '19:30')],
    ['in the morning: until the same moment tomorrow', march(9, '11:00'), march(10, '11:00')],
    ['in the pause at noon: until tomorrow’s pause', march(9, '14:30'), march(10, '14:00')],
    ['on Friday afternoon: over the weekend until Monday', march(13, '18:00'), march(16, '18:00')],
    ['on Sunday: all of Monday', march(15, '12:00'), march(16, '19:30')],
  ])('its day is a working day of the mall, %s', (_, from, until) => {
    const play = noticed(from);
    expect(shopsDayEnds(play.state, WORKING)).toEqual(until);
    expect(nextCheck(PLACE_KIND, play.events, play.state, from, WORKING)).toEqual(until);
    expect(dueOf([], play.state, WORKING)).toEqual(until);
  });

  it('a mall whose calendar has no working time lets it go after a day', () => {
    const closed = { ...WORKING, calendar: { week: {}, holidays: [], extraDays: {} } };
    expect(shopsDayEnds(noticed().state, closed)).toEqual(march(10, '10:00'));
  });

  it('goes to the grid by itself when the day is over, once, with clocks that begin then', () => {
    const play = noticed();
    expect(play.does('house', { type: 'tick' }, march(9, '19:29')).events).toHaveLength(1);
    play.does('house', { type: 'tick' }, march(9, '19:30'));
    expect(play.state).toMatchObject({ stage: 'received', ladder: 'grid', rung: 'manager', holder: { kind: 'role', role: 'manager', grid: 'grid' }, inside: true });
    expect(clocksOf(PLACE_KIND, play.events, march(10, '11:00'), WORKING).map(({ usedMinutes }) => usedMinutes)).toEqual([60, 60]);
    expect(play.does('house', { type: 'tick' }, march(10, '10:00')).events).toHaveLength(2);
    expect(play.does('rena', { type: 'takeOn', doing: true }).refused).toBeNull();
  });

  it('the shop sees to it, gives it on or closes it: owner and staff, and nobody else', () => {
    for (const type of ['keepInside', 'giveOn', 'setAside'] as const) {
      for (const other of ['rena', 'lin', 'council', 'lead', 'official', 'stranger', 'watch'] as const) expect(noticed().does(other, { type }).refused, other).toBe('not-yours');
      for (const own of ['amina', 'hand'] as const) expect(noticed().does(own, { type }).refused, own).toBeNull();
    }
    expect(noticed().does('hand', { type: 'keepInside' }).state).toMatchObject({ stage: 'closed', outcome: 'inside', holder: { kind: 'nobody' } });
    expect(noticed().does('hand', { type: 'giveOn' }).state).toMatchObject({ stage: 'received', ladder: 'grid' });
  });

  it('nobody opens again what its shop sees to, or what was about people', () => {
    for (const type of ['keepInside', 'setAside'] as const) expect(noticed().does('hand', { type }).does('amina', { type: 'notSolved', text: 't' }).refused).not.toBeNull();
  });

  it('about people, goods or conduct: closed in one tap by whoever has it later too, but never what somebody with an account asked', () => {
    const given = noticed().does('hand', { type: 'giveOn' });
    expect(given.does('rena', { type: 'setAside' }).state).toMatchObject({ stage: 'closed', outcome: 'set-aside' });
    expect(new Play(PLACE_KIND).does('rena', { type: 'setAside' }).refused).toBe('not-now');
  });

  it('to an office only by the yes of the shop’s owner; her staff, the council and the passer-by can’t give it', () => {
    const passOn: RequestCommand = { type: 'passOn', office: 'office', parts: ['words'], purpose: 'building' };
    const given = () => noticed().does('hand', { type: 'giveOn' });
    expect(noticed().does('amina', passOn).refused).toBe('not-now');
    for (const other of ['hand', 'rena', 'council'] as const) expect(given().does(other, passOn).refused).toBe('not-yours');
    const passed = given().does('amina', passOn);
    expect(passed.state).toMatchObject({ stage: 'passed-on', holder: { kind: 'office', office: 'office' } });
    expect(passed.does('amina', { type: 'takeBack' }).state.passed?.takenBackAt).toBeDefined();
  });

  it('who works for the shop has no hand in it as a volunteer', () => {
    expect(noticed().does('hand', { type: 'giveOn' }).does('tied', { type: 'takeOn', doing: true }).refused).toBe('own-shop');
  });
});
