import { describe, expect, it } from 'vitest';
import { GRID_KIND, Play, SIGNED_KIND } from './engine.fixtures.ts';

const taken = () => new Play(SIGNED_KIND).does('yerlan', { type: 'takeOn', doing: true });

describe('A kind that is shown with a signature', () => {
  it('isn’t solved before somebody has signed, and needs none for another outcome', () => {
    expect(taken().does('yerlan', { type: 'markDone', outcome: 'solved', attachments: ['photo'] }).refused).toBe('signature-needed');
    expect(taken().does('amina', { type: 'sign', attachments: ['drawn'] }).does('yerlan', { type: 'markDone', outcome: 'solved' }).state.stage).toBe('done');
    expect(taken().does('yerlan', { type: 'markDone', outcome: 'wont-do', text: 'why' }).refused).toBeNull();
  });

  it('is signed by whoever asked, or on the phone of whoever did it with the name of who received it; by nobody else', () => {
    expect(taken().does('yerlan', { type: 'sign', attachments: ['drawn'] }).refused).toBe('signature-name');
    expect(taken().does('yerlan', { type: 'sign', text: 'name', attachments: ['drawn'] }).refused).toBeNull();
    expect(taken().does('amina', { type: 'sign' }).refused).toBe('signature-name');
    for (const who of ['watch', 'rena', 'stranger', 'council'] as const) expect(taken().does(who, { type: 'sign', text: 'x' }).refused, who).not.toBeNull();
    expect(new Play(GRID_KIND).does('yerlan', { type: 'takeOn', doing: true }).does('amina', { type: 'sign', text: 'x' }).refused).toBe('not-now');
  });

  it('is signed anew after it was sent back or opened again', () => {
    const play = taken().does('amina', { type: 'sign', text: 'x' }).does('yerlan', { type: 'markDone', outcome: 'solved' }).does('amina', { type: 'notSolved' });
    expect(play.does('yerlan', { type: 'markDone', outcome: 'solved' }).refused).toBe('signature-needed');
    expect(play.does('amina', { type: 'sign', text: 'x' }).does('yerlan', { type: 'markDone', outcome: 'solved' }).refused).toBeNull();
  });
});
