import type { RequestCommand } from '#app/requests/engine/commands.ts';
import type { Said } from './rounds.ts';
import type { CaseWord } from './words/case-words.ts';

/** Who does a step: somebody of the request's grid, the council, a program's lead, the office's official, the other side by her code. */
export type Doer = 'requester' | 'other' | 'leader' | 'manager' | 'assistant' | 'supervisor' | 'council' | 'lead' | 'official';

export interface Step {
  by: Doer;
  /** Working minutes after the step before. */
  after: number;
  command: Exclude<RequestCommand, { type: 'assign' | 'handOver' | 'inviteOther' }> | { type: 'inviteOther' } | { type: 'assign'; to: Doer } | { type: 'passOn' };
  /** One of the usual sentences, in the language of whoever says it, or words of its own. */
  says?: CaseWord | (Said & { translated?: Said & { by: Doer } });
}
export interface Course {
  steps: Step[];
  /** Working minutes since the last step. */
  rests: [low: number, high: number];
}

const step = (by: Doer, after: number, command: Step['command'], says?: Step['says']): Step => ({ by, after, command, says });
const takesOn = (by: Doer, after = 40) => step(by, after, { type: 'takeOn', doing: false });
const doesIt = (by: Doer, after = 30) => step(by, after, { type: 'takeOn', doing: true });
const done = (by: Doer, after: number, says: CaseWord = 'done') => step(by, after, { type: 'markDone', outcome: 'solved' }, says);
const confirms = (after: number) => step('requester', after, { type: 'confirm' });
const invites = (after: number) => step('requester', after, { type: 'inviteOther' }, 'talk');
const takesPart = (after: number) => step('other', after, { type: 'takePart' });
const passes = (after: number) => step('requester', after, { type: 'passOn' });

const HOUR = 60;
const DAYS = 8 * HOUR;
const now: [number, number] = [10, 130];
const later: [number, number] = [40, 400];
const longAgo: [number, number] = [3 * DAYS, 18 * DAYS];

