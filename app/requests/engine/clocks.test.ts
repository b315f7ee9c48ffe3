import { describe, expect, it } from 'vitest';
import { clocksOf, dueOf, nextCheck } from './clocks.ts';
import { march, Play, WORKING } from './engine.fixtures.ts';

const view = (play: Play, now = play.now) => Object.fromEntries(clocksOf(play.kind, play.events, now, WORKING).map((clock) => [clock.name, clock]));

describe('The clocks of a request', () => {
  it('first response and solution begin when it is asked', () => {
    const play = new Play();
    const { 'first-response': first, solution, 'next-update': next } = view(play, march(9, '11:00'));
    expect(first).toMatchObject({ usedMinutes: 60, leftMinutes: 180, state: 'running', dueAt: march(9, '14:00') });
    expect(solution).toMatchObject({ usedMinutes: 60, state: 'running', dueAt: march(11, '19:30') });
    expect(next).toBeUndefined();
  });

  it('taking on answers the first and begins the next update', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: false }, march(9, '10:42'));
    const { 'first-response': first, 'next-update': next } = view(play, march(9, '18:00'));
    expect(first).toMatchObject({ state: 'done', usedMinutes: 42 });
    expect(next).toMatchObject({ state: 'running', dueAt: march(10, '10:42') });
  });

  it('stand still while it waits for the requester, and go on with exactly what was left', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }, march(9, '11:00')).does('rena', { type: 'waitForRequester', text: 'q' }, march(9, '12:00'));
    expect(view(play, march(12, '12:00')).solution).toMatchObject({ state: 'paused', usedMinutes: 120, leftMinutes: 24 * 60 - 120 });
    expect(view(play, march(12, '12:00')).solution?.dueAt).toBeUndefined();
    play.does('amina', { type: 'say', text: 'a' }, march(12, '15:30'));
    expect(view(play, march(12, '16:30')).solution).toMatchObject({ state: 'running', usedMinutes: 180 });
  });

  it('begin again when it is reopened', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'solved' }, march(10, '10:00'));
    play.does('amina', { type: 'notSolved' }, march(11, '10:00'));
    expect(view(play, march(11, '11:00')).solution).toMatchObject({ state: 'running', usedMinutes: 60 });
  });

  it('a chat of the requester is no response', () => {
    const play = new Play().does('amina', { type: 'say', text: 'hello?' }, march(9, '11:00'));
    expect(view(play, march(9, '11:30'))['first-response']).toMatchObject({ state: 'running', usedMinutes: 90 });
  });

  it('the office has its own limit from the moment of passing on', () => {
    const play = new Play().does('amina', { type: 'passOn', office: 'office', parts: ['words'], purpose: 'advice' }, march(9, '10:00'));
    expect(view(play)['next-update']?.limitMinutes).toBe(play.kind.clocks.office);
    expect(view(play, march(10, '10:00'))['first-response']).toMatchObject({ state: 'paused', leftMinutes: 240 });
    play.does('amina', { type: 'takeBack' }, march(10, '10:00'));
    expect(view(play, march(10, '11:00'))['next-update']).toBeUndefined();
    expect(view(play, march(10, '11:00'))['first-response']).toMatchObject({ state: 'running', leftMinutes: 180 });
  });

  it('warnings are due at half and at four fifths, in working time only', () => {
    const play = new Play();
    expect(nextCheck(play.kind, play.events, play.state, play.now, WORKING)).toEqual(march(9, '12:00'));
    play.does('house', { type: 'tick' }, march(9, '12:00'));
    expect(play.events[1]).toMatchObject({ type: 'warned', facts: { clock: 'first-response@1', percent: 50 } });
    expect(nextCheck(play.kind, play.events, play.state, play.now, WORKING)).toEqual(march(9, '13:12'));
    const late = new Play(undefined, {}, undefined, march(9, '17:30'));
    expect(nextCheck(late.kind, late.events, late.state, late.now, WORKING), 'half used just when the mall closes').toEqual(march(10, '10:00'));
  });

  it('a list sorts by what runs out first, and by the end of silence when it waits for the requester', () => {
    const play = new Play();
    expect(dueOf(clocksOf(play.kind, play.events, play.now, WORKING), play.state, WORKING)).toEqual(march(9, '14:00'));
    play.does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'solved' }, march(11, '16:40'));
    expect(dueOf(clocksOf(play.kind, play.events, play.now, WORKING), play.state, WORKING)).toEqual(march(18, '19:30'));
  });
});
