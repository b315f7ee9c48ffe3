import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingMinutesBetween } from '../working-time.ts';
import { canMove, canReview, canSupervise, holdsPart, readersOf, sightOf } from '../policy.ts';
import { rowOf } from '../row.ts';
import { clocksOf } from './clocks.ts';
import type { RequestCommand } from './commands.ts';
import type { NewRequest } from './decide.ts';
import { wordsIn } from './events.ts';
import { liveMeeting } from './meeting.ts';
import { eventsOfPart, isPartEvent, openParts, partDue } from './parts.ts';
import { KINDS, march, NAMED_KIND, NOTICED, PEOPLE, PLACE_KIND, type Person, Play, SIDED_KIND, TEAM, WORKING } from './engine.fixtures.ts';
import { began, kind, partSteps, reviewSteps, step, steps, team } from './engine.scripts.ts';
import type { Kind } from './kind.ts';
import { eventsFor } from './rooms.ts';
import { BrokenLog, replay, replaySteps } from './state.ts';
import type { Stage } from './stages.ts';
import { REFUSALS } from './verdict.ts';

function played(kindOf: Kind, members: typeof TEAM, script: { person: Person; command: RequestCommand; minutes: number }[], first: Partial<NewRequest> = {}): Play {
  const play = new Play(kindOf, kindOf.confidential ? {} : first, members);
  for (const { person: who, command: what, minutes } of script) play.does(who, what, new Date(play.now.getTime() + minutes * 60_000));
  return play;
}

/** In a matter between two: the mediator brings both to an agreement, or one of the two ends it. */
function sidedWayOut(play: Play): void {
  const { stage, otherIn, other } = play.state;
  if (stage === 'done') {
    for (const who of ['amina', other as Person] as const) play.does(who, { type: 'confirm' });
  } else if (stage === 'other-invited') play.does(other as Person, { type: 'takePart' });
  else if (!otherIn) {
    play.does('amina', { type: 'inviteOther', other: 'guest' });
    if (play.refused) play.does('amina', { type: 'withdraw' });
  } else {
    for (const who of [...ON_RUNG['lead']!, ...ON_RUNG['council']!]) if (!play.does(who, { type: 'takeOn', doing: true }).refused) break;
    if (play.does((play.state.worker ?? 'house') as Person, { type: 'start' }).refused) play.does((play.state.worker ?? 'house') as Person, { type: 'markDone', outcome: 'agreement', text: 'a' });
    if (play.refused) play.does('amina', { type: 'endTalks' });
  }
}

/** Everybody of each rung; of the council all three may have stepped aside. */
const ON_RUNG: Partial<Record<string, readonly Person[]>> = { manager: ['rena', 'yerlan'], leader: ['lin'], lead: ['lead', 'lead2'], council: ['council', 'council2', 'council3'] };

/** What the one who is waited for can always do: the shortest way out of each stage. */
function wayOut(play: Play): Play {
  for (let turn = 0; turn < 8 && play.state.stage !== 'closed'; turn += 1) {
    const { stage, ladder, rung } = play.state;
    for (const { id } of openParts(play.state.parts)) play.does((play.state.worker ?? 'house') as Person, { type: 'takeBackPart', part: id });
    if (stage === 'withdrawn') return play;
    if (play.state.sided) sidedWayOut(play);
    else if (stage === 'with-shop') play.does('amina', { type: 'giveOn' });
    else if (stage === 'done') play.does(play.state.requester as Person, { type: 'confirm' });
    else if (stage === 'waiting-for-you') play.does(play.state.requester as Person, { type: 'say', text: 'a' });
    else if (stage === 'passed-on') play.does('official', { type: 'officeAnswers', outcome: 'solved', text: 'a' });
    else if (play.does((play.state.worker ?? 'house') as Person, { type: 'sign', text: 'a' }).does((play.state.worker ?? 'house') as Person, { type: 'markDone', outcome: 'solved', attachments: ['after'] }).refused) {
      const holders: readonly Person[] = ladder === 'named' ? (play.state.named as Person[]) : ON_RUNG[rung === 'council' || ladder !== 'program' ? rung : 'lead'] ?? [];
      const taken = holders.some((holder) => !play.does(holder, { type: 'takeOn', doing: true }).refused);
      if (!taken && rung === 'council') play.does(play.state.requester as Person, { type: 'withdraw' });
      // Whoever could have it stepped aside: silence hands it up.
      else if (!taken) play.does('house', { type: 'tick' }, new Date(play.now.getTime() + 30 * 24 * 3600_000));
    }
  }
  return play;
}

