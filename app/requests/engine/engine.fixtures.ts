import type { WorkingTime } from '../working-time.ts';
import { type RequestCommand, TALKED_OUT } from './commands.ts';
import { ask, decide, type NewRequest } from './decide.ts';
import type { RequestEvent } from './events.ts';
import { defineKind, type Kind, UNSORTED } from './kind.ts';
import type { ActorFacts, TeamMember } from './ladder.ts';
import { NAMED_STAGES, TWO_SIDED_STAGES, TWO_SIDED_WAY } from './stages.ts';
import { inOrder, replay, type RequestState } from './state.ts';
import type { DecideContext, RefusalKey } from './verdict.ts';

const DAY: [string, string][] = [['10:00', '14:00'], ['15:30', '19:30']];
export const WORKING: WorkingTime = { zone: 'Asia/Urumqi', calendar: { week: { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY }, holidays: [], extraDays: {} } };
/** A wall time in Urumqi in March 2026; the 9th is a Monday. */
export const march = (day: number, clock: string): Date => new Date(`2026-03-${String(day).padStart(2, '0')}T${clock}:00+06:00`);

export const GRID_KIND = defineKind({ id: 'borrow', program: 'mutual-aid' });
export const OPEN_PROGRAM_KIND = defineKind({ id: 'course', program: 'training', ladder: 'program' });
export const CONFIDENTIAL_KIND = defineKind({ id: 'wages', program: 'labor', confidential: true });
export const PLACE_KIND = defineKind({
  id: 'hazard',
  program: 'safety',
  about: 'place',
  evidence: 'photo',
  closes: 'second-person',
  facts: [{ id: 'danger', type: 'choice', options: ['gas', 'wiring'] }, { id: 'people', type: 'number', min: 1, max: 50 }, { id: 'day', type: 'day' }],
});
export const SIDED_KIND = defineKind({ id: 'mediation', program: 'mediation', confidential: true, sides: 'two', closes: 'both-parties', outcomes: TALKED_OUT, stages: TWO_SIDED_STAGES, way: TWO_SIDED_WAY });
export const NAMED_KIND = defineKind({ id: 'about-us', program: 'unsorted', confidential: true, ladder: 'named', stages: NAMED_STAGES });
export const SIGNED_KIND = defineKind({ id: 'mind-shop', program: 'mutual-aid', evidence: 'signature' });
export const KINDS = [GRID_KIND, PLACE_KIND, OPEN_PROGRAM_KIND, CONFIDENTIAL_KIND, SIDED_KIND, NAMED_KIND, SIGNED_KIND, UNSORTED];

const nobody = { roles: [], posts: [], offices: [], shops: [] };
export const PEOPLE = {
  amina: { ...nobody, account: 'amina', shops: ['shop'], ownShops: ['shop'] },
  hand: { ...nobody, account: 'hand', shops: ['shop'] },
  rena: { ...nobody, account: 'rena', roles: ['manager'], grids: ['grid'] },
  info: { ...nobody, account: 'info', roles: ['information'], grids: ['grid'] },
  yerlan: { ...nobody, account: 'yerlan', roles: ['assistant'], grids: ['grid'] },
  lin: { ...nobody, account: 'lin', roles: ['leader'], grids: ['grid'] },
  watch: { ...nobody, account: 'watch', roles: ['supervisor'] },
  both: { ...nobody, account: 'both', roles: ['assistant', 'supervisor'], grids: ['grid'] },
  tied: { ...nobody, account: 'tied', roles: ['assistant'], grids: ['grid'], shops: ['shop'] },
  council: { ...nobody, account: 'council', posts: ['council'] },
  lead: { ...nobody, account: 'lead', posts: ['lead'] },
  official: { ...nobody, account: 'official', offices: ['office'] },
  stranger: { ...nobody, account: 'stranger', shops: ['other'] },
  passer: { ...nobody, account: 'passer' },
  /** The other side of a matter between two, by her code. */
  guest: { ...nobody, account: 'guest' },
  /** Stands for a lead who works for a shop of the other side. */
  tiedLead: { ...nobody, account: 'tiedLead', posts: ['lead'], tiedToOther: true },
  council2: { ...nobody, account: 'council2', posts: ['council'] },
  /** Of the council too, and not one of the two. */
  council3: { ...nobody, account: 'council3', posts: ['council'] },
  lead2: { ...nobody, account: 'lead2', posts: ['lead'] },
  /** Signs in for the partner `fixit`. */
  partner: { ...nobody, account: 'partner', partners: ['fixit'] },
  /** Has the slip of the part `x1`, and no account. */
  slip: { ...nobody, account: 'passer:part-x1', byPart: 'x1' },
  /** Works in another grid. */
  neighbour: { ...nobody, account: 'neighbour', grids: ['grid2'] },
  house: { ...nobody, account: 'house', house: true },
} as const satisfies Record<string, ActorFacts>;
export type Person = keyof typeof PEOPLE;

export const TEAM: TeamMember[] = (['rena', 'yerlan', 'info', 'lin', 'watch', 'both', 'tied'] as const).flatMap((name) =>
  PEOPLE[name].roles.map((role) => ({ account: name, role, tied: name === 'tied' })),
);

/** Who else may have a part of the work. */
export const HOLDERS = ['partner:fixit', 'grid:grid2', 'program:safety'];

/** Somebody without an account saw it inside the booth of a shop. */
export const NOTICED: Partial<NewRequest> = { requester: 'passer', channel: 'qr', inside: true, shopFirst: true };

/** A request played step by step: who does what when. Throws away nothing; `refused` is the last reason. */
export class Play {
  events: RequestEvent[];
  state: RequestState;
  refused: RefusalKey | null = null;
  now: Date;
  constructor(
    readonly kind: Kind = GRID_KIND,
    input: Partial<NewRequest> = {},
    readonly team: TeamMember[] = TEAM,
    at = march(9, '10:00'),
  ) {
    const head = { requester: 'amina', merchant: 'shop', grid: 'grid', confidential: false, channel: 'ask' as const, attachments: ['photo'], callBack: false, text: 't0' };
    this.now = at;
    const named = kind.ladder === 'named' ? { named: ['council', 'council2'], grid: undefined } : {};
    this.events = inOrder([ask({ kind, ...head, ...named, ...input }, { team })], 0, { at, actor: 'amina', role: 'merchant' });
    this.state = replay(kind, this.events);
  }
  context(person: Person, now = this.now): DecideContext {
    const findKind = (id: string) => KINDS.find((kind) => kind.id === id) ?? null;
    return { actor: PEOPLE[person], now, working: WORKING, team: this.team, offices: ['office', 'district'], holders: HOLDERS, whose: ['partner:fixit', 'office:office'], events: this.events, findKind };
  }
  does(person: Person, command: RequestCommand, at: Date = this.now): this {
    this.now = at;
    const verdict = decide(this.kind, this.state, command, this.context(person, at));
    this.refused = verdict.ok ? null : verdict.reason;
    if (!verdict.ok) return this;
    this.events = [...this.events, ...inOrder(verdict.events, this.state.seq, { at, actor: person, role: 'any' })];
    this.state = replay(this.kind, this.events);
    return this;
  }
}