/** The ways that requests go; every stage is among them. */
export const COURSES: Record<string, Course> = {
  received: { steps: [], rests: [8, 45] },
  // Nobody answered in time: the clocks take it up to the leader.
  'received-late': { steps: [], rests: [5 * HOUR, 6 * HOUR] },
  'taken-on': { steps: [takesOn('manager')], rests: later },
  'in-progress': { steps: [takesOn('manager', 25), step('manager', 15, { type: 'assign', to: 'assistant' }), step('assistant', 90, { type: 'say' }, 'looking')], rests: later },
  question: { steps: [doesIt('assistant', 35), step('assistant', 50, { type: 'waitForRequester' }, 'question')], rests: later },
  'handed-up': { steps: [takesOn('manager', 30), step('manager', 3 * HOUR, { type: 'say' }, 'looking'), step('manager', 3 * HOUR, { type: 'handUp' }, 'tooBig')], rests: now },
  council: {
    steps: [takesOn('manager', 30), step('manager', 2 * HOUR, { type: 'handUp' }, 'tooBig'), takesOn('leader', 50), step('leader', 3 * HOUR, { type: 'handUp' }, 'forCouncil'), takesOn('council', 2 * HOUR)],
    rests: later,
  },
  'sent-back': { steps: [doesIt('assistant'), done('assistant', 5 * HOUR), step('supervisor', HOUR, { type: 'sendBack' }, 'notYet')], rests: later },
  done: { steps: [doesIt('manager'), done('manager', 3 * HOUR)], rests: later },
  reopened: { steps: [doesIt('assistant'), done('assistant', 4 * HOUR), confirms(HOUR), step('requester', DAYS, { type: 'notSolved' }, 'again')], rests: later },
  closed: { steps: [doesIt('assistant', 20), done('assistant', 2 * HOUR), confirms(3 * HOUR)], rests: longAgo },
  half: { steps: [doesIt('manager', 45), step('manager', 7 * HOUR, { type: 'markDone', outcome: 'half-fixed' }, 'half'), confirms(2 * HOUR)], rests: longAgo },
  'wont-do': { steps: [takesOn('manager', 60), step('manager', 6 * HOUR, { type: 'markDone', outcome: 'wont-do' }, 'cannot'), confirms(HOUR)], rests: longAgo },
  'without-answer': { steps: [doesIt('assistant'), done('assistant', 3 * HOUR), step('assistant', 2 * DAYS, { type: 'attempt', how: 'phone' })], rests: [6 * DAYS, 9 * DAYS] },
  // Signed for and handed back as the mall opens: `late-acts.server.ts`.
  minding: { steps: [doesIt('assistant', 25)], rests: later },
  withdrawn: { steps: [step('requester', 50, { type: 'withdraw' })], rests: longAgo },
  passed: { steps: [takesOn('manager', 30), passes(2 * HOUR)], rests: [5 * HOUR, 6 * HOUR] },
  'passed-late': { steps: [takesOn('manager', 30), passes(2 * HOUR)], rests: [5 * DAYS + 60, 5 * DAYS + 80] },
  'passed-taken': { steps: [doesIt('lead', 60), passes(3 * HOUR), step('official', 4 * HOUR, { type: 'officeTakesOn' })], rests: later },
  'passed-answered': {
    steps: [takesOn('manager', 30), passes(HOUR), step('official', 2 * HOUR, { type: 'officeTakesOn' }), step('official', 5 * HOUR, { type: 'officeAnswers', outcome: 'solved' }, 'officeAnswer'), confirms(DAYS)],
    rests: [DAYS, 5 * DAYS],
  },
  'program-received': { steps: [], rests: [8, 110] },
  'program-doing': { steps: [doesIt('lead', 90), step('lead', 2 * HOUR, { type: 'say' }, 'booked')], rests: later },
  'program-question': { steps: [doesIt('lead', 70), step('lead', HOUR, { type: 'waitForRequester' }, 'question')], rests: later },
  'program-closed': { steps: [doesIt('lead', 60), done('lead', 7 * HOUR, 'guide'), confirms(2 * HOUR)], rests: longAgo },
  'program-half': { steps: [doesIt('lead', 60), step('lead', 7 * HOUR, { type: 'markDone', outcome: 'half-fixed' }, 'half'), confirms(2 * HOUR)], rests: longAgo },
  'talks-invited': { steps: [invites(40)], rests: later },
  talks: { steps: [takesOn('lead', 60), invites(90), takesPart(2 * HOUR), step('lead', 50, { type: 'start' }), step('lead', 20, { type: 'say', room: 'joint' }, 'booked')], rests: later },
  'talks-agreed': {
    steps: [invites(30), takesPart(3 * HOUR), doesIt('lead', HOUR), step('lead', 7 * HOUR, { type: 'markDone', outcome: 'agreement' }, 'agreed'), confirms(HOUR), step('other', 2 * HOUR, { type: 'confirm' })],
    rests: longAgo,
  },
  // The one of the pictures: asked in Uyghur, done by a Kazakh, made readable by the manager.
  'roller-shutter': {
    steps: [
      takesOn('manager', 42),
      step('manager', 2, { type: 'assign', to: 'assistant' }),
      step('assistant', 7 * HOUR + 35, { type: 'waitForRequester' }, {
        language: 'kk',
        words: 'Мотордың щеткасы күйіп кетіпті, бөлшек ертең таңғы 11-де келеді. Сол кезде дүкенде боласыз ба?',
        translated: { by: 'manager', language: 'ug', words: 'موتورنىڭ شوتكىسى كۆيۈپ كېتىپتۇ، زاپچاس ئەتە سائەت 11 دە كېلىدۇ. ئۇ چاغدا دۇكاندا بولامسىز؟' },
      }),
      step('requester', 14, { type: 'say' }, { language: 'ug', words: 'بولىمەن. مەن سائەت 10:30 دا ئاچىمەن.' }),
      step('assistant', 5 * HOUR, { type: 'say' }, 'ordered'),
      step('assistant', 5 * HOUR, { type: 'markDone', outcome: 'solved' }, {
        language: 'kk',
        words: 'Щеткасын ауыстырдым, екі рет ашып-жауып көрдім.',
        translated: { by: 'manager', language: 'ug', words: 'شوتكىسىنى ئالماشتۇردۇم، ئىككى قېتىم ئېچىپ-تاقاپ سىناپ كۆردۈم.' },
      }),
    ],
    rests: [170, 190],
  },
};
