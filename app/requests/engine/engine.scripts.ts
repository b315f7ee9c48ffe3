import fc from 'fast-check';
import { type RequestCommand } from './commands.ts';
import { type NewRequest } from './decide.ts';
import { type PartHolder } from './parts.ts';
import { KINDS, march, NOTICED, PEOPLE, type Person, TEAM } from './engine.fixtures.ts';

/** What properties try on a request: every command by anybody, in any order and at any pace. */

const text = fc.option(fc.constant('t1'), { nil: undefined });
const attachments = fc.option(fc.constant<string[]>(['p1']), { nil: undefined });
const outcome = fc.constantFrom('solved' as const, 'half-fixed' as const, 'wont-do' as const, 'not-ours' as const, 'agreement' as const);
const command: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc.record({ type: fc.constant('takeOn' as const), doing: fc.boolean() }),
  fc.constantFrom<RequestCommand>(
    { type: 'start' }, { type: 'closeUnanswered' }, { type: 'declineOffice' }, { type: 'confirm' }, { type: 'withdraw' }, { type: 'takeBack' },
    { type: 'officeTakesOn' }, { type: 'tick' }, { type: 'tick' }, { type: 'keepInside' }, { type: 'giveOn' }, { type: 'setAside' }, { type: 'takeReview' }, { type: 'attempt', how: 'phone' },
    { type: 'showToAll', parts: ['words'] }, { type: 'showToAll', parts: ['photo'] }, { type: 'showToAll', parts: [] }, { type: 'showToAll', parts: ['somebody-else’s'] },
  ),
  fc.record({ type: fc.constant('assign' as const), account: fc.constantFrom('yerlan', 'tied', 'watch', 'both', 'stranger') }),
  fc.record({ type: fc.constantFrom('say' as const, 'waitForRequester' as const, 'handUp' as const, 'handBack' as const), text }),
  fc.record({ type: fc.constantFrom('demandAnswer' as const, 'sendBack' as const, 'openReview' as const, 'dropReview' as const, 'closeReview' as const, 'reviewAgain' as const, 'notSolved' as const, 'officeHandsBack' as const), text }),
  fc.record({ type: fc.constant('markDone' as const), outcome, text, attachments }),
  fc.record({ type: fc.constant('markDone' as const), outcome: fc.constantFrom('not-ours' as const, 'solved' as const), whose: fc.constantFrom(undefined, 'partner:fixit', 'partner:elsewhere'), text }),
  fc.record({ type: fc.constant('officeAnswers' as const), outcome, text }),
  fc.record({ type: fc.constant('setFacts' as const), text }),
  fc.record({ type: fc.constant('suggestOffice' as const), office: fc.constantFrom('office', 'elsewhere') }),
  fc.record({ type: fc.constant('share' as const), on: fc.boolean() }),
  fc.constantFrom<RequestCommand>({ type: 'passOn', office: 'office', parts: ['words'], purpose: 'advice' }),
  fc.record({ type: fc.constantFrom('takePart' as const, 'endTalks' as const), text }),
  fc.constantFrom<RequestCommand>({ type: 'inviteOther', other: 'guest' }, { type: 'inviteOther', other: 'guest', text: 't1' }, { type: 'joinSide', account: 'stranger' }, { type: 'joinSide', account: 'lead2' }, { type: 'stayOut' }, { type: 'declineWorker' }, { type: 'recuse' }, { type: 'letKnow' }),
  fc.record({ type: fc.constant('declineNamed' as const), account: fc.constantFrom('council', 'council2', 'council3'), instead: fc.constantFrom(undefined, 'council3', 'amina') }),
  fc.record({ type: fc.constantFrom('note' as const), text, attachments }),
  fc.record({ type: fc.constant('addStep' as const), step: fc.constantFrom('s1', 's2'), text }),
  fc.record({ type: fc.constant('tickStep' as const), step: fc.constantFrom('s1', 's2'), done: fc.boolean() }),
  fc.constant<RequestCommand>({ type: 'answerClosing' }),
  fc.record({ type: fc.constant('sign' as const), text, attachments }),
  fc.record({ type: fc.constant('say' as const), text, attachments, room: fc.constantFrom('asker' as const, 'other' as const, 'joint' as const) }),
);
const part = fc.constantFrom('x1', 'x2', 'x3');
const holder = fc.constantFrom<PartHolder>(
  { kind: 'person', account: 'yerlan', grid: 'grid' }, { kind: 'person', account: 'tied', grid: 'grid' }, { kind: 'person', account: 'watch', grid: 'grid' }, { kind: 'person', account: 'both', grid: 'grid' },
  { kind: 'grid', grid: 'grid2' }, { kind: 'grid', grid: 'grid' }, { kind: 'partner', partner: 'fixit' }, { kind: 'partner', partner: 'elsewhere' }, { kind: 'program', program: 'safety' },
);
const paper = fc.option(fc.constant(true as const), { nil: undefined });
const giving: fc.Arbitrary<RequestCommand> = fc.record({ type: fc.constant('givePart' as const), part, to: holder, minutes: fc.constantFrom(60, 480, 1_440), evidence: fc.constantFrom(undefined, 'photo' as const, 'words' as const), text, attachments });
const onPart: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc.record({ type: fc.constantFrom('acceptPart' as const, 'takeBackPart' as const), part, paper }),
  fc.record({ type: fc.constantFrom('declinePart' as const, 'sayOnPart' as const), part, text, paper }),
  fc.record({ type: fc.constant('donePart' as const), part, text, attachments, paper }),
);
const person = fc.constantFrom(...(Object.keys(PEOPLE) as Person[]));
export const step = fc.record({ person, command, minutes: fc.integer({ min: 0, max: 2_000 }) });
/** Whatever is tried, and more often by those who work on it what concerns parts. */
const partStep = fc.oneof(
  { weight: 2, arbitrary: fc.record({ person: fc.constantFrom('rena' as const, 'rena' as const, 'lead' as const, 'council' as const), command: giving, minutes: fc.integer({ min: 0, max: 300 }) }) },
  { weight: 5, arbitrary: fc.record({ person: fc.constantFrom<Person>('rena', 'partner', 'slip', 'neighbour', 'yerlan', 'both', 'lead', 'amina', 'stranger'), command: onPart, minutes: fc.integer({ min: 0, max: 600 }) }) },
  { weight: 3, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ person: fc.constant('house' as const), command: fc.constant<RequestCommand>({ type: 'tick' }), minutes: fc.integer({ min: 0, max: 4_000 }) }) },
);
const takenOn = (['rena', 'lead', 'council'] as const).map((who) => ({ person: who as Person, command: { type: 'takeOn', doing: true } as RequestCommand, minutes: 1 }));
export const partSteps = fc.array(partStep, { maxLength: 40 }).map((script) => [...takenOn, ...script]);
const meeting = fc.constantFrom('m1', 'm2');
const onMeeting: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc.record({ type: fc.constant('proposeMeeting' as const), meeting, startsAt: fc.constantFrom(march(9, '16:00'), march(11, '11:00')), endsAt: fc.constantFrom(march(11, '12:00'), march(9, '17:00')), room: fc.constantFrom('talk', undefined), text }),
  fc.record({ type: fc.constantFrom('agreeMeeting' as const, 'declineMeeting' as const, 'callOffMeeting' as const), meeting }),
);
const meetingSteps = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.record({ person: fc.constantFrom<Person>('rena', 'amina', 'lead', 'council', 'stranger'), command: onMeeting, minutes: fc.integer({ min: 0, max: 200 }) }) }, { weight: 1, arbitrary: step }), { maxLength: 25 })
  .map((script) => [...takenOn, ...script]);
