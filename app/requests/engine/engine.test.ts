import { describe, expect, it } from 'vitest';
import { sightOf } from '../policy.ts';
import type { RequestCommand } from './commands.ts';
import { wordsIn } from './events.ts';
import { CONFIDENTIAL_KIND, GRID_KIND, march, OPEN_PROGRAM_KIND, PEOPLE, PLACE_KIND, Play, TEAM } from './engine.fixtures.ts';

const role = (name: string, account?: string) => ({ kind: 'role', role: name, grid: 'grid', ...(account ? { account } : {}) });

describe('A request, from asked to closed', () => {
  it('one volunteer does it: "I’ll do it", "done", and the requester’s yes', () => {
    const play = new Play().does('yerlan', { type: 'takeOn', doing: true }).does('yerlan', { type: 'markDone', outcome: 'solved' });
    expect(play.state).toMatchObject({ stage: 'done', worker: 'yerlan', outcome: 'solved', holder: { kind: 'requester', account: 'amina' } });
    expect(play.does('amina', { type: 'confirm' }).state).toMatchObject({ stage: 'closed', closedAt: play.now, holder: { kind: 'nobody' } });
  });

  it('the manager hands it up with a reason, the leader solves it, the requester closes it', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: false }).does('rena', { type: 'handUp' });
    expect(play.refused).toBe('reason-needed');
    play.does('rena', { type: 'handUp', text: 'why' });
    expect(play.state).toMatchObject({ stage: 'handed-up', rung: 'leader', holder: role('leader'), bySilence: false });
    expect(play.does('rena', { type: 'takeOn', doing: true }).refused).toBe('not-yours');
    play.does('lin', { type: 'takeOn', doing: true }).does('lin', { type: 'markDone', outcome: 'solved' }).does('amina', { type: 'confirm' });
    expect(play.state.stage).toBe('closed');
  });

  it('"not solved" goes back to the one who did it, also within 90 days after closing, not later', () => {
    const play = new Play().does('yerlan', { type: 'takeOn', doing: true }).does('yerlan', { type: 'markDone', outcome: 'solved' });
    play.does('amina', { type: 'notSolved' });
    expect(play.state).toMatchObject({ stage: 'reopened', holder: role('assistant', 'yerlan') });
    play.does('yerlan', { type: 'markDone', outcome: 'solved' }).does('amina', { type: 'confirm' });
    expect(play.does('amina', { type: 'notSolved' }, march(9 + 20, '10:00')).state.stage).toBe('reopened');
    play.does('yerlan', { type: 'markDone', outcome: 'solved' }).does('amina', { type: 'confirm' });
    expect(play.does('amina', { type: 'notSolved' }, new Date('2026-07-01T00:00:00Z')).refused).toBe('too-late');
  });

  it('"half fixed" and "won’t be done" need a reason', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'wont-do' });
    expect(play.refused).toBe('reason-needed');
    expect(play.does('rena', { type: 'markDone', outcome: 'half-fixed', text: 'why' }).state.outcome).toBe('half-fixed');
  });

  it('waits for the requester, and her sentence sets it going again where it was', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'waitForRequester', text: 'which ladder?' });
    expect(play.state).toMatchObject({ stage: 'waiting-for-you', holder: { kind: 'requester' } });
    expect(play.does('amina', { type: 'say', text: 'the long one' }).state).toMatchObject({ stage: 'in-progress', holder: role('manager', 'rena') });
  });

  it('each rung may hand back with a reason, to the one who had it', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'handUp', text: 'why' }).does('lin', { type: 'handBack', text: 'easy' });
    expect(play.state).toMatchObject({ stage: 'sent-back', rung: 'manager', worker: 'rena', holder: role('manager', 'rena') });
    expect(play.does('rena', { type: 'handBack', text: 'lower' }).refused).toBe('nobody-below');
  });

  it('the manager gives it to an assistant, never to somebody outside the grid', () => {
    expect(new Play().does('rena', { type: 'assign', account: 'stranger' }).refused).toBe('not-in-team');
    expect(new Play().does('rena', { type: 'assign', account: 'yerlan' }).state).toMatchObject({ stage: 'in-progress', worker: 'yerlan' });
  });

  it('works in a grid of two people: a leader and a supervisor', () => {
    const two = TEAM.filter(({ account }) => account === 'lin' || account === 'watch');
    const play = new Play(GRID_KIND, {}, two);
    expect(play.state.rung).toBe('leader');
    play.does('lin', { type: 'takeOn', doing: true }).does('lin', { type: 'handUp', text: 'why' });
    expect(play.state).toMatchObject({ rung: 'council', holder: { kind: 'council' } });
  });

  it('nobody hands up to herself', () => {
    const team = [...TEAM.filter(({ role: held }) => held !== 'leader'), { account: 'rena', role: 'leader' as const, tied: false }];
    const play = new Play(GRID_KIND, {}, team).does('rena', { type: 'handUp', text: 'why' });
    expect(play.state.rung).toBe('council');
  });

  it('whoever takes it on sorts it, but never into a kind that its readers may not see', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: false });
    expect(play.does('rena', { type: 'sort', program: 'training', kind: 'course' }).state).toMatchObject({ program: 'training', kind: 'course' });
    expect(play.does('rena', { type: 'sort', program: 'labor', kind: 'wages' }).refused).toBe('same-ladder');
  });

  it('is withdrawn by the requester alone', () => {
    expect(new Play().does('rena', { type: 'withdraw' }).refused).toBe('not-yours');
    expect(new Play().does('amina', { type: 'withdraw' }).state.stage).toBe('withdrawn');
  });
});