describe('Whatever anybody tries, in any order', () => {
  it('the state is the replay of the events, also after they were stored and read again', () => {
    fc.assert(
      fc.property(kind, team, began, steps, (kindOf, members, first, script) => {
        const play = played(kindOf, members, script, first);
        const stored = JSON.parse(JSON.stringify(play.events), (key, value: unknown) => (key === 'at' ? new Date(String(value)) : value));
        const again = replay(kindOf, stored);
        expect(again).toEqual(play.state);
        expect(rowOf(kindOf, again, stored, play.now, WORKING)).toEqual(rowOf(kindOf, play.state, play.events, play.now, WORKING));
      }),
      { numRuns: 300 },
    );
  });

  it('no stage is without a way out', () => {
    fc.assert(
      fc.property(kind, team, began, steps, (kindOf, members, first, script) => {
        const end = wayOut(played(kindOf, members, script, first));
        expect(['closed', 'withdrawn']).toContain(end.state.stage);
      }),
      { numRuns: 300 },
    );
  });

  it('every "no" is one of the translated reasons', () => {
    fc.assert(
      fc.property(kind, team, steps, step, (kindOf, members, script, last) => {
        const { refused } = played(kindOf, members, [...script, last]);
        if (refused) expect(REFUSALS).toContain(refused);
      }),
    );
  });

  it('worker and supervisor never meet in one person, and nobody works on what is her own', () => {
    fc.assert(
      fc.property(kind, team, steps, (kindOf, members, script) => {
        const { state } = played(kindOf, members, script);
        expect(state.workers.filter((account) => state.supervisors.includes(account))).toEqual([]);
        for (const account of ['amina', 'hand', 'tied']) expect([...state.workers, ...state.supervisors]).not.toContain(account);
      }),
      { numRuns: 300 },
    );
  });

  it('a confidential request is never held by a grid', () => {
    fc.assert(
      fc.property(team, steps, (members, script) => {
        const play = played(KINDS.find(({ confidential }) => confidential)!, members, script);
        expect(play.events.some(({ facts }) => 'holder' in facts && facts.holder?.kind === 'role')).toBe(false);
      }),
    );
  });

  it('in a matter between two neither side ever knows of what the other has to itself, and only whoever mediates knows of both', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const play = new Play(SIDED_KIND);
        const said: { text: string; room: string }[] = [];
        for (const [index, { person: who, command: what, minutes }] of script.entries()) {
          const words = 'text' in what && what.text ? { ...what, text: `w${index}` } : what;
          const was = play.events.length;
          play.does(who, words, new Date(play.now.getTime() + minutes * 60_000));
          const added = play.events.slice(was).find(({ facts }) => (facts as { text?: string }).text === `w${index}`);
          if (added) said.push({ text: `w${index}`, room: String((added.facts as { room?: string }).room) });
        }
        const { state, events } = play;
        const textsOf = (side: 'asker' | 'other') => wordsIn(eventsFor(side, events)).texts;
        for (const { text: id, room } of said) {
          expect(textsOf('asker').includes(id)).toBe(room !== 'other');
          expect(textsOf('other').includes(id)).toBe(room !== 'asker' && events.some(({ type }) => type === 'other-invited'));
        }
        expect(textsOf('other')).not.toContain('t0');
        for (const [name, person] of Object.entries(PEOPLE)) {
          const readers = readersOf('r', person, state);
          if (name === 'amina') expect(readers).not.toContain('request:r:other');
          else if (name === state.other) expect(readers.filter((one) => one !== 'request:r:other' && one !== 'request:r:joint')).toEqual([]);
          else if (readers.length > 0) expect(state.worker === undefined || state.worker === name).toBe(true);
          if (['rena', 'lin', 'watch', 'official', 'hand', 'tiedLead', 'passer'].includes(name) && name !== state.other) expect(sightOf(person, state)).toBe('none');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('what is given to people by name is seen and moved by them and whoever asked, by nobody else, and one of them always stays', () => {
    fc.assert(
      fc.property(team, steps, (members, script) => {
        const play = played(NAMED_KIND, members, script);
        const { state, events } = play;
        expect(state.named.length).toBeGreaterThan(0);
        for (const { actor, type } of events) if (type !== 'ran-out' && type !== 'warned') expect(['amina', 'council', 'council2', 'council3']).toContain(actor);
        if (!events.some((event) => event.type === 'named-changed' && event.facts.instead === 'council3')) expect(events.map(({ actor }) => actor)).not.toContain('council3');
        for (const event of events) if (event.type === 'let-know' || event.type === 'named-changed') expect(event.actor).toBe('amina');
        for (const [name, person] of Object.entries(PEOPLE)) expect(sightOf(person, state), name).toBe(name === 'amina' || state.named.includes(name) ? 'full' : 'none');
      }),
      { numRuns: 300 },
    );
  });

  it('nobody mediates who is one of the two, is tied to either, or whom one of them would rather not have', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { events, state } = played(SIDED_KIND, TEAM, script);
        for (const name of ['amina', 'hand', 'tiedLead', 'guest']) expect(state.workers).not.toContain(name);
        const refused = events.find(({ type }) => type === 'worker-declined');
        const after = refused ? events.slice(refused.seq) : [];
        for (const { type, actor } of after) if (type === 'taken-on') expect(actor).not.toBe((refused!.facts as { account: string }).account);
        if (state.otherIn && state.worker) expect(state.worker).not.toBe(state.other);
        const starts = events.findIndex(({ type }) => type === 'started' || type === 'marked-done');
        if (starts >= 0) expect(events.slice(0, starts).some(({ type }) => type === 'other-agreed')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('no clock uses more than the working time that passed, and none runs while it waits for the requester', () => {
    fc.assert(
      fc.property(kind, team, steps, fc.integer({ min: 0, max: 5_000 }), (kindOf, members, script, minutes) => {
        const play = played(kindOf, members, script);
        const later = new Date(play.now.getTime() + minutes * 60_000);
        const before = clocksOf(kindOf, play.events, play.now, WORKING);
        const after = clocksOf(kindOf, play.events, later, WORKING);
        const passed = workingMinutesBetween(WORKING, play.now, later);
        for (const [index, clock] of after.entries()) {
          const used = clock.usedMinutes - before[index]!.usedMinutes;
          expect(clock.usedMinutes).toBeLessThanOrEqual(workingMinutesBetween(WORKING, play.state.openedAt, later) + 0.001);
          expect(used === 0 || Math.abs(used - passed) < 0.001).toBe(true);
          if (play.state.holder.kind === 'requester' || play.state.holder.kind === 'side') expect(used).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('words and pictures are opened to everybody only of what belongs to all, and by nobody but whoever may move it on', () => {
    fc.assert(
      fc.property(kind, team, began, steps, (kindOf, members, first, script) => {
        const { events } = played(kindOf, members, script, first);
        for (const [seq, event] of events.entries()) {
          if (event.type !== 'shown-to-all') continue;
          const before = replay(kindOf, events.slice(0, seq));
          expect([before.about, before.inside ?? false, before.confidential, before.ladder === 'shop']).toEqual(['place', false, false, false]);
          const actor = PEOPLE[event.actor as Person];
          if (event.facts.parts.length > 0) expect(canMove(actor, before)).toBe(true);
          for (const part of event.facts.parts) expect(['words', ...wordsIn(events).attachments]).toContain(part);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what lies inside a booth is nobody else’s while it is its shop’s, and no office’s without its owner', () => {
    fc.assert(
      fc.property(team, steps, (members, script) => {
        const play = played(PLACE_KIND, members, script, NOTICED);
        for (const [seq, { type, actor }] of play.events.entries()) {
          const before = seq === 0 ? null : replay(PLACE_KIND, play.events.slice(0, seq));
          if (before?.stage === 'with-shop') expect(['amina', 'hand', 'tied', 'house']).toContain(actor);
          if (type === 'passed-on') expect(actor).toBe('amina');
        }
        if (play.state.ladder === 'shop') for (const name of ['rena', 'lin', 'watch', 'council', 'lead', 'official', 'stranger'] as const) expect(sightOf(PEOPLE[name], play.state)).toBe('none');
      }),
      { numRuns: 300 },
    );
  });

  it('a part is answered by nobody but its holder, and on paper by whoever may move the request on', () => {
    fc.assert(
      fc.property(kind, team, partSteps, (kindOf, members, script) => {
        const { events } = played(kindOf, members, script);
        for (const [seq, event] of events.entries()) {
          if (!isPartEvent(event) || event.type === 'part-ran-out') continue;
          const before = replay(kindOf, events.slice(0, seq));
          const actor = PEOPLE[(event.actor === 'passer:part-x1' ? 'slip' : event.actor) as Person];
          const of = before.parts.find(({ id }) => id === event.facts.part);
          // What is done or over takes its parts back, whoever said so.
          if (event.type === 'part-given') expect(canMove(actor, before)).toBe(true);
          else if (event.type === 'part-taken-back') expect(canMove(actor, before) || ['done', 'closed', 'withdrawn'].includes(before.stage)).toBe(true);
          else if (event.type === 'part-said') expect(canMove(actor, before) || holdsPart(actor, before, of!)).toBe(true);
          else if (event.facts.paper) expect([canMove(actor, before), of!.holder.kind]).toEqual([true, 'partner']);
          else expect(holdsPart(actor, before, of!)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a partner, whoever has a slip, and another grid’s people see and read nothing of a request but their own part', () => {
    fc.assert(
      fc.property(kind, team, partSteps, (kindOf, members, script) => {
        const { events, state } = played(kindOf, members, script.map((one, index) => ('text' in one.command && one.command.text ? { ...one, command: { ...one.command, text: `w${index}` } } : one)));
        for (const name of ['partner', 'slip', 'neighbour'] as const) {
          expect(sightOf(PEOPLE[name], state)).toBe('none');
          if (state.other !== PEOPLE[name].account) for (const { type, actor } of events) if (actor === PEOPLE[name].account) expect(type.startsWith('part-')).toBe(true);
          expect(state.workers).not.toContain(name === 'neighbour' ? 'nobody' : PEOPLE[name].account);
        }
        for (const { id } of state.parts) {
          const { texts } = wordsIn(eventsOfPart(id, events));
          for (const event of events) if (!isPartEvent(event) || event.facts.part !== id) for (const said of wordsIn([event]).texts) expect(texts).not.toContain(said);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('nothing done or over has an open part, and nothing confidential, between two or by name ever had one', () => {
    fc.assert(
      fc.property(kind, team, began, partSteps, (kindOf, members, first, script) => {
        const { state } = played(kindOf, members, script, first);
        if (['done', 'closed', 'withdrawn'].includes(state.stage)) expect(openParts(state.parts)).toEqual([]);
        if (state.confidential || state.sided || state.ladder === 'named') expect(state.parts).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('a part’s clock runs out once, never before its time, and never while nobody has the part', () => {
    fc.assert(
      fc.property(kind, team, partSteps, (kindOf, members, script) => {
        const { events } = played(kindOf, members, script);
        const out = events.filter((event) => event.type === 'part-ran-out');
        const of = (event: (typeof events)[number]) => (event.facts as { part: string }).part;
        expect(new Set(out.map(of)).size).toBe(out.length);
        for (const event of out) {
          const before = replay(kindOf, events.slice(0, event.seq - 1));
          const late = openParts(before.parts).find(({ id }) => id === of(event))!;
          expect(partDue(late, WORKING)!.getTime()).toBeLessThanOrEqual(event.at.getTime());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a note moves nothing, is nobody’s who asked, and none is written between two, by name or in a shop’s own day', () => {
    fc.assert(
      fc.property(kind, team, steps, began, (kindOf, members, script, first) => {
        const play = played(kindOf, members, script, first);
        for (const { event, state } of replaySteps(kindOf, play.events)) {
          if (event.type !== 'noted' && event.type !== 'step-added' && event.type !== 'step-ticked') continue;
          expect(state.turn).toBeLessThan(event.seq);
          expect([state.sided, state.ladder === 'named', state.ladder === 'shop']).toEqual([false, false, false]);
          if (event.type === 'noted') expect(event.actor).not.toBe(state.requester);
        }
        expect(play.events.filter(({ type }) => type === 'closing-answered').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('a review is opened by whoever watches, looked at and answered by one who never worked on it, and closes nothing that whoever asked called solved', () => {
    fc.assert(
      fc.property(kind, team, reviewSteps, (kindOf, members, script) => {
        const { events } = played(kindOf, members, script);
        for (const { event, state } of replaySteps(kindOf, events)) {
          if (!event.type.startsWith('review-') || event.type === 'review-ran-out') continue;
          const before = replay(kindOf, events.slice(0, event.seq - 1));
          const actor = PEOPLE[event.actor as Person];
          expect(before.workers).not.toContain(event.actor);
          expect(state.ladder).toBe('grid');
          if (event.type === 'review-opened') expect(canSupervise(actor, before)).toBe(true);
          else if (event.type === 'review-taken') expect([canReview(actor, before), before.review?.openedBy === event.actor]).toEqual([true, false]);
          else if (event.type === 'review-ended') expect(event.facts.finding === 'dropped' ? before.review?.openedBy : before.review?.by).toBe(event.actor);
        }
        for (const [seq, { type, actor }] of events.entries()) if (type === 'reopened' && actor !== 'amina') expect(events.slice(0, seq).findLast((one) => one.type === 'confirmed')?.actor).not.toBe('amina');
        for (const name of ['council', 'council2'] as const) {
          const { state } = played(kindOf, members, script);
          if (state.ladder === 'grid' && state.rung !== 'council' && sightOf(PEOPLE[name], state) !== 'none') expect(state.review?.rung).toBe('council');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a meeting is agreed to by the side that didn’t propose it, and none is to come of what is over', () => {
    fc.assert(
      fc.property(kind, team, steps, (kindOf, members, script) => {
        const { events, state, now } = played(kindOf, members, script);
        if (['closed', 'withdrawn'].includes(state.stage)) expect(liveMeeting(state, now)).toBeUndefined();
        for (const event of events) {
          if (event.type !== 'meeting-agreed') continue;
          const before = replay(kindOf, events.slice(0, event.seq - 1));
          expect((event.actor === before.requester) !== (before.meeting?.side === 'asker')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('time passing twice acts once', () => {
    fc.assert(
      fc.property(kind, team, began, steps, fc.integer({ min: 0, max: 20_000 }), (kindOf, members, first, script, minutes) => {
        const play = played(kindOf, members, script, first);
        const later = new Date(play.now.getTime() + minutes * 60_000);
        play.does('house', { type: 'tick' }, later);
        const acts = play.events.length;
        expect(play.does('house', { type: 'tick' }, later).events).toHaveLength(acts);
      }),
      { numRuns: 200 },
    );
  });
});

describe('A log', () => {
  it('that is out of order, or doesn’t begin with the asking, is refused', () => {
    const { kind: kindOf, events } = new Play().does('rena', { type: 'takeOn', doing: true });
    const [asked, taken] = events;
    expect(() => replay(kindOf, [])).toThrow(BrokenLog);
    expect(() => replay(kindOf, [taken!, asked!])).toThrow(BrokenLog);
    expect(() => replay(kindOf, [asked!, { ...taken!, seq: 3 }])).toThrow(BrokenLog);
  });
});

describe('The stages of a kind', () => {
  it.each(KINDS)('$id: every stage is reached by some command, and every open one is left by some', ({ stages }) => {
    const entries = Object.entries(stages) as [Stage, NonNullable<(typeof stages)[Stage]>][];
    const reached = new Set(entries.flatMap(([, rule]) => Object.values(rule.on)));
    for (const [stage, rule] of entries) {
      if (stage !== 'received' && stage !== 'with-shop') expect(reached, stage).toContain(stage);
      if (rule.waits !== 'nobody') expect(Object.values(rule.on).some((to) => to !== 'same' && to !== stage), stage).toBe(true);
    }
  });
});

it('the fixtures’ month begins as written', () => {
  expect(march(9, '10:00').toISOString()).toBe('2026-03-09T04:00:00.000Z');
});