const onReview = fc.record({ type: fc.constantFrom('openReview' as const, 'takeReview' as const, 'closeReview' as const, 'reviewAgain' as const, 'dropReview' as const), text: fc.constantFrom('t1', 't1', undefined) });
/** Mostly what concerns a review, by those who can have to do with one. */
const reviewStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ person: fc.constantFrom<Person>('watch', 'watch', 'both', 'lin', 'council', 'rena', 'amina'), command: onReview as fc.Arbitrary<RequestCommand>, minutes: fc.integer({ min: 0, max: 600 }) }) },
  { weight: 2, arbitrary: fc.record({ person: fc.constantFrom<Person>('rena', 'lin', 'amina', 'yerlan'), command: fc.constantFrom<RequestCommand>({ type: 'takeOn', doing: true }, { type: 'markDone', outcome: 'solved', attachments: ['p1'] }, { type: 'confirm' }, { type: 'handUp', text: 't1' }, { type: 'withdraw' }), minutes: fc.integer({ min: 0, max: 600 }) }) },
  { weight: 1, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ person: fc.constant('house' as const), command: fc.constant<RequestCommand>({ type: 'tick' }), minutes: fc.integer({ min: 0, max: 4_000 }) }) },
);
export const reviewSteps = fc.array(reviewStep, { maxLength: 30 }).map((script) => [...takenOn, ...script]);
export const steps = fc.oneof({ weight: 2, arbitrary: fc.array(step, { maxLength: 30 }) }, { weight: 1, arbitrary: partSteps }, { weight: 1, arbitrary: reviewSteps }, { weight: 1, arbitrary: meetingSteps });
export const kind = fc.constantFrom(...KINDS);
/** Asked by the shop itself, or noticed inside a booth by somebody who passes by: its shop's first, or at once the grid's. */
export const began = fc.constantFrom<Partial<NewRequest>>({}, NOTICED, { ...NOTICED, shopFirst: false });
/** Grids with few people too: nobody, one, two, all. */
export const team = fc.constantFrom(TEAM, TEAM.slice(0, 1), TEAM.filter(({ account }) => account === 'lin' || account === 'watch'), []);