describe('RIGHTS: Ladders', () => {
  it('nobody holds or supervises her own shop’s request', () => {
    expect(new Play().does('tied', { type: 'takeOn', doing: true }).refused).toBe('own-shop');
    expect(new Play().does('rena', { type: 'assign', account: 'tied' }).refused).toBe('not-in-team');
    const tiedManager = TEAM.filter(({ role: held }) => held !== 'manager');
    expect(new Play(GRID_KIND, {}, [...tiedManager, { account: 'tied', role: 'manager', tied: true }]).state.rung).toBe('leader');
  });

  it('worker and supervisor are never one person on one request', () => {
    const worked = new Play().does('both', { type: 'takeOn', doing: true }).does('both', { type: 'markDone', outcome: 'solved' });
    expect(worked.does('both', { type: 'sendBack', text: 'again' }).refused).toBe('worker-and-supervisor');
    const watched = new Play().does('both', { type: 'demandAnswer' });
    expect(watched.refused).toBeNull();
    expect(watched.does('both', { type: 'takeOn', doing: true }).refused).toBe('worker-and-supervisor');
    expect(watched.does('rena', { type: 'assign', account: 'both' }).refused).toBe('worker-and-supervisor');
  });

  it('the supervisor sees every step, may demand an answer once and send back a "done"', () => {
    const play = new Play().does('watch', { type: 'demandAnswer' }).does('watch', { type: 'demandAnswer' });
    expect(play.refused).toBe('asked-once');
    play.does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'solved' }).does('watch', { type: 'sendBack', text: 'look again' });
    expect(play.state).toMatchObject({ stage: 'sent-back', holder: role('manager', 'rena') });
    expect(sightOf(PEOPLE.watch, play.state)).toBe('full');
  });

  it('silence hands up by itself, once, and opens no words until somebody takes it on', () => {
    const play = new Play().does('house', { type: 'tick' }, march(9, '15:31'));
    expect(play.state).toMatchObject({ stage: 'handed-up', rung: 'leader', bySilence: true });
    expect(sightOf(PEOPLE.lin, play.state)).toBe('head');
    const before = play.events.length;
    expect(play.does('house', { type: 'tick' }, march(9, '15:32')).events).toHaveLength(before);
    expect(sightOf(PEOPLE.lin, play.does('lin', { type: 'takeOn', doing: false }).state)).toBe('full');
  });

  it('silence climbs to the council and stops there', () => {
    const play = new Play();
    for (let day = 9; day < 28; day += 1) play.does('house', { type: 'tick' }, march(day, '19:29'));
    expect(play.state).toMatchObject({ rung: 'council', stage: 'handed-up', bySilence: true });
    expect(play.events.filter(({ type, facts }) => type === 'ran-out' && 'rung' in facts).map(({ facts }) => 'rung' in facts && facts.rung)).toEqual(['leader', 'council']);
  });

  it('what is confidential never enters a grid, and neither climbs nor closes by silence', () => {
    const play = new Play(CONFIDENTIAL_KIND);
    expect(play.state).toMatchObject({ ladder: 'program', rung: 'lead', holder: { kind: 'program', program: 'labor' } });
    for (const name of ['rena', 'yerlan', 'lin', 'watch', 'council', 'hand', 'tied', 'official', 'stranger'] as const) {
      expect(sightOf(PEOPLE[name], play.state), name).toBe('none');
    }
    expect(sightOf(PEOPLE.lead, play.state)).toBe('full');
    for (let day = 9; day < 31; day += 1) play.does('house', { type: 'tick' }, march(day, '19:29'));
    expect(play.state).toMatchObject({ rung: 'lead', stage: 'received' });
    expect(play.events.filter(({ type }) => type === 'ran-out').length).toBeGreaterThan(0);
  });

  it('the person’s own switch takes any kind off the grid’s ladder', () => {
    const play = new Play(GRID_KIND, { confidential: true });
    expect(play.state).toMatchObject({ ladder: 'program', confidential: true });
    expect(sightOf(PEOPLE.rena, play.state)).toBe('none');
    expect(sightOf(PEOPLE.watch, play.state)).toBe('none');
  });

  it('an open program kind climbs from the lead to the council', () => {
    const play = new Play(OPEN_PROGRAM_KIND).does('lead', { type: 'handUp', text: 'why' });
    expect(play.state).toMatchObject({ rung: 'council', holder: { kind: 'council' } });
    expect(sightOf(PEOPLE.rena, play.state)).toBe('none');
  });
});

