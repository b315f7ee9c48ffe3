import { describe, expect, it } from 'vitest';
import { canConfirm, holdsPart } from '../policy.ts';
import { clocksOf, nextCheck } from './clocks.ts';
import type { RequestCommand } from './commands.ts';
import { CONFIDENTIAL_KIND, GRID_KIND, march, NAMED_KIND, OPEN_PROGRAM_KIND, PEOPLE, PLACE_KIND, Play, SIDED_KIND, WORKING } from './engine.fixtures.ts';
import { inPartOrder, partClock, partDue, type PartHolder } from './parts.ts';

const FIXIT: PartHolder = { kind: 'partner', partner: 'fixit' };
const give = (part: string, to: PartHolder = FIXIT, more: Partial<Extract<RequestCommand, { type: 'givePart' }>> = {}): RequestCommand => ({ type: 'givePart', part, to, minutes: 480, text: 'w1', ...more });
const taken = (kind = GRID_KIND) => new Play(kind).does('rena', { type: 'takeOn', doing: true }, march(9, '10:00'));
const standing = (play: Play) => play.state.parts.map(({ id, state }) => `${id} ${state}`);

describe('A part of the work', () => {
  it('is given, taken on, and done by a partner; only then is the request done', () => {
    const play = taken().does('rena', give('x1'));
    expect(play.state.parts).toMatchObject([{ id: 'x1', n: 1, what: 'w1', state: 'offered', minutes: 480 }]);
    expect(play.does('rena', { type: 'markDone', outcome: 'solved' }).refused).toBe('parts-open');
    expect(play.does('partner', { type: 'acceptPart', part: 'x1' }).state.parts[0]).toMatchObject({ state: 'accepted', by: 'partner' });
    expect(play.does('partner', { type: 'acceptPart', part: 'x1' }).refused).toBe('not-now');
    play.does('partner', { type: 'donePart', part: 'x1' }).does('rena', { type: 'markDone', outcome: 'solved' });
    expect([play.refused, play.state.stage]).toEqual([null, 'done']);
  });

  it('is asked for with what shows it: a picture, or words', () => {
    const play = taken().does('rena', give('x1', FIXIT, { evidence: 'photo' })).does('rena', give('x2', FIXIT, { evidence: 'words' }));
    expect(play.does('partner', { type: 'donePart', part: 'x1', text: 'w2' }).refused).toBe('photo-needed');
    expect(play.does('partner', { type: 'donePart', part: 'x2', attachments: ['p1'] }).refused).toBe('words-needed');
    expect(play.does('partner', { type: 'donePart', part: 'x1', attachments: ['p1'] }).does('partner', { type: 'donePart', part: 'x2', text: 'w3' }).refused).toBeNull();
  });

  it('is declined with a reason, also after it was taken on', () => {
    const play = taken().does('rena', give('x1')).does('partner', { type: 'acceptPart', part: 'x1' });
    expect(play.does('partner', { type: 'declinePart', part: 'x1' }).refused).toBe('reason-needed');
    expect(standing(play.does('partner', { type: 'declinePart', part: 'x1', text: 'w2' }))).toEqual(['x1 declined']);
    expect(play.does('partner', { type: 'donePart', part: 'x1' }).refused).toBe('not-now');
  });

  it('goes to a member of the grid without ties, to another grid, to a partner or to a program’s people, and to nobody else', () => {
    const play = taken();
    const refusedFor = (to: PartHolder) => taken().does('rena', give('x9', to)).refused;
    expect(refusedFor({ kind: 'person', account: 'yerlan', grid: 'grid' })).toBeNull();
    expect(refusedFor({ kind: 'person', account: 'tied', grid: 'grid' })).toBe('not-in-team');
    expect(refusedFor({ kind: 'person', account: 'watch', grid: 'grid' })).toBe('not-in-team');
    expect(refusedFor({ kind: 'grid', grid: 'grid2' })).toBeNull();
    expect(refusedFor({ kind: 'grid', grid: 'grid' })).toBe('no-such-holder');
    expect(refusedFor({ kind: 'program', program: 'safety' })).toBeNull();
    expect(refusedFor({ kind: 'partner', partner: 'elsewhere' })).toBe('no-such-holder');
    expect(play.does('yerlan', give('x1')).refused).toBe('not-yours');
    expect(play.does('watch', { type: 'demandAnswer', text: 'w' }).does('rena', give('x1', { kind: 'person', account: 'both', grid: 'grid' })).refused).toBeNull();
    expect(taken().does('both', { type: 'demandAnswer', text: 'w' }).does('rena', give('x1', { kind: 'person', account: 'both', grid: 'grid' })).refused).toBe('worker-and-supervisor');
  });

  it('is nobody else’s to answer; a slip opens its own part alone', () => {
    const play = taken().does('rena', give('x1')).does('rena', give('x2'));
    for (const who of ['stranger', 'amina', 'neighbour', 'official', 'lead'] as const) expect(play.does(who, { type: 'acceptPart', part: 'x1' }).refused).not.toBeNull();
    expect(play.does('slip', { type: 'acceptPart', part: 'x2' }).refused).toBe('not-yours');
    expect(standing(play.does('slip', { type: 'acceptPart', part: 'x1' }))).toEqual(['x1 accepted', 'x2 offered']);
  });

  it('answered by its own holder never counts as typed in from paper', () => {
    const play = taken().does('rena', give('x1', { kind: 'grid', grid: 'grid2' })).does('neighbour', { type: 'declinePart', part: 'x1', text: 'w2', paper: true });
    expect(play.events.at(-1)).toMatchObject({ type: 'part-declined', facts: { part: 'x1', text: 'w2' } });
    expect(play.events.at(-1)?.facts).not.toHaveProperty('paper');
  });

  it('of a partner may be typed in from paper by whoever has the request; somebody else’s may not', () => {
    const play = taken().does('rena', give('x1')).does('rena', give('x2', { kind: 'grid', grid: 'grid2' }));
    expect(play.does('rena', { type: 'donePart', part: 'x1' }).refused).toBe('not-yours');
    expect(play.does('rena', { type: 'donePart', part: 'x2', paper: true }).refused).toBe('not-yours');
    expect(play.does('partner', { type: 'sayOnPart', part: 'x1', text: 'w' }).does('yerlan', { type: 'donePart', part: 'x1', paper: true }).refused).toBe('not-yours');
    expect(standing(play.does('rena', { type: 'donePart', part: 'x1', paper: true }))).toEqual(['x1 done', 'x2 offered']);
  });

  it.each([CONFIDENTIAL_KIND, SIDED_KIND, NAMED_KIND])('of $id there is none', (kind) => {
    const play = new Play(kind);
    for (const who of ['lead', 'council'] as const) play.does(who, { type: 'takeOn', doing: true }).does(who, give('x1'));
    expect(play.state.parts).toEqual([]);
  });

  it('of what its asker wants kept with the program’s people there is none either', () => {
    const play = new Play(GRID_KIND, { confidential: true }).does('lead', { type: 'takeOn', doing: true }).does('lead', give('x1'));
    expect(play.refused).toBe('no-parts');
    expect(new Play(OPEN_PROGRAM_KIND).does('lead', { type: 'takeOn', doing: true }).does('lead', give('x1')).refused).toBeNull();
  });

  it('is taken back with the request when that is withdrawn', () => {
    const play = taken().does('rena', give('x1')).does('rena', give('x2')).does('partner', { type: 'donePart', part: 'x2' }).does('amina', { type: 'withdraw' });
    expect(standing(play)).toEqual(['x1 taken-back', 'x2 done']);
  });

  it('brings its picture as what shows that a repair is done, and whoever did it isn’t the second person', () => {
    const play = taken(PLACE_KIND).does('rena', give('x1', FIXIT, { evidence: 'photo' })).does('rena', give('x2', { kind: 'person', account: 'yerlan', grid: 'grid' }));
    play.does('partner', { type: 'donePart', part: 'x1', attachments: ['after'] }).does('yerlan', { type: 'donePart', part: 'x2' }).does('rena', { type: 'markDone', outcome: 'solved' });
    expect([play.refused, play.state.stage]).toEqual([null, 'done']);
    expect(canConfirm(PEOPLE.yerlan, play.state, 'second-person')).toBe(false);
    expect(canConfirm(PEOPLE.info, play.state, 'second-person')).toBe(true);
    expect(play.state.workers).not.toContain('partner');
  });

  it('is not for whoever has a tie with the shop, nor for its supervisor', () => {
    const part = { id: 'x1', holder: { kind: 'grid', grid: 'grid' } } as const;
    const { state } = taken();
    expect([holdsPart(PEOPLE.yerlan, state, part), holdsPart(PEOPLE.tied, state, part), holdsPart(PEOPLE.watch, state, part)]).toEqual([true, false, false]);
    expect(holdsPart(PEOPLE.both, { ...state, supervisors: ['both'] }, part)).toBe(false);
  });
});

