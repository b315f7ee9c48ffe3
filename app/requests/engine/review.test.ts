import { describe, expect, it } from 'vitest';
import { reviews, sightOf } from '../policy.ts';
import { march, PEOPLE, Play, TEAM } from './engine.fixtures.ts';

const opened = (): Play => new Play().does('rena', { type: 'takeOn', doing: true }, march(9, '10:00')).does('watch', { type: 'openReview', text: 'why' }, march(9, '11:00'));

describe('A review', () => {
  it('of the manager’s work lies with the grid’s leader, of the leader’s with the council', () => {
    expect(opened().state.review?.rung).toBe('leader');
    const up = new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'handUp', text: 'x' }).does('lin', { type: 'takeOn', doing: true }).does('watch', { type: 'openReview', text: 'why' });
    expect([up.state.rung, up.state.review?.rung]).toEqual(['leader', 'council']);
    const alone = new Play(undefined, {}, TEAM.filter(({ role }) => role !== 'leader')).does('rena', { type: 'takeOn', doing: true }).does('watch', { type: 'openReview', text: 'why' });
    expect(alone.state.review?.rung).toBe('council');
  });

  it('needs a reason and somebody’s work, and is the supervisor’s who never worked on it', () => {
    expect(new Play().does('watch', { type: 'openReview', text: 'why' }).refused).toBe('not-now');
    const taken = new Play().does('rena', { type: 'takeOn', doing: true });
    expect(taken.does('watch', { type: 'openReview' }).refused).toBe('reason-needed');
    expect(taken.does('rena', { type: 'openReview', text: 'why' }).refused).toBe('not-yours');
    expect(new Play().does('both', { type: 'takeOn', doing: true }).does('both', { type: 'openReview', text: 'why' }).refused).toBe('worker-and-supervisor');
  });

  it('is open once; another one needs something new', () => {
    const play = opened();
    expect(play.does('watch', { type: 'openReview', text: 'why' }).refused).toBe('asked-once');
    play.does('lin', { type: 'takeReview' }).does('lin', { type: 'closeReview', text: 'fine' });
    expect([play.state.review?.ended, play.state.stage]).toEqual(['in-order', 'in-progress']);
    expect(play.does('watch', { type: 'openReview', text: 'why' }).refused).toBe('asked-once');
    play.does('rena', { type: 'markDone', outcome: 'solved' });
    expect(play.does('watch', { type: 'openReview', text: 'why' }).refused).toBeNull();
  });

  it('opens the words to the one who looks at it, and to nobody else of her rung', () => {
    const play = opened();
    expect(sightOf(PEOPLE.lin, play.state)).toBe('head');
    play.does('house', { type: 'tick' }, march(12, '11:00'));
    expect([play.state.review?.rung, sightOf(PEOPLE.council, play.state)]).toEqual(['council', 'head']);
    play.does('council', { type: 'takeReview' });
    expect([sightOf(PEOPLE.council, play.state), sightOf(PEOPLE.council2, play.state), reviews(PEOPLE.lin, play.state)]).toEqual(['full', 'head', false]);
    expect(play.does('council', { type: 'takeOn', doing: true }).refused).toBe('worker-and-supervisor');
    play.does('council', { type: 'closeReview', text: 'fine' });
    expect([sightOf(PEOPLE.council, play.state), sightOf(PEOPLE.council2, play.state)]).toEqual(['head', 'none']);
  });

  it('sends the work back to who did it; what whoever asked called solved stays so', () => {
    const done = new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'solved' }).does('watch', { type: 'openReview', text: 'why' }).does('lin', { type: 'takeReview' });
    const confirmed = done.does('amina', { type: 'confirm' }).does('lin', { type: 'reviewAgain', text: 'look' });
    expect([confirmed.refused, confirmed.state.stage]).toEqual(['not-now', 'closed']);
    expect(confirmed.does('lin', { type: 'closeReview', text: 'fine' }).refused).toBeNull();
    const again = opened().does('lin', { type: 'takeReview' }).does('lin', { type: 'reviewAgain', text: 'look' });
    expect([again.state.stage, again.state.holder, again.state.review?.ended]).toEqual(['sent-back', { kind: 'role', role: 'manager', grid: 'grid', account: 'rena' }, 'again']);
    expect(again.does('watch', { type: 'openReview', text: 'why' }).refused).toBe('asked-once');
  });

  it('waits two working days for each rung, goes up once by silence, and the council’s is told once', () => {
    const play = opened();
    expect(play.does('house', { type: 'tick' }, march(11, '10:30')).state.review?.rung).toBe('leader');
    play.does('house', { type: 'tick' }, march(11, '11:00'));
    expect(play.state.review).toMatchObject({ rung: 'council', ranOut: false });
    play.does('house', { type: 'tick' }, march(16, '11:00'));
    expect(play.state.review).toMatchObject({ rung: 'council', ranOut: true });
    const acts = play.events.length;
    expect(play.does('house', { type: 'tick' }, march(30, '11:00')).events.slice(acts).some(({ type }) => type === 'review-ran-out')).toBe(false);
  });

  it('ends by itself with a withdrawn request, and by the word of whoever opened it', () => {
    expect(opened().does('amina', { type: 'withdraw' }).state.review?.ended).toBe('gone');
    expect(opened().does('watch', { type: 'dropReview' }).state.review?.ended).toBe('dropped');
    expect(opened().does('both', { type: 'dropReview' }).refused).toBe('not-yours');
  });
});