describe('RIGHTS: The office apart', () => {
  const passOn = { type: 'passOn', office: 'office', parts: ['words', 'photo'], purpose: 'building' } satisfies RequestCommand;

  it('only the requester passes it on, to an office of this mall, and only parts there are', () => {
    for (const name of ['rena', 'lin', 'council', 'official', 'watch', 'hand'] as const) expect(new Play().does(name, passOn).refused, name).toBe('not-yours');
    expect(new Play().does('amina', { ...passOn, office: 'elsewhere' }).refused).toBe('not-this-office');
    expect(new Play().does('amina', { ...passOn, parts: [] }).refused).toBe('parts-needed');
    expect(new Play().does('amina', { ...passOn, parts: ['somebody-elses-photo'] }).refused).toBe('parts-needed');
    expect(new Play().does('amina', passOn).state).toMatchObject({ stage: 'passed-on', holder: { kind: 'office', office: 'office' } });
  });

  it('consent taken back closes it to the office at once, and the request goes on where it was', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }).does('amina', passOn).does('official', { type: 'officeTakesOn' });
    expect(play.refused).toBeNull();
    expect(play.does('amina', { type: 'takeBack' }).state).toMatchObject({ stage: 'in-progress', holder: role('manager', 'rena') });
    expect(play.does('official', { type: 'officeAnswers', outcome: 'solved', text: 'x' }).refused).toBe('not-now');
  });

  it('after closing too, consent is taken back in one tap', () => {
    const play = new Play().does('amina', passOn).does('official', { type: 'officeAnswers', outcome: 'solved', text: 'x' }).does('amina', { type: 'confirm' });
    expect(play.state.stage).toBe('closed');
    expect(play.does('amina', { type: 'takeBack' }).state).toMatchObject({ stage: 'closed', passed: { takenBackAt: play.now } });
  });

  it('the office hands back with a reason, and its sight ends with it', () => {
    const play = new Play().does('rena', { type: 'takeOn', doing: true }).does('amina', passOn).does('official', { type: 'officeHandsBack', text: 'not ours' });
    expect(play.state).toMatchObject({ stage: 'sent-back', holder: role('manager', 'rena') });
    expect(play.state.passed?.takenBackAt).toEqual(play.now);
  });

  it('the council proposes an office once; after a "no" it goes on inside', () => {
    const play = new Play().does('rena', { type: 'handUp', text: 'w' }).does('lin', { type: 'handUp', text: 'w' }).does('council', { type: 'takeOn', doing: true });
    play.does('council', { type: 'suggestOffice', office: 'office' }).does('amina', { type: 'declineOffice' });
    expect(play.refused).toBeNull();
    expect(play.does('council', { type: 'suggestOffice', office: 'office' }).refused).toBe('asked-once');
    expect(play.state.stage).toBe('in-progress');
  });
});