describe('The clock of a part', () => {
  it('counts the mall’s working time from giving: eight hours from Monday noon end on Tuesday', () => {
    const play = taken().does('rena', give('x1'), march(9, '12:00'));
    const [part] = play.state.parts;
    expect(partDue(part!, WORKING)).toEqual(march(10, '12:00'));
    expect(partClock(part!, march(9, '15:00'), WORKING)).toMatchObject({ usedMinutes: 120, leftMinutes: 360, state: 'running' });
    expect(partClock(part!, march(10, '12:30'), WORKING)).toMatchObject({ usedMinutes: 510, leftMinutes: 0, state: 'over' });
  });

  it('runs on while the request waits for the requester, and wakes the house once when it is over', () => {
    const play = taken().does('rena', give('x1'), march(9, '12:00')).does('rena', { type: 'waitForRequester', text: 'q' }, march(9, '12:00'));
    expect(nextCheck(GRID_KIND, play.events, play.state, play.now, WORKING)).toEqual(march(10, '12:00'));
    play.does('house', { type: 'tick' }, march(10, '12:00'));
    expect([play.events.at(-1)?.type, play.state.parts[0]?.ranOut, play.state.rung]).toEqual(['part-ran-out', true, 'manager']);
    const acts = play.events.length;
    expect(play.does('house', { type: 'tick' }, march(10, '13:00')).events).toHaveLength(acts);
  });

  it('stands still once the part is over, and what is late comes first in a list', () => {
    const play = taken().does('rena', give('x1', FIXIT, { minutes: 60 }), march(9, '11:00')).does('rena', give('x2', FIXIT, { minutes: 30 })).does('rena', give('x3', FIXIT, { minutes: 600 }));
    play.does('partner', { type: 'donePart', part: 'x2' }, march(9, '11:20'));
    const rows = play.state.parts.map((part) => ({ ...part, dueAt: partDue(part, WORKING) }));
    expect(inPartOrder(rows).map(({ id }) => id)).toEqual(['x1', 'x3', 'x2']);
    expect(partClock(play.state.parts[1]!, march(12, '12:00'), WORKING)).toMatchObject({ state: 'done', usedMinutes: 20 });
  });

  it('giving one is news for the requester: her next update begins anew', () => {
    const play = taken().does('rena', give('x1'), march(9, '13:00'));
    const update = clocksOf(GRID_KIND, play.events, march(9, '13:00'), WORKING).find(({ name }) => name === 'next-update');
    expect(update?.usedMinutes).toBe(0);
  });
});
