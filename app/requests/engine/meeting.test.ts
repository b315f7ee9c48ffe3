import { describe, expect, it } from 'vitest';
import { march, NOTICED, Play } from './engine.fixtures.ts';
import type { RequestCommand } from './commands.ts';

const at = (day: number, id = 'm1', more: Partial<Extract<RequestCommand, { type: 'proposeMeeting' }>> = {}): RequestCommand => ({ type: 'proposeMeeting', meeting: id, startsAt: march(day, '11:00'), endsAt: march(day, '12:00'), room: 'talk', ...more });
const taken = () => new Play().does('rena', { type: 'takeOn', doing: true });

describe('A meeting about a request', () => {
  it('is proposed by either side and agreed to by the other', () => {
    expect(taken().does('rena', at(11)).does('amina', { type: 'agreeMeeting', meeting: 'm1' }).state.meeting).toMatchObject({ agreed: true, side: 'house', room: 'talk' });
    expect(taken().does('amina', at(11)).does('rena', { type: 'agreeMeeting', meeting: 'm1' }).state.meeting).toMatchObject({ agreed: true, side: 'asker' });
    expect(taken().does('amina', at(11)).does('amina', { type: 'agreeMeeting', meeting: 'm1' }).refused).toBe('not-yours');
    expect(taken().does('watch', at(11)).refused).toBe('not-yours');
    expect(taken().does('stranger', at(11)).refused).toBe('not-yours');
  });

  it('lies ahead, is no longer than four hours, and has a place', () => {
    expect(taken().does('rena', at(8)).refused).toBe('meeting-time');
    expect(taken().does('rena', at(11, 'm1', { endsAt: march(11, '16:00') })).refused).toBe('meeting-time');
    expect(taken().does('rena', at(11, 'm1', { endsAt: march(11, '11:00') })).refused).toBe('meeting-time');
    expect(taken().does('rena', at(11, 'm1', { room: undefined })).refused).toBe('meeting-place');
    expect(taken().does('rena', at(11, 'm1', { room: undefined, text: 'my shop' })).refused).toBeNull();
  });

  it('may be another time as long as nobody has said yes; what was agreed is called off first', () => {
    const play = taken().does('rena', at(11)).does('amina', at(12, 'm2'));
    expect(play.state.meeting).toMatchObject({ id: 'm2', side: 'asker' });
    expect(play.does('rena', { type: 'agreeMeeting', meeting: 'm1' }).refused).toBe('not-now');
    play.does('rena', { type: 'agreeMeeting', meeting: 'm2' });
    expect(play.does('rena', at(13, 'm3')).refused).toBe('meeting-stands');
    expect(play.does('amina', { type: 'callOffMeeting', meeting: 'm2' }).state.meeting?.ended).toBe('called-off');
    expect(play.does('rena', at(13, 'm3')).refused).toBeNull();
    expect(play.does('amina', { type: 'declineMeeting', meeting: 'm3' }).state.meeting?.ended).toBe('declined');
  });

  it('is called off by itself when its request is over, and is none with whoever has no account', () => {
    expect(taken().does('rena', at(11)).does('amina', { type: 'withdraw' }).state.meeting?.ended).toBe('called-off');
    const done = taken().does('rena', at(11)).does('rena', { type: 'markDone', outcome: 'solved' });
    expect(done.state.meeting?.ended).toBeUndefined();
    expect(done.does('amina', { type: 'confirm' }).state.meeting?.ended).toBe('called-off');
    const passer = new Play(undefined, { ...NOTICED, requester: 'passer:x', shopFirst: false }).does('rena', { type: 'takeOn', doing: true }).does('rena', at(11));
    expect(passer.refused).toBe('not-now');
  });
});