describe('What isn’t the association’s business', () => {
  const notOurs = (whose?: string, text?: string) => new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'not-ours', whose, text });

  it('is done with the name of whose it is, or with words alone, and never without words', () => {
    expect(notOurs('partner:fixit', 'door 3').state).toMatchObject({ stage: 'done', outcome: 'not-ours', whose: { key: 'partner:fixit', text: 'door 3' } });
    expect(notOurs(undefined, 'the power company').state.whose).toEqual({ text: 'the power company' });
    expect(notOurs('partner:fixit').refused).toBe('reason-needed');
    expect(notOurs('partner:elsewhere', 'x').refused).toBe('no-such-holder');
    expect(notOurs('partner:fixit', 'x').does('amina', { type: 'notSolved' }).state.whose).toBeUndefined();
  });
});

describe('Closing without an answer', () => {
  const done = () => new Play().does('rena', { type: 'takeOn', doing: true }).does('rena', { type: 'markDone', outcome: 'solved' }, march(11, '16:40'));

  it('takes five silent working days and one try to reach her', () => {
    expect(done().does('rena', { type: 'closeUnanswered' }, march(18, '19:29')).refused).toBe('still-time');
    expect(done().does('rena', { type: 'closeUnanswered' }, march(18, '19:31')).refused).toBe('attempt-first');
    const play = done().does('rena', { type: 'attempt', how: 'phone' }, march(12, '11:00')).does('house', { type: 'tick' }, march(18, '19:31'));
    expect(play.state).toMatchObject({ stage: 'closed', outcome: 'without-answer' });
  });

  it('is not counted as solved and reopened in one tap', () => {
    const play = done().does('rena', { type: 'attempt', how: 'person' }).does('rena', { type: 'closeUnanswered' }, march(19, '10:00'));
    expect(play.state.outcome).toBe('without-answer');
    expect(play.does('amina', { type: 'notSolved' }).state).toMatchObject({ stage: 'reopened', holder: role('manager', 'rena') });
  });

  it('a word of hers begins the five days anew', () => {
    const play = done().does('rena', { type: 'attempt', how: 'phone' }).does('amina', { type: 'say', text: 'tomorrow' }, march(17, '10:00'));
    expect(play.does('house', { type: 'tick' }, march(18, '19:31')).state.stage).toBe('done');
  });

  it('the worker is asked once to reach her before it closes', () => {
    const play = done().does('house', { type: 'tick' }, march(18, '19:31')).does('house', { type: 'tick' }, march(18, '19:32'));
    expect(play.events.filter(({ type, facts }) => type === 'warned' && 'clock' in facts && facts.clock.startsWith('silence')).length).toBe(1);
  });
});

describe('What a kind asks for', () => {
  it('is an id in the log, and what is known of it is the newest', () => {
    const play = new Play(PLACE_KIND, { details: 'f0' });
    expect(play.state).toMatchObject({ details: 'f0', factsAt: 1 });
    expect(play.does('info', { type: 'setFacts', text: 'f1' }).state).toMatchObject({ details: 'f1', factsAt: 2, workers: [] });
    expect(play.does('amina', { type: 'setFacts' }).state).not.toHaveProperty('details');
    expect(new Play(PLACE_KIND).events[0]!.facts).not.toHaveProperty('details');
  });

  it('is filled in by whoever asked, works on it or keeps the facts of the grid; by nobody else', () => {
    for (const person of ['amina', 'rena', 'info'] as const) expect(new Play(PLACE_KIND).does(person, { type: 'setFacts', text: 'f1' }).state.details, person).toBe('f1');
    for (const person of ['watch', 'tied', 'stranger', 'official', 'hand'] as const) expect(new Play(PLACE_KIND).does(person, { type: 'setFacts', text: 'f1' }).refused, person).not.toBeNull();
  });

  it('stays when it is sorted under another kind', () => {
    const play = new Play(PLACE_KIND, { details: 'f0' }).does('rena', { type: 'sort', program: 'mutual-aid', kind: 'borrow' });
    expect(play.state).toMatchObject({ kind: 'borrow', details: 'f0' });
  });

  it('goes when the words go', () => {
    const { events } = new Play(PLACE_KIND, { details: 'f0' }).does('info', { type: 'setFacts', text: 'f1' });
    expect(wordsIn(events).texts).toEqual(['t0', 'f0', 'f1']);
  });
});

describe('What belongs to all', () => {
  const doing = () => new Play(PLACE_KIND).does('yerlan', { type: 'takeOn', doing: true });
  const solved = { type: 'markDone', outcome: 'solved' } as const;

  it('is "solved" with a picture of how it is now; the requester’s own, or one from before it was opened again, doesn’t count', () => {
    expect(doing().does('yerlan', solved).refused).toBe('photo-needed');
    expect(doing().does('amina', { type: 'say', attachments: ['mine'] }).does('yerlan', solved).refused).toBe('photo-needed');
    expect(doing().does('yerlan', { type: 'say', attachments: ['after'] }).does('yerlan', solved).state.stage).toBe('done');
    const done = doing().does('yerlan', { ...solved, attachments: ['after'] });
    expect(done.state.stage).toBe('done');
    expect(done.does('amina', { type: 'notSolved' }).does('yerlan', solved).refused).toBe('photo-needed');
  });

  it('"half fixed" and "won’t be done" need a reason and no picture', () => {
    expect(doing().does('yerlan', { type: 'markDone', outcome: 'wont-do', text: 'why' }).state.stage).toBe('done');
  });

  it('is closed by the requester or by a second person of the grid; by nobody who had a hand in it, nor from outside', () => {
    const done = () => doing().does('yerlan', { ...solved, attachments: ['after'] });
    for (const person of ['amina', 'watch', 'info', 'lin'] as const) expect(done().does(person, { type: 'confirm' }).state.stage, person).toBe('closed');
    for (const person of ['yerlan', 'tied', 'stranger', 'council', 'official', 'hand'] as const) expect(done().does(person, { type: 'confirm' }).refused, person).toBe('not-yours');
    expect(done().does('watch', { type: 'confirm' }).does('amina', { type: 'notSolved' }).state.stage).toBe('reopened');
  });

  it('a kind about one’s own matter is closed by the requester alone', () => {
    expect(new Play().does('yerlan', { type: 'takeOn', doing: true }).does('yerlan', solved).does('watch', { type: 'confirm' }).refused).toBe('not-yours');
  });
});
